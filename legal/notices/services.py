"""Acts of notification: prepare, send, record the receipt with its proof, record a failed delivery."""

from __future__ import annotations

from django.utils.translation import gettext as _

from legal.documents import services as documents
from legal.documents.models import IssuedDocument
from legal.notices import rules, subjects
from legal.notices.errors import CannotServe
from legal.notices.models import Notice
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User


def prepare_notice(*, document: IssuedDocument, unit: Unit, subject: str) -> Notice:
    """Prepare the notice of a document of the case under way; the flow that needs it then calls ``NoticeFlow``."""
    return Notice.objects.create(case=acting.current().case, document=document, unit=unit, subject=subject)


def send(*, notice: Notice, channel: str, actor: User, occurred: Occurrence) -> None:
    """Record that the document left, by which channel; the legal date is the day on which it was sent.

    :raises CannotServe: when it was received already, or the date is before that of the document.
    """
    notice = _fresh(notice)
    if obstacles := rules.obstacles_to_sending(notice, occurred.on):
        raise CannotServe(*obstacles)
    before = notice.status
    notice.status = Notice.Status.SENT
    notice.channel = channel
    notice.sent_on = occurred.on
    notice.attempts += 1
    notice.save()
    ledger.record(
        act="notices.send",
        subject=notice,
        before={"status": before},
        after={
            "status": notice.status,
            "document": str(notice.document),
            "unit": notice.unit.name,
            "channel": str(notice.get_channel_display()),
        },
    )


def receive(*, notice: Notice, receiver: str, receipt: tuple[str, bytes], actor: User, occurred: Occurrence) -> None:
    """Record the receipt of a document with its proof (*cargo*); what waited for it starts now.

    The legal date is the day on which it was received. ``receipt`` is the name and content of the file.

    :raises CannotServe: when it was not sent, the date is before it was, or nobody is named.
    """
    notice = _fresh(notice)
    if obstacles := rules.obstacles_to_receiving(notice, occurred.on, receiver=receiver):
        raise CannotServe(*obstacles)
    name, content = receipt
    notice.receipt = documents.store_file(content=content, name=name, uploaded_by=actor)
    notice.status = Notice.Status.RECEIVED
    notice.received_on = occurred.on
    notice.receiver = receiver.strip()
    notice.save()
    ledger.record(
        act="notices.receive",
        subject=notice,
        before={"status": Notice.Status.SENT},
        after={
            "status": notice.status,
            "document": str(notice.document),
            "unit": notice.unit.name,
            "receiver": notice.receiver,
            "receipt_sha256": notice.receipt.sha256,
        },
    )
    subjects.received(notice, occurred.on)


def fail(*, notice: Notice, reason: str, actor: User, occurred: Occurrence) -> None:
    """Record that the document could not be delivered: it is to be sent again, and nothing starts to run.

    :raises CannotServe: when it is not under way or no reason is given.
    """
    notice = _fresh(notice)
    obstacles = []
    if notice.status != Notice.Status.SENT:
        obstacles.append(Obstacle(text=_("La notificación no está en camino.")))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué no se pudo entregar."), where="reason"))
    if obstacles:
        raise CannotServe(*obstacles)
    notice.status = Notice.Status.PENDING
    notice.save()
    ledger.record(
        act="notices.fail",
        subject=notice,
        before={"status": Notice.Status.SENT},
        after={"status": notice.status, "document": str(notice.document), "unit": notice.unit.name},
        reason=reason.strip(),
    )


def _fresh(notice: Notice) -> Notice:
    return Notice.objects.select_related("document", "unit").get(pk=notice.pk)
