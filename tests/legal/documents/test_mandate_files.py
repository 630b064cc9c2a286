"""The file of the instrument by which a mandate is given: presented by the administrator, hashed, read by who may."""

from __future__ import annotations

import hashlib
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from legal.documents.instruments import Files, may_read
from legal.documents.models import MandateFile, StoredFile
from tests.factories import World, make_draft, make_mandate, make_user, today
from tests.legal.browsing import get, words
from workflow.models import Mandate, User

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF\n"


def upload(content: bytes = PDF, name: str = "resolucion.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def rosa(world: World) -> User:
    return make_user("keeper", "Rosa", "Quispe", is_staff=True, is_superuser=True)


@pytest.fixture
def held(world: World) -> Mandate:
    return Mandate.objects.select_related("post").get(user=world.head)


@pytest.fixture
def kept(held: Mandate, rosa: User) -> MandateFile:
    Files().keep(held, upload(), by=rosa)
    return MandateFile.objects.select_related("file").get()


class TestTheAdministrator:
    @pytest.fixture
    def browser(self, rosa: User, client: Client) -> Client:
        client.force_login(rosa)
        return client

    def test_presents_it_with_a_new_mandate(self, held: Mandate, browser: Client) -> None:
        form = {
            "user": make_user("ciro").pk, "post": held.post_id, "kind": "encargatura",
            "instrument": "Resolución N° 5", "instrument_on": "2026-01-05", "starts_on": "2026-01-05",
            "file": upload(),
        }  # fmt: skip
        browser.post(reverse("admin:workflow_mandate_add"), form)
        kept = MandateFile.objects.select_related("file", "mandate").get()
        assert kept.mandate.instrument == "Resolución N° 5"
        assert (kept.file.name, kept.file.sha256) == ("resolucion.pdf", hashlib.sha256(PDF).hexdigest())

    def test_adds_it_to_one_that_was_recorded_and_reads_its_hash(self, held: Mandate, browser: Client) -> None:
        address = reverse("admin:workflow_mandate_change", args=[held.pk])
        assert "Todavía no se ha presentado." in words(browser.get(address))
        for name in ("credencial.pdf", "credencial completa.pdf"):
            browser.post(address, {"file": upload(name=name)})
        page = words(browser.get(address))
        assert hashlib.sha256(PDF).hexdigest() in page
        assert page.index("credencial completa.pdf") < page.index("credencial.pdf")
        assert MandateFile.objects.count() == 2

    @pytest.mark.parametrize(
        ("content", "told"),
        [(b"MZ\x90", "El tipo de archivo no se admite"), (b"%PDF-1.4 /Encrypt %%EOF", "protegido con contraseña")],
    )
    def test_is_told_what_is_not_kept(self, held: Mandate, browser: Client, content: bytes, told: str) -> None:
        address = reverse("admin:workflow_mandate_change", args=[held.pk])
        assert told in words(browser.post(address, {"file": upload(content)}))
        assert not StoredFile.objects.exists()

    def test_presents_it_where_a_post_is_handed_over(self, held: Mandate, browser: Client) -> None:
        form = {
            "successor": make_user("ciro").pk, "kind": "titular", "instrument": "Credencial N° 2",
            "instrument_on": "2026-11-01", "starts_on": "2026-11-23", "file": upload(b"MZ"),
        }  # fmt: skip
        address = reverse("admin:workflow_mandate_hand_over", args=[held.pk])
        assert browser.post(address, form).status_code == HTTPStatus.BAD_REQUEST
        assert Mandate.objects.filter(instrument="Credencial N° 2").count() == 0
        browser.post(address, {**form, "file": upload()})
        assert MandateFile.objects.get().mandate.instrument == "Credencial N° 2"


class TestWhoReadsIt:
    def test_is_its_holder_who_keeps_mandates_and_who_sees_a_case_of_its_unit(
        self, kept: MandateFile, world: World, rosa: User
    ) -> None:
        held = Mandate.objects.select_related("post").get(pk=kept.mandate_id)
        stranger = make_user("ajeno")
        assert may_read(world.head, held, today().on)
        assert may_read(rosa, held, today().on)
        assert not may_read(world.formulator, held, today().on)
        assert not may_read(stranger, held, today().on)
        make_draft(world)
        assert may_read(world.formulator, held, today().on)
        assert not may_read(stranger, held, today().on)

    def test_is_who_sees_a_case_in_which_it_proved_an_act(self, kept: MandateFile, world: World, rosa: User) -> None:
        make_draft(world)
        opened = Mandate.objects.select_related("post").get(user=world.formulator)
        assert may_read(world.head, opened, today().on)

    @pytest.mark.parametrize(
        "over",
        [
            {"ends_on": date(2011, 1, 1)},
            {"annulled_on": date(2016, 1, 1), "annulled_by": "Resolución Ministerial N° 1"},
        ],
    )
    def test_is_nobody_who_sees_a_case_of_its_unit_in_which_it_gives_no_authority(
        self, kept: MandateFile, world: World, over: dict[str, Any]
    ) -> None:
        make_draft(world)
        past = make_mandate(make_user("antecesor"), kept.mandate.post, starts_on=date(2010, 1, 1), **over)
        assert may_read(world.formulator, kept.mandate, today().on)
        assert not may_read(world.formulator, past, today().on)

    def test_gets_the_bytes_that_were_presented(self, kept: MandateFile, world: World) -> None:
        response = get(world.head, "documents:mandate_file", kept.pk)
        assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]

    def test_is_nobody_else_for_whom_it_does_not_exist(self, kept: MandateFile) -> None:
        assert get(make_user("ajeno"), "documents:mandate_file", kept.pk).status_code == HTTPStatus.NOT_FOUND

    def test_finds_it_beside_who_takes_part(self, kept: MandateFile, world: World) -> None:
        draft = make_draft(world)
        page = get(world.formulator, "casefile:detail", draft.case.number).content.decode()
        assert reverse("documents:mandate_file", args=[kept.pk]) in page


def test_it_is_never_taken_away(kept: MandateFile) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()
