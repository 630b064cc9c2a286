"""Task pages of the signature: issue, sign or decline, register; and the signed file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import World, approve, give_opinions, make_mandate, open_task, sign_all
from tests.factories.agreements import PDF
from tests.legal.agreements.steps import correct
from tests.legal.browsing import get, has_form, refused_accesses, see, send, typed, words
from tests.legal.signing.rounds import document_of, round_of, to_issue, to_sign
from workflow.models import LedgerEntry, Mandate


def signed_file() -> SimpleUploadedFile:
    """Return a signed file to bring."""
    return SimpleUploadedFile("firmado.pdf", PDF)


class TestIssuing:
    def test_shows_who_will_sign_and_who_holds_each_post(self, world: World) -> None:
        page = words(see(world.formulator, open_task(to_issue(world).case, "issue")))
        assert page.index("Gloria Medina") < page.index("Julio Ibarra") < page.index("Elena Ortiz")

    def test_says_which_post_is_vacant(self, world: World) -> None:
        agreement = to_issue(world)
        mandate = Mandate.objects.get(user=world.insurer_head)
        mandate.ends_on = date(2020, 1, 1)
        mandate.save()
        assert "Cargo vacante" in words(see(world.formulator, open_task(agreement.case, "issue")))

    def test_gives_the_document_its_number(self, world: World) -> None:
        agreement = to_issue(world)
        send(world.formulator, open_task(agreement.case, "issue"))
        agreement.refresh_from_db()
        assert agreement.number == document_of(agreement).number_text

    def test_is_not_for_the_entity_and_does_not_exist_for_a_stranger(self, world: World) -> None:
        task = open_task(to_issue(world).case, "issue")
        assert send(world.coordinator, task).status_code == 403
        assert send(world.stranger, task).status_code == 404

    def test_tells_again_why_the_version_before_was_returned(self, world: World) -> None:
        agreement = to_sign(world)
        task = open_task(agreement.case, "sign")
        send(world.head, task, decision="decline", reason="Falta el aporte regional.")
        correct(agreement)
        give_opinions(agreement)
        approve(agreement)
        page = words(see(world.formulator, open_task(agreement.case, "issue")))
        assert "Versiones devueltas" in page
        assert "Gobierno Regional del Departamento de Amazonas la devolvió" in page
        assert "Falta el aporte regional." in page


class TestSigning:
    def test_shows_the_document_and_with_which_mandate_one_acts(self, world: World) -> None:
        agreement = to_sign(world)
        page = see(world.head, open_task(agreement.case, "sign"))
        assert document_of(agreement).file.sha256 in words(page)
        assert f'href="/documentos/{document_of(agreement).pk}/"' in page.content.decode()
        assert "Actúa como Gobernadora Regional, GRA (titular), por Resolución Ministerial" in words(page)

    def test_names_who_delegates_first_and_tells_the_delegate_how_it_will_be_printed(self, world: World) -> None:
        agreement = to_sign(world)
        held = Mandate.objects.get(user=world.head)
        make_mandate(world.coordinator, held.post, kind="signature", origin=held, instrument="RER N° 7")
        page = words(see(world.coordinator, open_task(agreement.case, "sign")))
        assert f"Gloria Medina; {world.coordinator} (delegación de firma)" in page
        formula = f"{world.coordinator}, por Gloria Medina, Gobernadora Regional"
        assert f"En su firma constará: «{formula}»." in page
        send(world.coordinator, open_task(agreement.case, "sign"), decision="confirm")
        assert round_of(agreement).signatures.get(position=1).printed_as == formula

    def test_confirms(self, world: World) -> None:
        agreement = to_sign(world)
        send(world.head, open_task(agreement.case, "sign"), decision="confirm")
        first = round_of(agreement).signatures.get(position=1)
        assert (first.method, first.printed_as) == ("confirmation", "Gloria Medina, Gobernadora Regional")

    def test_brings_the_signed_file(self, world: World) -> None:
        agreement = to_sign(world)
        send(world.head, open_task(agreement.case, "sign"), decision="upload", file=signed_file())
        first = round_of(agreement).signatures.get(position=1)
        assert get(world.auditor, "signing:signed_file", first.pk).getvalue() == PDF
        assert get(world.stranger, "signing:signed_file", first.pk).status_code == 404
        assert refused_accesses(world.stranger) == 1
        pending = round_of(agreement).signatures.get(position=2)
        assert get(world.auditor, "signing:signed_file", pending.pk).status_code == 404

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({}, "Marque qué hace con el documento"),
            ({"decision": "upload"}, "Elija el archivo firmado"),
            ({"decision": "decline"}, "Escriba el motivo por el que no firma"),
            ({"decision": "confirm", "reason": "No estoy de acuerdo."}, "Escribió un motivo para no firmar"),
            ({"decision": "confirm", "file": True}, "Eligió un archivo firmado"),
        ],
    )
    def test_is_never_ambiguous(self, world: World, values: dict[str, Any], problem: str) -> None:
        agreement = to_sign(world)
        if "file" in values:
            values = {**values, "file": signed_file()}
        page = send(world.head, open_task(agreement.case, "sign"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert "elíjalos de nuevo" in words(page)
        assert typed(page, "reason") == values.get("reason", "")
        assert not round_of(agreement).signatures.exclude(status="pending").exists()

    def test_refuses_a_file_that_is_not_what_it_says(self, world: World) -> None:
        agreement = to_sign(world)
        file = SimpleUploadedFile("firmado.pdf", b"<html>" + b" " * 40)
        page = send(world.head, open_task(agreement.case, "sign"), decision="upload", file=file)
        assert page.status_code == 409
        assert "El tipo de archivo no se admite" in words(page)

    def test_belongs_to_the_head_alone(self, world: World) -> None:
        task = open_task(to_sign(world).case, "sign")
        page = see(world.coordinator, task)
        assert not has_form(page, "Registrar mi decisión")
        assert "Titular" in words(page)
        assert send(world.coordinator, task, decision="confirm").status_code == 403
        assert send(world.stranger, task, decision="confirm").status_code == 404

    def test_is_out_of_reach_once_the_mandate_is_over(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 3, 2))
        agreement = to_sign(world)
        mandate = Mandate.objects.get(user=world.head)
        mandate.ends_on = date(2026, 3, 1)
        mandate.save()
        task = open_task(agreement.case, "sign")
        assert send(world.head, task, decision="confirm").status_code == 404
        assert not round_of(agreement).signatures.exclude(status="pending").exists()

    def test_prints_an_encargatura_as_such(self, world: World) -> None:
        agreement = to_sign(world)
        post = Mandate.objects.get(user=world.head).post
        make_mandate(world.executing_officer, post, kind="encargatura", instrument="Resolución N° 77")
        page = see(world.executing_officer, open_task(agreement.case, "sign"))
        assert "(encargatura), por Resolución N° 77" in words(page)
        send(world.executing_officer, open_task(agreement.case, "sign"), decision="confirm")
        assert round_of(agreement).signatures.get(position=1).printed_as == "Irma Kuroki, Gobernadora Regional (e)"


class TestRegistering:
    def test_shows_each_signature_with_its_mandate(self, world: World) -> None:
        agreement = to_sign(world)
        sign_all(agreement)
        page = words(see(world.clerk, open_task(agreement.case, "register")))
        assert page.count("Resolución Ministerial N° 001-2015-EF/43") == 3
        assert "Gloria Medina, Gobernadora Regional" in page

    def test_puts_the_agreement_into_force(self, world: World) -> None:
        agreement = to_sign(world)
        sign_all(agreement)
        send(world.clerk, open_task(agreement.case, "register"))
        agreement.refresh_from_db()
        assert agreement.status == "in_force"

    def test_is_refused_when_the_file_was_touched(self, world: World) -> None:
        agreement = to_sign(world)
        sign_all(agreement)
        stored = document_of(agreement).file
        stored.file.storage.delete(stored.file.name)
        task = open_task(agreement.case, "register")
        assert not has_form(see(world.clerk, task), "Registrar el convenio suscrito")
        page = send(world.clerk, task)
        assert page.status_code == 409
        assert "no coincide con su huella" in words(page)
        assert LedgerEntry.objects.filter(case=agreement.case, kind="refusal", act="signing.register").exists()

    def test_does_not_exist_for_a_stranger(self, world: World) -> None:
        agreement = to_sign(world)
        sign_all(agreement)
        assert see(world.stranger, open_task(agreement.case, "register")).status_code == 404
