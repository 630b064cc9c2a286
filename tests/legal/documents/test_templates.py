"""Uploading, publishing and discarding templates: who may, what stands in the way, what stays."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from openpyxl import Workbook

from legal.documents.errors import CannotDecideOnTemplate, CannotStore, CannotUploadTemplate
from legal.documents.models import (
    BEGINNING,
    DocumentKind,
    IssuedDocument,
    StoredFile,
    TemplateDecision,
    TemplateVersion,
)
from legal.documents.publications import plan_of
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
from tests.legal.documents.rewording import KIND, changed, shipped, with_paragraph
from tests.legal.documents.word_files import with_parts
from workflow import clock
from workflow.errors import NotAllowed
from workflow.models import AccessRefusal, User

NOTE = "Agrega una frase de cortesía."


@pytest.fixture
def today() -> date:
    return clock.today()


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


def publish(version: TemplateVersion, actor: User, day: date, *replacing: int) -> TemplateDecision:
    """Publish a version from a day on, knowing which it follows, and that it replaces others."""
    plan = plan_of(version, day, today=clock.today())
    agreed = replace(plan, replaced=tuple(each for each in plan.replaced if each.version.number in replacing)).key
    return publish_template(version=version, in_force_from=day, agreed=agreed, actor=actor, on=clock.today())


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


def workbook() -> bytes:
    output = io.BytesIO()
    Workbook().save(output)
    return output.getvalue()


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

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-1.4",
            b"%PDF-1.4\n%%EOF",
            b"\x89PNG\r\n\x1a\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"PK\x03\x04 nada",
            b"hola",
        ],
    )
    def test_refuses_what_is_no_word_file_and_names_no_other_kind_of_file(self, world: World, content: bytes) -> None:
        with pytest.raises(CannotStore) as refusal:
            upload(world.legal_reviewer, content=content)
        assert not re.search(r"xlsx|PDF|png|jpg", str(refusal.value))
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        "content",
        [workbook, lambda: with_parts(shipped(), {"word/vbaProject.bin": b"x"})],
        ids=["workbook", "macros"],
    )
    def test_refuses_workbooks_and_macros_naming_no_other_kind_of_file(self, world: World, content: Any) -> None:
        content = content()
        with pytest.raises(CannotStore, match=r"\.docx") as refusal:
            upload(world.legal_reviewer, content=content)
        assert "xlsx" not in str(refusal.value)

    @pytest.mark.parametrize(
        "condition", ["money.by_donation", "not money.by_donation", "lets_carry == money.by_donation"]
    )
    def test_and_the_command_refuse_an_agreement_whose_clause_of_the_law_may_be_left_out(
        self, world: World, tmp_path: Path, condition: str
    ) -> None:
        def sometimes(document: Any) -> None:
            clause = next(each for each in document.paragraphs if "27785" in each.text)
            clause.insert_paragraph_before("Los órganos de control tienen lo suyo.")
            clause.insert_paragraph_before(f"{{%p if {condition} %}}")
            clause._p.addnext(clause.insert_paragraph_before("{%p endif %}")._p)

        path = tmp_path / "convenio.docx"
        path.write_bytes(changed(sometimes, kind="agreement"))
        with pytest.raises(CannotUploadTemplate, match="órganos de control"):
            upload(world.legal_reviewer, kind="agreement", content=path.read_bytes())
        output = io.StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("lint_template", str(path), "--kind", "agreement", stdout=output)
        assert output.getvalue().startswith(
            "error LEY01 Archivo: Falta la cláusula de acceso de los órganos de control"
        )

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
