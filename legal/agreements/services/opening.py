"""Open the case of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from legal.agreements.errors import CannotOpen
from legal.agreements.models import Agreement, Party, YearAmount
from legal.agreements.rules import TERMS_OF_A_LIFE, obstacles_to_lasting
from legal.agreements.services.programmes import obstacles_to_supporting, support
from legal.entities.models import Entity
from legal.entities.roles import DIRECTOR_GENERAL, HEAD
from legal.norms.models import BudgetProgramme, FinancingSource, Norm
from legal.norms.settlement.rules import values_of_rules
from workflow import ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Case, Unit, User


@dataclass(frozen=True, kw_only=True)
class NewAgreement:
    """What is known when a case is opened. ``grantor`` is the unit that grants and its ministry's entity."""

    title: str
    entity: Entity
    norm: Norm
    programmes: Sequence[BudgetProgramme]
    source: FinancingSource | None
    years: int
    grantor: Entity
    grantor_unit: Unit
    demonstration_note: str = ""


def open_agreement(*, new: NewAgreement, actor: User, occurred: Occurrence, key: str | None = None) -> Agreement:
    """Open a case with a draft agreement and start its formulation.

    The same ``key`` opens one agreement only, however often the request is sent.

    :raises CannotOpen: when the norm or a programme is not valid on the date, no programme is named, the norm's
        split and terms are not recorded or do not bear the duration, or the title is empty.
    :raises NotAllowed: when the person may not open cases for the entity.
    """
    case = service.open_case(
        unit=new.entity.unit,
        title=new.title.strip(),
        actor=actor,
        act_name="agreements.open",
        act=lambda case: partial(_open, case=case, new=new),
        occurred=occurred,
        key=key,
    )
    return Agreement.objects.get(case=case)


def _open(*, case: Case, new: NewAgreement, actor: User, occurred: Occurrence) -> None:
    if obstacles := _obstacles(new, occurred):
        raise CannotOpen(*obstacles)
    agreement = Agreement(
        case=case,
        entity=new.entity,
        norm=new.norm,
        source=new.source,
        title=new.title.strip(),
        years=new.years,
        demonstration_note=new.demonstration_note,
        opening_rules=values_of_rules(new.norm.rules),
    )
    agreement.rules = new.norm.rules
    agreement.save()
    support(agreement, new.programmes)
    _add_party(agreement, new.grantor, new.grantor_unit, Party.Capacity.GRANTOR, DIRECTOR_GENERAL, position=3)
    _add_party(agreement, new.entity, new.entity.unit, Party.Capacity.BENEFICIARY, HEAD, position=1)
    splits = {split.year: split.fixed_percentage for split in new.norm.splits.all()}
    for year in range(1, new.years + 1):
        YearAmount.objects.create(
            agreement=agreement, year=year, maximum=0, fixed_percentage=splits.get(year, splits[max(splits)])
        )
    ledger.record(
        act="agreements.open",
        subject=agreement,
        after={
            "case": case.number,
            "title": agreement.title,
            "entity": str(new.entity),
            "norm": new.norm.code,
            "programmes": [str(programme) for programme in new.programmes],
            "years": new.years,
        },
    )
    # The flow is looked up here: it calls this room's services, so they cannot import it at the top.
    from legal.agreements.flows import FormulationFlow

    service.start(FormulationFlow, key="formulation")


def _obstacles(new: NewAgreement, occurred: Occurrence) -> list[Obstacle]:
    obstacles = []
    if not new.title.strip():
        obstacles.append(Obstacle(text=_("Escriba la denominación del convenio."), where="title"))
    if not _governs(new.norm, occurred):
        obstacles.append(
            Obstacle(text=_("%(norm)s no está vigente en la fecha del acto.") % {"norm": new.norm}, where="norm")
        )
    terms = set(new.norm.terms.values_list("name", flat=True))
    if not (new.norm.splits.exists() and terms >= TERMS_OF_A_LIFE):
        obstacles.append(
            Obstacle(
                text=_("De %(norm)s no constan la distribución por tramos ni los plazos que un convenio necesita.")
                % {"norm": new.norm},
                where="norm",
            )
        )
    obstacles.extend(_duration(new))
    obstacles.extend(obstacles_to_supporting(new.programmes, occurred))
    if new.entity.unit_id == new.grantor_unit.pk:
        obstacles.append(Obstacle(text=_("La DGPP no celebra convenios consigo misma."), where="entity"))
    return obstacles


def _duration(new: NewAgreement) -> list[Obstacle]:
    norm = new.norm
    return obstacles_to_lasting(new.years, norm=norm.code, minimum=norm.minimum_years, maximum=norm.maximum_years)


def _governs(norm: Norm, occurred: Occurrence) -> bool:
    return (norm.valid_from is None or norm.valid_from <= occurred.on) and (
        norm.valid_to is None or occurred.on <= norm.valid_to
    )


def _add_party(agreement: Agreement, entity: Entity, unit: Unit, capacity: str, role: str, *, position: int) -> Party:
    service.take_part(unit=unit, capacity=capacity)
    return Party.objects.create(
        agreement=agreement, entity=entity, unit=unit, capacity=capacity, role=role, position=position
    )
