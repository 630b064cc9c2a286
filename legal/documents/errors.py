"""Why a document could not be rendered, stored, issued, annulled or handed over."""

from __future__ import annotations

from workflow.errors import Refusal


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


class NotHandedOver(Refusal):
    """A kept file that nobody gets, whoever may see it."""


class DamagedFile(NotHandedOver):
    """The bytes kept are not those that were recorded; nobody gets them."""

    status_code = 500


class InfectedFile(NotHandedOver):
    """The antivirus has found the kept bytes infected; they stay in the record, and nobody gets them."""

    status_code = 403
