"""Which budget programmes an agreement supports, and of which of them each of its products is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, SupportedProgramme
from legal.agreements.terms import ProductTerms
from legal.norms.models import BudgetProgramme
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.tracking import save_changes


def obstacles_to_supporting(
    programmes: Sequence[BudgetProgramme], occurred: Occurrence, *, already: Iterable[BudgetProgramme] = ()
) -> list[Obstacle]:
    """Return what keeps programmes from being supported: none is named, or one is not valid on the date of the act.

    What the agreement supports ``already`` was valid when it was taken in.
    """
    if not programmes:
        return [Obstacle(text=_("Elija al menos un programa presupuestal."), where="programmes")]
    supported = set(already)
    return [
        Obstacle(
            text=_("El programa presupuestal %(programme)s no está vigente en la fecha del acto.")
            % {"programme": programme},
            where="programmes",
        )
        for programme in programmes
        if programme not in supported and not _is_valid(programme, occurred)
    ]


def _is_valid(programme: BudgetProgramme, occurred: Occurrence) -> bool:
    return (programme.valid_from is None or programme.valid_from <= occurred.on) and (
        programme.valid_to is None or occurred.on <= programme.valid_to
    )


def support(agreement: Agreement, programmes: Sequence[BudgetProgramme]) -> None:
    """Write the programmes that an agreement supports, in the order of its text."""
    positions = {programme.pk: position for position, programme in enumerate(programmes, start=1)}
    for row in agreement.programmes.all():
        position = positions.pop(row.programme_id, None)
        save_changes(row, in_text=position is not None, position=position or row.position)
    for key, position in positions.items():
        SupportedProgramme.objects.create(agreement=agreement, programme_id=key, position=position)


def programme_of_product(product: ProductTerms, programmes: Sequence[BudgetProgramme]) -> BudgetProgramme | None:
    """Return the programme of a product; where there is only one, it need not be named.

    :raises LookupError: when the agreement does not support the programme that the product names.
    """
    if not product.programme:
        return programmes[0] if len(programmes) == 1 else None
    for programme in programmes:
        if programme.code == product.programme:
            return programme
    raise LookupError(f"{product.programme} is not a programme of the agreement.")
