"""The templates that come with the product, the version in force on a date, and what a new release changes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from legal.documents.errors import CannotRender
from legal.documents.kinds import document_kinds
from legal.documents.models import BEGINNING, IssuedDocument, StoredFile, TemplateDecision, TemplateVersion
from legal.documents.queries import template_in_force, template_of, template_of_version
from legal.documents.services import issuing
from legal.documents.services.shipped import first_version, keep_shipped, load_shipped_templates
from tests.factories.people import make_case, make_unit, make_user
from tests.legal.documents.test_services import ISSUED_ON, content_of, issue
from tests.legal.documents.word_files import write_template
from workflow.models import Case, Unit, User

pytestmark = pytest.mark.django_db

KIND = "plantilla"
TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.DOCX_TEMPLATES_DIR = tmp_path
    write_template(tmp_path, "Primera {{ stamp.number }}")


@pytest.fixture
def clerk() -> User:
    return make_user("ana")


@pytest.fixture
def unit() -> Unit:
    return make_unit("DGPP", acronym="EF/50.01")


@pytest.fixture
def case(unit: Unit, clerk: User) -> Case:
    return make_case(unit, clerk)


def published(version: TemplateVersion, day: date, **values: Any) -> TemplateDecision:
    """Publish a version, without asking anybody."""
    return TemplateDecision.objects.create(
        version=version, outcome="published", kind=version.kind, in_force_from=day, **values
    )


def another(number: int, *, by: User | None = None) -> TemplateVersion:
    """Return a later version of the small template, with the file of the first."""
    return TemplateVersion.objects.create(
        kind=KIND,
        number=number,
        origin="uploaded" if by else "shipped",
        file=StoredFile.objects.earliest("pk"),
        note="Otra",
        uploaded_by=by,
    )


class TestFirstVersion:
    def test_is_the_shipped_file_and_rules_from_the_beginning(self) -> None:
        version = first_version(KIND)
        assert (version.number, version.origin, version.uploaded_by) == (1, "shipped", None)
        assert template_in_force(KIND, on=BEGINNING) == template_in_force(KIND, on=TODAY) == version
        assert version.text == "Primera {{ stamp.number }}\n"

    def test_is_the_same_for_who_comes_second(self) -> None:
        assert first_version(KIND) == first_version(KIND)
        assert StoredFile.objects.count() == TemplateDecision.objects.count() == 1

    def test_leaves_no_trace_of_a_file_that_is_not_there(self) -> None:
        with pytest.raises(CannotRender, match="no se puede leer"):
            first_version("otra")
        assert not TemplateVersion.objects.exists()


class TestLoading:
    def test_keeps_every_kind_once(self, settings: Any) -> None:
        settings.DOCX_TEMPLATES_DIR = Path(__file__).parents[3] / "templates_docx"
        assert load_shipped_templates(today=TODAY) == load_shipped_templates(today=TODAY) == len(document_kinds())
        assert set(TemplateVersion.objects.values_list("kind", "number")) == {(kind, 1) for kind in document_kinds()}

    def test_a_file_that_changed_with_a_release_rules_from_the_day_it_is_loaded(self, tmp_path: Path) -> None:
        first = first_version(KIND)
        write_template(tmp_path, "Segunda {{ stamp.number }}")
        keep_shipped(KIND, today=TODAY)
        second = TemplateVersion.objects.get(kind=KIND, number=2)
        assert template_in_force(KIND, on=TODAY - timedelta(days=1)) == first
        assert template_in_force(KIND, on=TODAY) == second

    def test_it_waits_for_the_day_after_the_last_document(
        self, tmp_path: Path, case: Case, unit: Unit, clerk: User
    ) -> None:
        issue(case, unit, clerk, issued_on=TODAY)
        write_template(tmp_path, "Segunda {{ stamp.number }}")
        keep_shipped(KIND, today=TODAY)
        assert TemplateDecision.objects.latest("pk").in_force_from == TODAY + timedelta(days=1)

    def test_two_releases_of_one_day_leave_the_later(self, tmp_path: Path) -> None:
        first_version(KIND)
        for word in ("Segunda", "Tercera"):
            write_template(tmp_path, word)
            keep_shipped(KIND, today=TODAY)
        found = template_in_force(KIND, on=TODAY)
        assert found is not None
        assert found.number == 3

    def test_it_sets_nothing_of_the_lawyers_aside(self, tmp_path: Path, clerk: User) -> None:
        first_version(KIND)
        theirs = another(2, by=clerk)
        published(theirs, date(2026, 1, 1), by=make_user("otra"), uploaded_by=clerk)
        write_template(tmp_path, "Del sistema")
        keep_shipped(KIND, today=TODAY)
        assert template_in_force(KIND, on=TODAY) == theirs
        assert not hasattr(TemplateVersion.objects.get(kind=KIND, number=3), "decision")


class TestInForce:
    def test_is_nothing_before_a_version_is_kept(self) -> None:
        assert template_in_force(KIND, on=TODAY) is None

    def test_is_the_last_to_begin_that_nothing_replaces(self) -> None:
        first_version(KIND)
        coming = published(another(2), TODAY)
        published(another(3), TODAY, follows=coming)
        another(4)
        in_force = [template_in_force(KIND, on=day) for day in (TODAY - timedelta(days=1), TODAY, date(2030, 1, 1))]
        assert [version.number for version in in_force if version] == [1, 3, 3]


class TestIssuing:
    def test_uses_the_version_of_the_date_and_keeps_it(
        self, tmp_path: Path, case: Case, unit: Unit, clerk: User
    ) -> None:
        before = issue(case, unit, clerk)
        bytes_before = content_of(before)
        write_template(tmp_path, "Segunda {{ stamp.number }}")
        keep_shipped(KIND, today=TODAY)
        late, after = issue(case, unit, clerk), issue(case, unit, clerk, issued_on=TODAY)
        assert [each.template.number for each in (before, late, after) if each.template] == [1, 1, 2]
        assert before.template_sha256 == late.template_sha256 != after.template_sha256
        before.refresh_from_db()
        assert content_of(before) == bytes_before
        assert issuing.facts(after)["template_version"] == 2

    def test_does_not_fill_a_template_that_was_changed_behind_its_back(
        self, case: Case, unit: Unit, clerk: User
    ) -> None:
        version = first_version(KIND)
        Path(version.file.file.path).write_bytes(b"otra cosa")
        with pytest.raises(CannotRender, match="no coincide"):
            issue(case, unit, clerk)
        Path(version.file.file.path).unlink()
        with pytest.raises(CannotRender, match="no coincide"):
            template_of_version(version)
        assert not IssuedDocument.objects.exists()

    def test_a_document_from_before_versions_were_kept_is_told_by_its_hash(
        self, case: Case, unit: Unit, clerk: User
    ) -> None:
        document = issue(case, unit, clerk)
        version = document.template
        document.template = None
        assert template_of(document) == version
        document.template_sha256 = "0" * 64
        assert template_of(document) is None


class TestWhatTheDatabaseRefuses:
    def test_a_version_that_changes(self) -> None:
        version = first_version(KIND)
        for change in (
            lambda: TemplateVersion.objects.filter(pk=version.pk).update(note="otra"),
            lambda: TemplateDecision.objects.filter(version=version).update(in_force_from=TODAY),
            lambda: version.delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_two_publications_that_do_not_know_of_each_other(self) -> None:
        first = first_version(KIND).decision
        published(another(2), TODAY, follows=first)
        with pytest.raises(IntegrityError, match=r"follows"), transaction.atomic():
            published(another(3), TODAY, follows=first)

    def test_a_publication_by_who_uploaded_it(self, clerk: User) -> None:
        first_version(KIND)
        with pytest.raises(IntegrityError, match="template_is_published_by_another_person"), transaction.atomic():
            published(another(2, by=clerk), ISSUED_ON, by=clerk, uploaded_by=clerk)

    def test_a_discard_without_a_reason(self, clerk: User) -> None:
        first_version(KIND)
        with pytest.raises(IntegrityError, match="discarded_for_a_reason"), transaction.atomic():
            TemplateDecision.objects.create(version=another(2), kind=KIND, outcome="discarded", by=clerk)
