"""Why a document could not be rendered, stored, issued, annulled or handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.errors import Obstacle, Refusal

if TYPE_CHECKING:
    from legal.documents.linting.report import Report


class CannotRender(Refusal):
    """The template and the data do not make a document."""


class CannotStore(Refusal):
    """The file is not one that the case file keeps."""


class CannotIssue(Refusal):
    """The document may not be issued: something in the text or in its number stands in the way."""


class CannotAnnul(Refusal):
    """The document may not be annulled."""


class CannotAskAgain(Refusal):
    """The PDF copy is there, or still being prepared: there is nothing to ask again for."""


class CannotUploadTemplate(Refusal):
    """The file may not become a version of a template; ``report`` is what its check found, where it was checked."""

    def __init__(self, *obstacles: Obstacle | str, report: Report | None = None) -> None:
        super().__init__(*obstacles)
        self.report = report


class CannotDecideOnTemplate(Refusal):
    """The version of a template may not be published or discarded."""


class NotHandedOver(Refusal):
    """A kept file that nobody gets, whoever may see it."""


class DamagedFile(NotHandedOver):
    """The bytes kept are not those that were recorded; nobody gets them."""

    status_code = 500


class InfectedFile(NotHandedOver):
    """The antivirus has found the kept bytes infected; they stay in the record, and nobody gets them."""

    status_code = 403
