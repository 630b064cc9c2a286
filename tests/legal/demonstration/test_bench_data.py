"""The large world: every status, nothing of one case in another, the same from the same seed, refused elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from django.utils import translation

from legal.agreements.models import Agreement
from legal.agreements.services import review
from legal.demonstration import database
from legal.demonstration.bench import world
from legal.documents.models import IssuedDocument
from legal.entities.models import Entity, Level
from legal.transfers.books import read_books
from legal.transfers.models import Tranche
from legal.verification.models import Verification
from tests.factories import World
from tests.factories.tasks import do, open_task
from tests.legal.papers import issue_without_word
from workflow import clock
from workflow.models import Case, LedgerEntry, Message, SiteMark, Task, User
from workflow.models.site import BENCHMARK

AGREEMENTS = 60
SEED = 7
STATUSES = ["draft", "in_review", "in_signature", "in_force", "expired", "concluded", "terminated"]
COPIES = "ENSAYO-"


@pytest.fixture(scope="class")
def written(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Write the world once for all tests that look at it, and take it back after them."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("es-pe"),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(site, "MEDIA_ROOT", tmp_path_factory.mktemp("bench"))
        issue_without_word(patch)
        call_command("load_catalogues", stdout=StringIO())
        world.begin(today=clock.today())
        world.extend(to=AGREEMENTS, seed=SEED, today=clock.today())
        yield
        transaction.set_rollback(True)


def told(*arguments: str) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("bench_data", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    """Run the command, which must refuse, and return its one line."""
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("bench_data", *arguments, stderr=err)
    assert stopped.value.code == 2
    (line,) = err.getvalue().splitlines()
    return line


def picture() -> list[tuple[Any, ...]]:
    """Return what can be told of the copies without their keys."""
    agreements = Agreement.objects.filter(case__number__startswith=COPIES).order_by("case__number")
    return list(agreements.values_list("case__number", "title", "number", "status", "entity__unit__name", "signed_on"))


@pytest.mark.django_db
@pytest.mark.usefixtures("written")
class TestWorld:
    def test_holds_as_many_agreements_as_were_asked_for(self) -> None:
        assert world.held() == AGREEMENTS

    def test_has_agreements_in_every_status(self) -> None:
        found = Counter(Agreement.objects.filter(case__number__startswith=COPIES).values_list("status", flat=True))
        assert set(found) == set(STATUSES)

    def test_has_entities_of_the_three_levels(self) -> None:
        found = Counter(Entity.objects.filter(unit__code__startswith="BENCH-").values_list("level", flat=True))
        assert found == {Level.NATIONAL: 6, Level.REGIONAL: 26, Level.LOCAL: 3}

    def test_holds_in_every_foreign_key_and_constraint(self) -> None:
        connection.check_constraints()

    def test_has_money_that_is_proved_to_add_up(self) -> None:
        books = [each for each in read_books() if each.number.startswith(COPIES)]
        assert sum(len(each.tranches) for each in books) > AGREEMENTS
        assert {each.number: each.faults for each in books if each.faults} == {}

    def test_ties_no_case_to_another(self) -> None:
        assert not LedgerEntry.objects.filter(task__isnull=False).exclude(task__process__case=F("case")).exists()
        assert not Verification.objects.exclude(period__agreement__case=F("case")).exists()
        assert not Verification.objects.exclude(process__case=F("case")).exists()
        assert not Tranche.objects.exclude(period__agreement__case=F("case")).exists()
        assert not Task.previous.through.objects.exclude(from_task__process__case=F("to_task__process__case")).exists()

    def test_keeps_for_each_row_who_wrote_it_and_why(self) -> None:
        agreement = Agreement.objects.filter(case__number__startswith=COPIES).latest("pk")
        (kept,) = agreement.history.all()
        assert (kept.history_type, str(kept.history_user), kept.history_change_reason) == (
            "+",
            str(User.objects.get(username="administrador")),
            world.REASON,
        )
        assert kept.title == agreement.title

    def test_ends_each_record_with_the_copy_and_leaves_no_number_out(self) -> None:
        for case in Case.objects.filter(number__startswith=COPIES):
            entries = list(case.ledger.order_by("sequence"))
            assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
            assert [entry.act for entry in entries].count("cases.copied") == 1
            assert entries[-1].act == "cases.copied"
            assert entries[0].subject == f"agreements.agreement:{case.agreement.pk}"

    def test_names_in_a_document_the_number_of_its_agreement(self) -> None:
        issued = IssuedDocument.objects.filter(case__number__startswith=COPIES, kind="agreement")
        assert issued.filter(case__agreement__status="in_force").exists()
        in_force = issued.filter(case__agreement__number__gt="")
        assert not in_force.exclude(number_text=F("case__agreement__number")).exists()

    def test_asks_only_the_entity_of_the_case_for_its_steps(self) -> None:
        local = Task.objects.filter(process__case__number__startswith=COPIES, unit__code__startswith="BENCH-")
        assert local.exists()
        assert not local.exclude(unit=F("process__case__unit")).exists()

    def test_writes_to_nobody_about_a_copy(self) -> None:
        assert not Message.objects.filter(case__number__startswith=COPIES).exists()

    @pytest.mark.parametrize("status", STATUSES)
    def test_opens_the_page_of_an_agreement_of_each_status(self, status: str, client: Client) -> None:
        agreement = Agreement.objects.filter(case__number__startswith=COPIES, status=status).latest("pk")
        client.force_login(User.objects.get(username="director.dgpp"))
        page = client.get(f"/expedientes/{agreement.case.number}/")
        assert page.status_code == 200
        assert str(agreement.entity) in page.content.decode()

    def test_fills_the_inbox_and_the_list(self, client: Client) -> None:
        client.force_login(User.objects.get(username="presupuesto.dgpp"))
        assert COPIES in client.get("/").content.decode()
        assert client.get("/convenios/").status_code == 200

    def test_goes_on_where_a_copy_stands(self) -> None:
        opinion = review.Opinion.objects.filter(
            agreement__case__number__startswith=COPIES, agreement__title__contains="en opinión", kind="budget"
        ).latest("pk")
        give = partial(review.give_opinion, opinion=opinion, report="Informe N° 1-2026-EF", conclusions="Conforme.")
        do(open_task(opinion.agreement.case, "budget"), give, observations=[])
        opinion.refresh_from_db()
        assert opinion.status == "favorable"

    def test_is_the_same_from_the_same_seed_in_one_go_and_in_two(self) -> None:
        def extended(seed: int, *sizes: int) -> list[tuple[Any, ...]]:
            with transaction.atomic():
                for size in sizes:
                    world.extend(to=size, seed=seed, today=clock.today())
                seen = picture()
                transaction.set_rollback(True)
            return seen

        assert extended(SEED, 90) == extended(SEED, 75, 90)
        assert extended(SEED, 90) != extended(SEED + 1, 90)

    def test_is_no_place_for_the_demonstration(self) -> None:
        err = StringIO()
        with pytest.raises(SystemExit):
            call_command("demo", stderr=err)
        assert "holds data that is no demonstration" in err.getvalue()

    def test_is_not_confused_by_what_somebody_opens_in_it(self) -> None:
        lived = Agreement.objects.order_by("pk")[0]
        lived_case = lived.case
        lived_case.pk, lived_case.number, lived_case._state.adding = None, "2026-9999", True
        lived_case.save()
        lived.pk, lived.number, lived.demonstration_note, lived._state.adding = None, "N° 9", "", True
        lived.case = lived_case
        lived.save()
        assert world.held() == AGREEMENTS
        assert world.extend(to=AGREEMENTS + 1, seed=SEED, today=clock.today()) == 1

    def test_grows_to_the_number_and_never_shrinks(self) -> None:
        kept = json.loads(told("--agreements", "20", "--json"))
        assert (kept["agreements"], kept["written"]) == (AGREEMENTS, 0)
        grown = json.loads(told("--agreements", str(AGREEMENTS + 5), "--seed", str(SEED), "--json"))
        assert (grown["agreements"], grown["written"]) == (AGREEMENTS + 5, 5)
        assert sum(grown["statuses"].values()) == AGREEMENTS + 5
        assert f"agreements {AGREEMENTS + 5}, written 0" in told("--agreements", str(AGREEMENTS + 5))


@pytest.mark.django_db
@pytest.mark.usefixtures("papers_without_word")
class TestEmptyDatabase:
    def test_is_given_its_catalogues_marked_and_filled(self) -> None:
        kept = json.loads(told("--agreements", "17", "--json"))
        assert (kept["agreements"], kept["written"]) == (17, 1)
        assert database.is_marked(BENCHMARK)
        assert not database.is_marked()


@pytest.mark.django_db
class TestRefusals:
    @pytest.mark.parametrize("number", ["-1", "0", "15", "1000001", "99999999999999999999"])
    def test_no_number_out_of_range(self, number: str) -> None:
        assert "between 16 and 1000000" in refused("--agreements", number)
        assert not database.is_marked(BENCHMARK)

    def test_nothing_that_is_no_number(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            told("--agreements", "muchos")
        assert stopped.value.code == 2
        assert capsys.readouterr().err == "argument --agreements: invalid int value: 'muchos'\n"

    def test_a_world_that_another_run_is_writing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def extend(**_wanted: object) -> int:
            SiteMark(name=BENCHMARK).save(force_insert=True)
            raise AssertionError("two equal rows were written")

        database.mark(BENCHMARK)
        monkeypatch.setattr(world, "extend", extend)
        assert "another run is writing this world" in refused("--agreements", "20")

    def test_a_demonstration(self) -> None:
        database.mark()
        assert "was not made to measure" in refused("--agreements", "20")

    def test_a_database_that_people_work_with(self, world: World) -> None:
        assert "was not made to measure" in refused("--agreements", "20")
        assert not database.is_marked(BENCHMARK)
