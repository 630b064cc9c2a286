"""The letters of a rescue: issued by the grantor, and made ready to be served on the entity."""

from __future__ import annotations

from legal.documents import services as documents
from legal.documents.documents import DocumentContext
from legal.documents.models import DocumentKind, IssuedDocument
from legal.notices import services as notices
from legal.notices.models import Notice
from legal.transfers.models import Rescue
from legal.transfers.queries import grantor_unit
from workflow import acting
from workflow.models import User


def issue_letter(
    rescue: Rescue, *, kind: DocumentKind, context: DocumentContext, title: str, subject: str, actor: User
) -> tuple[IssuedDocument, Notice]:
    """Issue a letter about a balance on the day of the act; return it with the notice that waits to be served."""
    agreement = rescue.tranche.period.agreement
    letter = documents.issue_document(
        case=rescue.case,
        kind=kind,
        unit=grantor_unit(agreement),
        context=context,
        title=title,
        issued_on=acting.current().occurred.on,
        actor=actor,
    )
    return letter, notices.prepare_notice(document=letter, unit=agreement.entity.unit, subject=subject)
