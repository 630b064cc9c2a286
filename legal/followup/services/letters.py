"""The letters on terms: issued with their number by the act that decides, and made ready to be served."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.documents import services as documents
from legal.documents.documents import DocumentContext
from legal.documents.models import DocumentKind, IssuedDocument
from legal.notices import services as notices
from legal.notices.flows import NoticeFlow
from legal.transfers.queries import grantor_unit
from workflow import acting, service
from workflow.errors import Obstacle
from workflow.models import User

NOTICE_SUBJECT: Final = "term"


def obstacles_to_ground(ground: str) -> list[Obstacle]:
    """Return what a letter lacks: without a ground nothing on a term is decided."""
    return [] if ground.strip() else [Obstacle(text=_("Escriba el sustento."), where="reason")]


def issue_letter(agreement: Agreement, *, kind: DocumentKind, context: DocumentContext, actor: User) -> IssuedDocument:
    """Issue a letter to the entity on the day of the act, and let it be served; the act has its effect already."""
    letter = documents.issue_document(
        case=agreement.case,
        kind=kind,
        unit=grantor_unit(agreement),
        context=context,
        title=context.title,
        issued_on=acting.current().occurred.on,
        actor=actor,
    )
    notice = notices.prepare_notice(document=letter, unit=agreement.entity.unit, subject=NOTICE_SUBJECT)
    service.start(NoticeFlow, key=f"notice_{notice.pk}", notice=notice)
    return letter
