"""Uploading, publishing and discarding templates: who may, what stands in the way, what stays."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from legal.documents.errors import CannotDecideOnTemplate, CannotStore, CannotUploadTemplate
from legal.documents.models import (
    BEGINNING,
    DocumentKind,
    IssuedDocument,
    StoredFile,
    TemplateDecision,
    TemplateSample,
    TemplateVersion,
)
from legal.documents.queries import template_in_force
from legal.documents.services.files import keep
from legal.documents.services.shipped import first_version
from legal.documents.services.templates import (
    decide_on_templates,
    discard_template,
    publish_template,
    upload_template,
)
from legal.documents.spanish import NO_BREAK
from legal.documents.uploads import DOCX
from legal.documents.wordtext import extract_text
from legal.entities import roles
from tests.factories import World, make_case
from tests.factories.people import make_mandate, make_post, make_user
from tests.factories.world import make_world
from tests.legal.documents.rewording import KIND, changed, shipped, with_paragraph
from workflow import clock
from workflow.errors import NotAllowed, Refusal
from workflow.models import AccessRefusal, User

NOTE = "Agrega una frase de cortesía."


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def second(world: World) -> User:
    """Another legal reviewer of the directorate."""
    return colleague(world)


def colleague(world: World) -> User:
    user = make_user("sara", "Sara", "Vega")
    make_mandate(user, make_post(world.directorate, roles.LEGAL_REVIEWER, "Asesora legal"))
    return user


def upload(actor: User, text: str = "Con cortesía.", **values: Any) -> TemplateVersion:
    """Upload the shipped template with one more sentence."""
    arguments: dict[str, Any] = {
        "kind": KIND,
        "content": with_paragraph(text),
        "name": "Oficio de prórroga.docx",
        "note": NOTE,
        "actor": actor,
        "on": clock.today(),
    }
    return upload_template(**{**arguments, **values})


def draft(actor: User, number: int = 2) -> TemplateVersion:
    """Write a version that waits for its decision, without the costly check of an upload."""
    if not TemplateVersion.objects.exists():
        first_version(KIND)
    content = with_paragraph(f"Versión {number}.")
    return TemplateVersion.objects.create(
        kind=KIND,
        number=number,
        origin="uploaded",
        file=keep(content, "oficio.docx", DOCX, actor),
        note=NOTE,
        text=f"Versión {number}.\n",
        uploaded_by=actor,
    )


def sample_text(version: TemplateVersion, conditions: str) -> str:
    """Return what a sample of a version says, in one line for each paragraph."""
    with version.samples.get(conditions=conditions).file.file.open("rb") as kept:
        return extract_text(kept.read()).replace(NO_BREAK, " ")


def publish(version: TemplateVersion, actor: User, day: date) -> TemplateDecision:
    """Publish a version from a day on."""
    return publish_template(version=version, in_force_from=day, actor=actor, on=clock.today())


def issued(world: World, version: TemplateVersion, on: date) -> IssuedDocument:
    """Write a document that a version filled."""
    return IssuedDocument.objects.create(
        case=make_case(world.region, world.formulator),
        kind=DocumentKind.EXTENSION_LETTER,
        number=1,
        year=on.year,
        unit=world.directorate,
        number_text="N° 001",
        title="Oficio",
        issued_on=on,
        issued_by=world.formulator,
        file=version.file,
        template=version,
        template_name=f"{KIND}.docx",
        template_sha256=version.file.sha256,
        text_sha256="1" * 64,
        content_sha256="2" * 64,
        verification_code="AAAA-AAAA-AAAA-AAAA",
    )


@pytest.mark.django_db
class TestUploading:
    def test_keeps_the_next_version_with_its_samples_and_who_did_it(self, world: World, today: date) -> None:
        version = upload(world.legal_reviewer)
        assert (version.number, version.origin, version.note) == (2, "uploaded", NOTE)
        assert version.uploaded_by == world.legal_reviewer
        assert version.post_title == "Asesor legal, EF/50.01"
        assert version.authority["kind"] == "titular"
        assert "Con cortesía." in version.text
        samples = {each.conditions: each for each in version.samples.all()}
        assert set(samples) == {"full", "empty"}
        with samples["full"].file.file.open("rb") as kept:
            text = extract_text(kept.read())
        assert "Con cortesía." in text
        first = template_in_force(KIND, on=today)
        assert first is not None
        assert (first.number, TemplateDecision.objects.get(version=first).in_force_from) == (1, BEGINNING)

    def test_fills_the_samples_of_a_template_that_uses_the_filters(self, world: World) -> None:
        version = upload(world.legal_reviewer, "Se pidió {{ requested_on|fecha_forense }}.")
        assert "Se pidió a los 20 días del mes de agosto de 2029." in sample_text(version, "full")

    def test_fills_the_sample_with_everything_by_the_examples_of_the_fields(self, world: World) -> None:
        version = upload(world.legal_reviewer)
        text = sample_text(version, "full")
        assert "Gobernadora Regional de Ayacucho" in text
        assert "8 de octubre de 2029" in text
        assert "[" not in text
        assert "Ayacucho" not in sample_text(version, "empty")

    def test_is_for_the_administrator_too(self, world: World) -> None:
        administrator = make_user("joaquin")
        make_mandate(administrator, make_post(world.directorate, roles.ADMINISTRATOR, "Administrador"))
        assert upload(administrator).uploaded_by == administrator
        assert not decide_on_templates(administrator, "templates.publish", on=clock.today()).allowed

    def test_is_refused_to_others_and_recorded(self, world: World) -> None:
        for person in (world.formulator, world.coordinator, world.auditor, world.superuser):
            with pytest.raises(NotAllowed):
                upload(person)
            assert AccessRefusal.objects.filter(user=person, path="templates.upload", status_code=403).exists()
        assert not TemplateVersion.objects.exists()

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (lambda: with_paragraph("{{ no_existe }}"), "VAR01"),
            (lambda: with_paragraph("{{ title.__class__ }}"), "SEG04"),
            (lambda: with_paragraph("{%p if title %} y más"), "TAG06"),
        ],
    )
    def test_that_the_check_refuses_says_all_it_found_and_keeps_nothing(
        self, world: World, content: Any, code: str
    ) -> None:
        with pytest.raises(CannotUploadTemplate) as refusal:
            upload(world.legal_reviewer, content=content())
        assert refusal.value.report is not None
        assert code in {each.code for each in refusal.value.report.findings}
        assert not TemplateVersion.objects.exists()
        assert not StoredFile.objects.exists()
        assert default_storage.listdir("")[0] == []
        assert AccessRefusal.objects.filter(path="templates.upload", status_code=409).count() == 1

    def test_refuses_what_is_no_word_file(self, world: World) -> None:
        for content in (b"", b"%PDF-1.4\n%%EOF", b"PK\x03\x04 nada"):
            with pytest.raises((CannotStore, CannotUploadTemplate)):
                upload(world.legal_reviewer, content=content)
        assert not StoredFile.objects.exists()

    def test_refuses_a_file_that_changes_nothing_and_a_note_that_says_nothing(self, world: World) -> None:
        first_version(KIND)
        with pytest.raises(CannotUploadTemplate) as refusal:
            upload(world.legal_reviewer, content=shipped(), note=" ")
        assert [each.where for each in refusal.value.obstacles] == ["note", "file"]

    def test_refuses_an_agreement_without_a_clause_of_the_law(self, world: World) -> None:
        def without_control(document: Any) -> None:
            for paragraph in document.paragraphs:
                if "27785" in paragraph.text:
                    paragraph.text = "Los órganos de control harán lo suyo."

        with pytest.raises(CannotUploadTemplate, match="órganos de control"):
            upload(world.legal_reviewer, kind="agreement", content=changed(without_control, kind="agreement"))
        assert not TemplateVersion.objects.filter(number=2).exists()


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

    def test_takes_the_place_of_one_that_is_to_come_on_the_same_day(
        self, world: World, second: User, today: date
    ) -> None:
        day = today + timedelta(days=5)
        wrong, right = draft(world.legal_reviewer), draft(world.legal_reviewer, 3)
        replaced = publish(wrong, second, day)
        with pytest.raises(CannotDecideOnTemplate, match="elija ese día"):
            publish(right, second, day - timedelta(days=1))
        assert publish(right, second, day).replaces == replaced
        assert template_in_force(KIND, on=day) == right

    def test_happens_once(self, world: World, second: User, today: date) -> None:
        version = draft(world.legal_reviewer)
        publish(version, second, today)
        for again in (
            lambda: publish(version, second, today),
            lambda: discard_template(version=version, reason="No", actor=second, on=today),
        ):
            with pytest.raises(CannotDecideOnTemplate, match="ya fue publicada"):
                again()


@pytest.mark.django_db
class TestDiscarding:
    def test_keeps_the_version_with_its_reason(self, world: World, today: date) -> None:
        version = draft(world.legal_reviewer)
        discard_template(version=version, reason="  Tiene un error. ", actor=world.legal_reviewer, on=today)
        assert version.decision.reason == "Tiene un error."
        in_force = template_in_force(KIND, on=today)
        assert in_force is not None
        assert in_force.number == 1
        with pytest.raises(CannotDecideOnTemplate, match="descartada"):
            publish(version, world.director_general, today)

    def test_asks_for_a_reason_and_the_right_person(self, world: World, today: date) -> None:
        version = draft(world.legal_reviewer)
        with pytest.raises(CannotDecideOnTemplate, match="por qué"):
            discard_template(version=version, reason=" ", actor=world.legal_reviewer, on=today)
        with pytest.raises(NotAllowed):
            discard_template(version=version, reason="No", actor=world.formulator, on=today)
        assert not TemplateDecision.objects.filter(version=version).exists()


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
