"""Publishing templates: who may, from which day, what a publication replaces, what stands in its way."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from legal.documents.errors import CannotDecideOnTemplate
from legal.documents.models import TemplateDecision, TemplateSample, TemplateVersion
from legal.documents.publications import plan_of
from legal.documents.queries import template_in_force
from legal.documents.services.templates import discard_template, publish_template
from tests.factories import World
from tests.factories.world import make_world
from tests.legal.documents.test_templates import KIND, colleague, draft, issued, publish
from workflow import clock
from workflow.errors import NotAllowed, Refusal
from workflow.models import AccessRefusal, User


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def second(world: World) -> User:
    """Another legal reviewer of the directorate."""
    return colleague(world)


@pytest.mark.django_db
class TestPublishing:
    def test_puts_the_version_in_force_from_its_day(self, world: World, second: User, today: date) -> None:
        version = draft(world.legal_reviewer)
        decision = publish(version, second, today + timedelta(days=10))
        assert (decision.by, decision.post_title, decision.outcome) == (second, "Asesora legal, EF/50.01", "published")
        before, after = (template_in_force(KIND, on=today + timedelta(days=each)) for each in (9, 10))
        assert before is not None
        assert (before.number, after) == (1, version)

    def test_is_for_the_director_too(self, world: World, today: date) -> None:
        assert publish(draft(world.legal_reviewer), world.director_general, today).in_force_from == today

    def test_is_refused_to_who_uploaded_it(self, world: World, today: date) -> None:
        version = draft(world.legal_reviewer)
        with pytest.raises(CannotDecideOnTemplate, match="otra persona"):
            publish(version, world.legal_reviewer, today)
        assert not TemplateDecision.objects.filter(version=version).exists()
        assert AccessRefusal.objects.filter(user=world.legal_reviewer, path="templates.publish").exists()

    def test_is_refused_to_others(self, world: World, today: date) -> None:
        version = draft(world.legal_reviewer)
        for person in (world.formulator, world.coordinator, world.superuser, world.head):
            with pytest.raises(NotAllowed):
                publish(version, person, today)
        assert AccessRefusal.objects.filter(path="templates.publish", status_code=403).count() == 4

    @pytest.mark.parametrize(
        ("days", "words"), [(-1, "nunca desde antes"), (400, "más de un año")], ids=["past", "slip of typing"]
    )
    def test_refuses_a_day_that_cannot_be(self, world: World, second: User, today: date, days: int, words: str) -> None:
        with pytest.raises(CannotDecideOnTemplate, match=words):
            publish(draft(world.legal_reviewer), second, today + timedelta(days=days))

    def test_comes_after_every_document_of_its_kind_and_touches_none(
        self, world: World, second: User, today: date
    ) -> None:
        version = draft(world.legal_reviewer)
        document = issued(world, TemplateVersion.objects.get(number=1), today)
        with pytest.raises(CannotDecideOnTemplate, match="elija un día posterior"):
            publish(version, second, today)
        publish(version, second, today + timedelta(days=1))
        document.refresh_from_db()
        assert document.template is not None
        assert document.template.number == 1

    @pytest.mark.parametrize("earlier", [0, 1, 5], ids=["the same day", "a day before", "today"])
    def test_takes_the_place_of_one_that_is_to_come_if_the_publisher_agrees(
        self, world: World, second: User, today: date, earlier: int
    ) -> None:
        day = today + timedelta(days=5)
        wrong, right = draft(world.legal_reviewer), draft(world.legal_reviewer, 3)
        replaced = publish(wrong, second, day)
        with pytest.raises(CannotDecideOnTemplate, match="La situación cambió desde que la leyó"):
            publish(right, second, day - timedelta(days=earlier))
        assert not TemplateDecision.objects.filter(version=right).exists()
        assert publish(right, second, day - timedelta(days=earlier), 2).follows == replaced
        assert template_in_force(KIND, on=day) == template_in_force(KIND, on=date.max) == right

    def test_is_refused_where_another_came_before_it_than_the_publisher_read(
        self, world: World, second: User, today: date
    ) -> None:
        between, version = draft(world.legal_reviewer), draft(world.legal_reviewer, 3)
        day = today + timedelta(days=5)
        agreed = plan_of(version, day, today=today).key
        publish(between, second, today + timedelta(days=2))
        with pytest.raises(CannotDecideOnTemplate, match="lea otra vez qué pasará con esa fecha y confírmelo"):
            publish_template(version=version, in_force_from=day, agreed=agreed, actor=second, on=today)
        assert not TemplateDecision.objects.filter(version=version).exists()

    def test_takes_the_place_of_all_that_were_to_come_from_its_day_and_of_none_before(
        self, world: World, second: User, today: date
    ) -> None:
        versions = [draft(world.legal_reviewer, number) for number in range(2, 6)]
        for days, version in zip((2, 4, 6), versions, strict=False):
            publish(version, second, today + timedelta(days=days))
        with pytest.raises(CannotDecideOnTemplate, match="La situación cambió"):
            publish(versions[3], second, today + timedelta(days=3), 3)
        publish(versions[3], second, today + timedelta(days=3), 3, 4)
        ruling = [template_in_force(KIND, on=today + timedelta(days=each)) for each in range(1, 8)]
        assert [each.number for each in ruling if each] == [1, 2, 5, 5, 5, 5, 5]

    def test_may_begin_on_a_day_that_was_another_s_before_that_was_replaced(
        self, world: World, second: User, today: date
    ) -> None:
        day = today + timedelta(days=5)
        first, meanwhile, again = (draft(world.legal_reviewer, number) for number in (2, 3, 4))
        publish(first, second, day)
        publish(meanwhile, second, today, 2)
        publish(again, second, day)
        ruling = [template_in_force(KIND, on=each) for each in (today, day)]
        assert ruling == [meanwhile, again]

    def test_leaves_alone_what_rules_already(self, world: World, second: User, today: date) -> None:
        current, coming = draft(world.legal_reviewer), draft(world.legal_reviewer, 3)
        publish(current, second, today)
        publish(coming, second, today + timedelta(days=1))
        assert template_in_force(KIND, on=today) == current

    def test_of_a_day_long_past_speaks_of_nothing_but_that(self, world: World, second: User) -> None:
        with pytest.raises(CannotDecideOnTemplate) as refusal:
            publish(draft(world.legal_reviewer), second, date(1, 1, 1))
        assert [each.where for each in refusal.value.obstacles] == ["in_force_from"]
        assert "La fecha ya pasó" in str(refusal.value)

    def test_happens_once(self, world: World, second: User, today: date) -> None:
        version = draft(world.legal_reviewer)
        publish(version, second, today)
        for again in (
            lambda: publish(version, second, today),
            lambda: discard_template(version=version, reason="No", actor=second, on=today),
        ):
            with pytest.raises(CannotDecideOnTemplate, match="ya fue publicada"):
                again()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_is_refused() -> None:
    world = make_world()
    second = colleague(world)
    version, today = draft(world.legal_reviewer), clock.today()
    start, outcomes = threading.Barrier(2), []

    def run(actor: User) -> None:
        try:
            start.wait()
            publish(version, actor, today)
            outcomes.append("published")
        except Refusal as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in (second, world.director_general)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes)[-1] == "published"
    assert "ya fue publicada" in sorted(outcomes)[0]
    assert TemplateSample.objects.count() == 0
