"""The pages of templates: what they show to whom, and the way of a version from its upload to its publication."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape

from legal.documents.comparison.report import TooLarge
from legal.documents.fields import fields_of
from legal.documents.kinds import document_kinds
from legal.documents.models import TemplateDecision, TemplateVersion
from legal.documents.publications import plan_of
from legal.documents.services.files import keep
from legal.documents.services.shipped import first_version, load_shipped_templates
from legal.documents.services.templates import discard_template, publish_template
from legal.documents.template_language import FILTERS
from legal.documents.uploads import DOCX
from legal.documents.views import templates
from tests.factories import World
from tests.legal.documents.comparison.printing import with_note
from tests.legal.documents.rewording import KIND, changed, shipped, with_paragraph
from tests.legal.documents.test_templates import NOTE, colleague, draft, issued, publish
from workflow import clock
from workflow.models import AccessRefusal, User

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    """Return the browser of a person."""
    client = Client()
    client.force_login(user)
    return client


def send(user: User, content: bytes, note: str = NOTE):  # type: ignore[no-untyped-def]
    """Send a file as the next version."""
    file = SimpleUploadedFile("oficio.docx", content)
    return signed_in(user).post(reverse("documents:upload_template", args=[KIND]), {"file": file, "note": note})


def confirmed(answer: Any) -> dict[str, str]:
    """Return the form of a publication as its page asks for it, with the confirmation."""
    form = answer.context["publication_form"]
    return {**{name: str(form[name].value()) for name in ("in_force_from", "plan")}, "confirmed": "on"}


def page_of(user: User, version: TemplateVersion) -> str:
    """Return the page of a version as a person sees it."""
    return signed_in(user).get(reverse("documents:template_version", args=[version.pk])).content.decode()


def test_a_version_goes_from_its_upload_to_its_publication(world: World) -> None:
    second, day = colleague(world), clock.today() + timedelta(days=3)
    answer = send(world.legal_reviewer, with_paragraph("Con cortesía."))
    version = TemplateVersion.objects.get(number=2)
    assert answer.status_code == 302
    assert answer.url == reverse("documents:template_version", args=[version.pk])
    page = page_of(world.legal_reviewer, version)
    assert "Usted la subió: la publica otra persona" in page
    assert "<ins>Con cortesía.</ins>" in page
    for sample in version.samples.all():
        file = signed_in(second).get(reverse("documents:template_sample", args=[sample.pk]))
        assert b"".join(file.streaming_content).startswith(b"PK")
    url = reverse("documents:publish_template", args=[version.pk])
    answer = signed_in(second).post(url, {"in_force_from": day.isoformat()})
    assert answer.status_code == 422
    answer = signed_in(second).post(url, confirmed(answer), follow=True)
    assert "rige para los documentos desde el" in answer.content.decode()
    listed = signed_in(second).get(reverse("documents:templates")).content.decode()
    assert "Regirá desde el" in listed
    assert "Publicar la versión" not in page_of(second, version)


def test_a_refused_file_shows_every_finding_and_keeps_what_was_written(world: World) -> None:
    page = send(world.legal_reviewer, with_paragraph("{{ no_existe }} {{ title.format }}"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "VAR01" in text
    assert "no_existe" in text
    assert NOTE in text
    assert not TemplateVersion.objects.exists()


def test_a_form_that_cannot_be_read_is_told_so_or_refused_to_whom_it_is_not(world: World) -> None:
    url = reverse("documents:upload_template", args=[KIND])
    assert signed_in(world.legal_reviewer).post(url, {}).status_code == 422
    assert signed_in(world.coordinator).post(url, {}).status_code == 403
    assert AccessRefusal.objects.filter(user=world.coordinator, path="templates.upload").count() == 1
    version = draft(world.legal_reviewer)
    for name in ("publish_template", "discard_template"):
        url = reverse(f"documents:{name}", args=[version.pk])
        assert signed_in(world.director_general).post(url, {}).status_code == 422
        assert signed_in(world.formulator).post(url, {}).status_code == 403
    assert not hasattr(TemplateVersion.objects.get(pk=version.pk), "decision")


class TestPublishing:
    """The form says what will happen, and only that is confirmed."""

    def test_tells_which_version_it_follows_and_is_done_by_a_tick(self, world: World) -> None:
        version, second = draft(world.legal_reviewer), colleague(world)
        page = signed_in(second).get(reverse("documents:template_version", args=[version.pk]))
        assert "se hacen con la versión 2, en lugar de la versión 1." in page.content.decode()
        url = reverse("documents:publish_template", args=[version.pk])
        assert signed_in(second).post(url, confirmed(page)).status_code == 302
        assert TemplateVersion.objects.get(pk=version.pk).decision.in_force_from == clock.today()

    def test_is_asked_again_after_another_day_was_written(self, world: World) -> None:
        version, second = draft(world.legal_reviewer), colleague(world)
        url = reverse("documents:publish_template", args=[version.pk])
        page = signed_in(second).get(reverse("documents:template_version", args=[version.pk]))
        later = (clock.today() + timedelta(days=40)).isoformat()
        answer = signed_in(second).post(url, {**confirmed(page), "in_force_from": later})
        assert answer.status_code == 422
        assert "Lea qué pasará con esa fecha y confírmelo." in answer.content.decode()
        assert not answer.context["publication_form"]["confirmed"].value()
        assert not hasattr(TemplateVersion.objects.get(pk=version.pk), "decision")
        assert not AccessRefusal.objects.exists()

    def test_names_the_version_to_come_that_it_replaces(self, world: World) -> None:
        coming, version, second = draft(world.legal_reviewer), draft(world.legal_reviewer, 3), colleague(world)
        day = clock.today() + timedelta(days=30)
        publish(coming, second, day)
        page = signed_in(second).get(reverse("documents:template_version", args=[version.pk]))
        replacement = f"La versión 2, que iba a regir desde el {date_format(day, 'DATE_FORMAT')}, queda reemplazada."
        assert replacement in page.content.decode()
        url = reverse("documents:publish_template", args=[version.pk])
        assert signed_in(second).post(url, confirmed(page)).status_code == 302
        assert "reemplazada antes" in page_of(second, coming)

    def test_is_asked_again_after_somebody_else_published(self, world: World) -> None:
        other, version, second = draft(world.legal_reviewer), draft(world.legal_reviewer, 3), colleague(world)
        page = signed_in(second).get(reverse("documents:template_version", args=[version.pk]))
        publish(other, second, clock.today() + timedelta(days=30))
        url = reverse("documents:publish_template", args=[version.pk])
        answer = signed_in(second).post(url, confirmed(page))
        assert answer.status_code == 422
        assert "La versión 2, que iba a regir" in answer.content.decode()
        assert not hasattr(TemplateVersion.objects.get(pk=version.pk), "decision")

    def test_is_asked_again_where_somebody_published_at_the_last_moment(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other, version, second = draft(world.legal_reviewer), draft(world.legal_reviewer, 3), colleague(world)
        day = clock.today() + timedelta(days=5)
        page = {"in_force_from": day.isoformat(), "confirmed": "on"}
        page["plan"] = plan_of(version, day, today=clock.today()).key

        def late(**options: Any) -> TemplateDecision:
            publish(other, second, clock.today() + timedelta(days=2))
            return publish_template(**options)

        monkeypatch.setattr(templates, "publish_template", late)
        url = reverse("documents:publish_template", args=[version.pk])
        answer = signed_in(second).post(url, page)
        assert answer.status_code == 409
        assert "La situación cambió" in answer.content.decode()
        assert "en lugar de la versión 2." in answer.content.decode()
        monkeypatch.undo()
        assert signed_in(second).post(url, confirmed(answer)).status_code == 302

    def test_tells_what_stands_in_the_way_before_it_asks_for_anything(self, world: World) -> None:
        version, second = draft(world.legal_reviewer), colleague(world)
        url = reverse("documents:publish_template", args=[version.pk])
        answer = signed_in(second).post(url, {"in_force_from": "0001-01-01"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "La fecha ya pasó" in page
        assert "1900" not in page
        assert 'name="confirmed"' not in page

    def test_begins_with_the_first_day_that_is_free(self, world: World) -> None:
        version, today = draft(world.legal_reviewer), clock.today()
        issued(world, TemplateVersion.objects.get(number=1), today)
        page = signed_in(colleague(world)).get(reverse("documents:template_version", args=[version.pk]))
        assert page.context["publication_form"]["in_force_from"].value() == (today + timedelta(days=1)).isoformat()


class TestComparisons:
    """What the page of a version says that changes."""

    def test_are_with_the_version_in_force_and_with_one_to_come(self, world: World) -> None:
        coming, version, second = draft(world.legal_reviewer), draft(world.legal_reviewer, 3), colleague(world)
        day = clock.today() + timedelta(days=30)
        publish(coming, second, day)
        page = page_of(second, version)
        assert "Frente a la versión vigente (1)" in page
        assert f"Frente a la versión 2, que regirá desde el {date_format(day, 'DATE_FORMAT')}" in page
        assert "<del>2.</del>" in page
        assert "<ins>3.</ins>" in page
        assert "Frente a la versión 2" not in page_of(second, coming)

    def test_say_what_else_changes_where_the_text_is_the_same(self, world: World) -> None:
        first_version(KIND)
        content = changed(lambda document: setattr(document.styles["Normal"].font, "bold", True))
        page = page_of(world.legal_reviewer, kept(world.legal_reviewer, content))
        assert "El texto es igual, pero cambian:</strong> estilos." in page

    def test_show_a_note(self, world: World) -> None:
        first_version(KIND)
        page = page_of(
            world.legal_reviewer, kept(world.legal_reviewer, with_note(shipped(), "La entidad paga el doble."))
        )
        assert "[nota 1] La entidad paga el doble." in page

    def test_say_so_where_a_file_cannot_be_read(self, world: World) -> None:
        first_version(KIND)
        page = page_of(world.legal_reviewer, kept(world.legal_reviewer, b"PK\x03\x04 nada"))
        assert "No se pudieron comparar los archivos." in page


def kept(user: User, content: bytes) -> TemplateVersion:
    """Keep a file as the second version, without the costly check of an upload."""
    return TemplateVersion.objects.create(
        kind=KIND,
        number=2,
        origin="uploaded",
        file=keep(content, "oficio.docx", DOCX, user),
        note=NOTE,
        uploaded_by=user,
    )


def test_a_file_of_no_bytes_is_told_in_the_words_of_the_house(world: World) -> None:
    page = send(world.legal_reviewer, b"").content.decode()
    assert "El archivo está vacío." in page
    assert "fichero" not in page


def test_files_that_are_too_large_to_be_compared_must_be_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    version = draft(world.legal_reviewer)
    monkeypatch.setattr(templates, "compare", lambda *_files: TooLarge())
    page = page_of(colleague(world), version)
    assert "Los archivos son demasiado extensos" in page
    assert "Descargue los dos y léalos completos" in page
    assert "No cambia nada" not in page


def test_who_uploaded_it_is_refused_the_publication_in_words(world: World) -> None:
    version = draft(world.legal_reviewer)
    url = reverse("documents:publish_template", args=[version.pk])
    answer = signed_in(world.legal_reviewer).post(url, {"in_force_from": clock.today().isoformat()})
    assert answer.status_code == 409
    assert "la publica otra persona" in answer.content.decode()


def test_the_page_shows_a_discard_with_its_reason(world: World) -> None:
    version = draft(world.legal_reviewer)
    url = reverse("documents:discard_template", args=[version.pk])
    answer = signed_in(world.director_general).post(url, {"reason": "Cita una norma derogada."}, follow=True)
    assert "Descartada" in answer.content.decode()
    assert "Cita una norma derogada." in page_of(world.legal_reviewer, version)


def test_what_nobody_published_does_not_exist_for_entities(world: World) -> None:
    version = draft(world.legal_reviewer)
    client = signed_in(world.coordinator)
    for name in ("template_version", "template_file"):
        assert client.get(reverse(f"documents:{name}", args=[version.pk])).status_code == 404
    assert "Versión 2" not in client.get(reverse("documents:template_kind", args=[KIND])).content.decode()
    assert "Versión 2" in signed_in(world.auditor).get(reverse("documents:template_kind", args=[KIND])).content.decode()
    discard_template(version=version, reason="No", actor=world.legal_reviewer, on=clock.today())
    assert client.get(reverse("documents:template_version", args=[version.pk])).status_code == 404
    first = TemplateVersion.objects.get(number=1)
    assert client.get(reverse("documents:template_version", args=[first.pk])).status_code == 200


@pytest.mark.parametrize("kind", sorted(document_kinds()))
def test_every_kind_has_its_page_with_its_fields_and_bookmarks(world: World, kind: str) -> None:
    first_version(kind)
    page = signed_in(world.legal_reviewer).get(reverse("documents:template_kind", args=[kind])).content.decode()
    for field in fields_of(document_kinds()[kind], ""):
        assert escape(field.tag) in page
        assert escape(field.description) in page
        assert all(escape(example) in page for example in field.examples)
    assert ("clausula_vigencia" in page) == (kind == "agreement")
    for name, each in FILTERS.items():
        assert f"dato|{name} " in page
        assert each.printed in page


def test_the_groups_of_fields_stand_open_for_who_asks(world: World) -> None:
    url = reverse("documents:template_kind", args=[KIND])
    closed, opened = (signed_in(world.auditor).get(f"{url}{asked}").content.decode() for asked in ("", "?abiertos=1"))
    groups = closed.count('<details class="why" id="datos')
    assert groups > 1
    assert opened.count('<details class="why" id="datos') == groups
    assert not re.findall('<details class="why" id="datos[^>]* open>', closed)
    assert len(re.findall('<details class="why" id="datos[^>]* open>', opened)) == groups


def test_a_kind_that_there_is_not_is_not_found(world: World) -> None:
    for name in ("template_kind", "upload_template"):
        assert signed_in(world.legal_reviewer).get(reverse(f"documents:{name}", args=["nada"])).status_code == 404


def test_the_list_costs_the_same_for_any_number_of_versions(
    world: World, django_assert_max_num_queries: object
) -> None:
    load_shipped_templates(today=clock.today())
    client = signed_in(world.legal_reviewer)
    client.get(reverse("documents:templates"))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(reverse("documents:templates"))
