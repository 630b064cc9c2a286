"""The templates that the product ships: each is the first version of its kind, and a later file is a later version."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from legal.documents import uploads
from legal.documents.kinds import document_kinds
from legal.documents.models import BEGINNING, TemplateDecision, TemplateVersion
from legal.documents.queries import last_issued_on, latest_publication
from legal.documents.rendering import Template
from legal.documents.services.files import keep
from legal.documents.wordtext import extract_words


def load_shipped_templates(*, today: date) -> int:
    """Keep the shipped file of every kind that is not kept yet, and return how many kinds there are.

    :raises CannotRender: when a file cannot be read.
    """
    kinds = document_kinds()
    for kind in kinds:
        keep_shipped(kind, today=today)
    return len(kinds)


def shipped_template(kind: str) -> Template:
    """Return the file of a kind that came with the product.

    :raises CannotRender: when it cannot be read.
    """
    return Template.at(Path(settings.DOCX_TEMPLATES_DIR) / f"{kind}.docx")


def first_version(kind: str) -> TemplateVersion:
    """Keep the shipped file as the first version of a kind that has none, and return it.

    Whoever keeps it at the same time keeps the same: both get one row.

    :raises CannotRender: when the file cannot be read.
    """
    try:
        with transaction.atomic():
            version = _keep(kind, 1, shipped_template(kind), _("Es la plantilla que vino con el sistema."))
            _publish(version, BEGINNING)
    except IntegrityError:
        return TemplateVersion.objects.get(kind=kind, number=1)
    return version


@transaction.atomic
def keep_shipped(kind: str, *, today: date) -> None:
    """Keep the shipped file of a kind, if no version has it yet.

    The first rules from the beginning. A later one, of a new release, rules from ``today`` or from the first day on
    which nothing was issued by the earlier one, as long as the product's own is the last that was published. Once the
    lawyers have published theirs, it waits for them to publish or discard it: nothing of theirs is set aside.

    :raises CannotRender: when the file cannot be read.
    """
    numbers = list(lock_versions(kind).values_list("number", flat=True))
    if not numbers:
        first_version(kind)
        return
    template = shipped_template(kind)
    shipped = TemplateVersion.objects.filter(kind=kind, origin=TemplateVersion.Origin.SHIPPED)
    if shipped.filter(file__sha256=template.sha256).exists():
        return
    version = _keep(kind, max(numbers) + 1, template, _("Vino con una nueva versión del sistema."))
    latest = latest_publication(kind)
    if latest is None or latest.version.origin == TemplateVersion.Origin.SHIPPED:
        issued_on = last_issued_on(kind)
        free = issued_on + timedelta(days=1) if issued_on else today
        day = max(today, free, latest.in_force_from or today) if latest else BEGINNING
        _publish(version, day, follows=latest)


def lock_versions(kind: str) -> QuerySet[TemplateVersion]:
    """Return the versions of a kind, locked until the end of the transaction, in their order.

    Whoever adds, publishes or discards one takes these locks, and whoever issues a document by one: what each of them
    reads after that stays true until it has written.
    """
    return TemplateVersion.objects.select_for_update(no_key=True).filter(kind=kind).order_by("number")


def _keep(kind: str, number: int, template: Template, note: str) -> TemplateVersion:
    return TemplateVersion.objects.create(
        kind=kind,
        number=number,
        origin=TemplateVersion.Origin.SHIPPED,
        file=keep(template.content, template.name, uploads.DOCX, None),
        note=note,
        text=extract_words(template.content),
    )


def _publish(version: TemplateVersion, day: date, *, follows: TemplateDecision | None = None) -> None:
    TemplateDecision.objects.create(
        version=version,
        outcome=TemplateDecision.Outcome.PUBLISHED,
        kind=version.kind,
        in_force_from=day,
        follows=follows,
    )
