"""Where people find the PDF copy of a document, and what they are told while there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legal.documents.models import IssuedDocument, PdfCopy
from legal.documents.pdf import services
from tests.factories.people import make_user
from tests.legal.documents.pdf.conftest import FakeConverter
from tests.legal.documents.pdf.test_conversion import copy_of, give_up, run
from workflow import clock
from workflow.models import User

pytestmark = pytest.mark.django_db


def ask(client: Client, document: IssuedDocument) -> Any:
    """Ask for the copy of a document."""
    return client.get(reverse("documents:pdf_copy", args=[document.pk]))


class TestCopy:
    def test_hands_over_the_very_bytes(
        self, client: Client, clerk: User, document: IssuedDocument, converter: FakeConverter
    ) -> None:
        run(converter)
        client.force_login(clerk)
        response = ask(client, document)
        file = copy_of(document).file
        assert file is not None
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response.getvalue() == Path(file.file.path).read_bytes()

    def test_does_not_exist_for_a_stranger(self, client: Client, document: IssuedDocument) -> None:
        client.force_login(make_user("extraña"))
        assert ask(client, document).status_code == 404

    def test_sends_who_did_not_sign_in_to_the_door(self, client: Client, document: IssuedDocument) -> None:
        assert ask(client, document).status_code == 302

    def test_says_how_copies_are_made_where_none_ever_was(
        self, client: Client, clerk: User, document: IssuedDocument
    ) -> None:
        client.force_login(clerk)
        text = ask(client, document).content.decode()
        assert "PDF en preparación" in text
        assert "scripts/install_system_packages.sh libreoffice" in text
        assert reverse("documents:download", args=[document.pk]) in text

    def test_says_only_that_it_is_prepared_where_copies_are_made(
        self, client: Client, clerk: User, document: IssuedDocument
    ) -> None:
        services.note_look(converter="LibreOffice", now=clock.now())
        client.force_login(clerk)
        text = ask(client, document).content.decode()
        assert "PDF en preparación" in text
        assert "install_system_packages" not in text

    @pytest.mark.parametrize(("days", "is_at_work"), [(0, True), (1, True), (2, False)])
    def test_says_so_when_nothing_has_made_copies_since_yesterday(
        self,
        client: Client,
        clerk: User,
        document: IssuedDocument,
        converter: FakeConverter,
        travel: Callable[[date], None],
        days: int,
        is_at_work: bool,
    ) -> None:
        services.note_look(converter=converter.version, now=clock.now())
        travel(clock.today() + timedelta(days=days))
        client.force_login(clerk)
        text = ask(client, document).content.decode()
        assert ("No hace falta que espere" in text) == is_at_work
        assert ("manage.py convert_pdfs --watch" in text) != is_at_work

    def test_says_why_one_was_given_up_and_who_may_ask_again(
        self, client: Client, clerk: User, document: IssuedDocument, converter: FakeConverter
    ) -> None:
        give_up(document, converter)
        client.force_login(clerk)
        text = ask(client, document).content.decode()
        assert "LibreOffice no pudo convertirlo." in text
        assert "Quien administra el sistema puede pedirla otra vez" in text

    def test_of_a_changed_file_is_not_handed_over(
        self, client: Client, clerk: User, document: IssuedDocument, converter: FakeConverter
    ) -> None:
        run(converter)
        file = copy_of(document).file
        assert file is not None
        path = Path(file.file.path)
        path.chmod(0o600)
        path.write_bytes(b"%PDF-1.7 another")
        client.force_login(clerk)
        assert ask(client, document).status_code == 500


class TestAdministration:
    @pytest.fixture
    def administrator(self, client: Client) -> Client:
        client.force_login(User.objects.create_superuser("root", "root@example.pe", "a password"))
        return client

    def press(self, client: Client, copy: PdfCopy) -> str:
        """Press the action for one row and return the page that follows."""
        return client.post(
            reverse("admin:documents_pdfcopy_changelist"),
            {"action": "ask_again", "_selected_action": [copy.pk]},
            follow=True,
        ).content.decode()

    def test_asks_again_for_one_that_failed(
        self, administrator: Client, document: IssuedDocument, converter: FakeConverter
    ) -> None:
        copy = give_up(document, converter)
        assert "Se pidió otra vez 1 copia." in self.press(administrator, copy)
        assert copy_of(document).state is PdfCopy.State.PENDING

    def test_says_why_not_for_one_that_did_not(self, administrator: Client, document: IssuedDocument) -> None:
        assert "está hecha o en preparación" in self.press(administrator, copy_of(document))
