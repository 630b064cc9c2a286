"""Acts whose authority was found wanting later: the mandate was annulled, or its dates do not reach the act."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import permissions
from workflow.models import LedgerEntry, Mandate


@dataclass(frozen=True, kw_only=True)
class DoubtfulAct:
    """An act with the mandate that was stored as its proof, and what is wrong with it today, in words."""

    entry: LedgerEntry
    mandate: Mandate
    doubt: str

    @property
    def title(self) -> str:
        """What was done, as an infinitive."""
        known = permissions.all_acts().get(self.entry.act)
        return str(known.title) if known else self.entry.act


def doubtful_acts(*, limit: int = 500) -> list[DoubtfulAct]:
    """Return the acts whose mandate, or its delegator's, was annulled or cut short later, latest first; two queries."""
    mandate_key = Cast(KeyTextTransform("mandate", "authority"), BigIntegerField())
    wanting = Mandate.objects.filter(pk=OuterRef("mandate_key")).filter(
        Q(annulled_on__isnull=False)
        | Q(kind__in=Mandate.DELEGATIONS, origin__annulled_on__isnull=False)
        | Q(ends_on__lt=OuterRef("occurred_on"))
        | Q(starts_on__gt=OuterRef("occurred_on"))
    )
    entries = (
        LedgerEntry.objects.filter(kind=LedgerEntry.Kind.ACT, authority__has_key="mandate")
        .annotate(mandate_key=mandate_key)
        .filter(Exists(wanting))
        .select_related("case")
        .order_by("-pk")[:limit]
    )
    found = list(entries)
    mandates = Mandate.objects.select_related("user", "post__unit", "origin__user").in_bulk(
        {each.mandate_key for each in found}
    )
    return [
        DoubtfulAct(entry=entry, mandate=(mandate := mandates[entry.mandate_key]), doubt=_doubt(mandate))
        for entry in found
    ]


def _doubt(mandate: Mandate) -> str:
    if mandate.annulled_on is not None:
        return _("Mandato anulado el %(date)s por %(act)s") % {
            "date": date_format(mandate.annulled_on, "DATE_FORMAT"),
            "act": mandate.annulled_by,
        }
    origin = mandate.origin
    if mandate.kind in Mandate.DELEGATIONS and origin is not None and origin.annulled_on is not None:
        return _("Mandato de quien delegó, %(person)s, anulado el %(date)s por %(act)s") % {
            "person": origin.user,
            "date": date_format(origin.annulled_on, "DATE_FORMAT"),
            "act": origin.annulled_by,
        }
    return _("El mandato rige del %(start)s al %(end)s y no comprende la fecha del acto") % {
        "start": date_format(mandate.starts_on, "DATE_FORMAT"),
        "end": date_format(mandate.ends_on, "DATE_FORMAT") if mandate.ends_on else _("presente"),
    }
