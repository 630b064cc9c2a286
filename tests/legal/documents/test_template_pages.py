"""The pages of templates: what they show to whom, and the way of a version from its upload to its publication."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from legal.documents.fields import fields_of
from legal.documents.kinds import document_kinds
from legal.documents.models import TemplateVersion
from legal.documents.services.shipped import first_version, load_shipped_templates
from legal.documents.services.templates import discard_template
from legal.documents.template_language import FILTERS
from tests.factories import World
from tests.legal.documents.rewording import KIND, with_paragraph
from tests.legal.documents.test_templates import NOTE, colleague, draft
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
    answer = signed_in(second).post(url, {"in_force_from": day.isoformat()}, follow=True)
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
