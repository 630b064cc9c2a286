"""Where each criterion of a period stands, in the words of the law. A pure answer to plain values."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """What is to be said of a criterion, on pages and in papers alike."""

    PENDING = "pending", _("Por verificar")
    MET = "met", _("Cumple")
    NOT_MET = "not_met", _("No cumple")
    OBSERVED = "observed", _("Observado")
    CORRECTED = "corrected", _("Subsanado")
    NOT_CORRECTED = "not_corrected", _("No subsanado")
    CARRIED = "carried", _("Arrastrado")


# Those whose criterion counts as met.
FULFILLED = frozenset({Standing.MET, Standing.CORRECTED})


def standing(
    *, first: bool | None, second: bool | None = None, observed: bool = False, over: bool = False, carried: bool = False
) -> Standing:
    """Return where a criterion stands in a period.

    ``first`` and ``second`` are the verdicts of reports I and II, ``None`` where there is none. ``observed``:
    its observation was communicated. ``over``: the time to correct has passed. ``carried``: it was carried to a
    later level. A third body's verdict is not asked for: the grantor's is the one that counts (decision 0014).
    """
    if first is None:
        return Standing.PENDING
    if first:
        return Standing.MET
    if second:
        return Standing.CORRECTED
    if carried:
        return Standing.CARRIED
    if second is False or (observed and over):
        return Standing.NOT_CORRECTED
    return Standing.OBSERVED if observed else Standing.NOT_MET
