"""Downloading an issued document."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from legal.documents.models import IssuedDocument
from tests.factories.people import make_case, make_mandate, make_post, make_unit, make_user
from tests.legal.documents.test_rules import CONTROL, FREE_ADHESION
from tests.legal.documents.test_services import issue
from tests.legal.documents.word_files import write_template
from workflow.models import Participation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user("ana")


@pytest.fixture
def document(clerk: User, settings: Any, tmp_path: Path) -> IssuedDocument:
    settings.DOCX_TEMPLATES_DIR = tmp_path
    write_template(tmp_path, FREE_ADHESION, CONTROL)
    unit = make_unit("DGPP", acronym="EF/50.01")
    make_mandate(clerk, make_post(unit, "clerk"))
    case = make_case(unit, clerk)
    Participation.objects.create(case=case, unit=unit, capacity="grantor")
    return issue(case, unit, clerk)


def download(client: Client, document: IssuedDocument) -> Any:
    """Ask for a document."""
    return client.get(reverse("documents:download", args=[document.pk]))


class TestDownload:
    def test_hands_over_the_very_bytes(self, client: Client, clerk: User, document: IssuedDocument) -> None:
        client.force_login(clerk)
        response = download(client, document)
        assert response.status_code == 200
        assert response.getvalue() == Path(document.file.file.path).read_bytes()
        assert response["Content-Type"] == document.file.media_type
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''convenio%20N%C2%B0%20001")
        assert int(response["Content-Length"]) == document.file.size

    def test_does_not_exist_for_a_stranger(self, client: Client, document: IssuedDocument) -> None:
        client.force_login(make_user("extraña"))
        assert download(client, document).status_code == 404

    def test_sends_who_did_not_sign_in_to_the_door(self, client: Client, document: IssuedDocument) -> None:
        assert download(client, document).status_code == 302

    def test_is_not_a_way_to_change_anything(self, client: Client, clerk: User, document: IssuedDocument) -> None:
        client.force_login(clerk)
        assert client.post(reverse("documents:download", args=[document.pk])).status_code == 405

    @pytest.mark.parametrize("damage", ["changed", "missing"])
    def test_refuses_what_is_not_what_was_issued(
        self, client: Client, clerk: User, document: IssuedDocument, damage: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = Path(document.file.file.path)
        path.chmod(0o640)
        if damage == "changed":
            path.write_bytes(path.read_bytes()[:-1] + b"?")
        else:
            path.unlink()
        client.force_login(clerk)
        with caplog.at_level(logging.ERROR, logger="legal.documents.downloads"):
            response = download(client, document)
        assert response.status_code == 500
        assert "no coincide con el que se registró" in response.content.decode()
        assert f"Stored file {document.file_id}" in caplog.text


def test_wherever_a_page_offers_a_word_file_its_pdf_is_offered_beside_it() -> None:
    """Counted in the templates: each has as many links to copies as to issued documents."""
    pages = [path for path in Path(settings.BASE_DIR, "legal").glob("*/templates/**/*.html") if path.name[0] != "."]
    offering = {path: path.read_text(encoding="utf-8") for path in pages if path.name != "pdf_copy.html"}
    links = {path: text.count("'documents:download'") for path, text in offering.items()}
    assert sum(links.values()) > 10
    copies = {path: len(re.findall(r"documents/_pdf_(?:link|copy)\.html", text)) for path, text in offering.items()}
    assert {path.name for path in offering if copies[path] != links[path]} == set()
