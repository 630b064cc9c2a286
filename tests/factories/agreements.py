"""Agreements at every point of their life, reached by the acts themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from legal.agreements.models import Agreement, Criterion, Opinion
from legal.agreements.queries import required_instruments
from legal.agreements.services import approval, checking, matrices, review, terms
from legal.agreements.services.opening import NewAgreement, open_agreement
from legal.agreements.terms import (
    CriterionTerms,
    IndicatorTerms,
    LevelTerms,
    ProductTerms,
    TargetTerms,
    YearTerms,
)
from legal.entities.models import Entity
from legal.signing import services as signing
from legal.signing.models import Signature
from tests.factories.tasks import do, holder_of, open_task, open_tasks, today
from tests.factories.world import World
from workflow import service
from workflow.models import Unit, User

YEAR_MAXIMUM = Decimal("1000000.00")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OPINIONS = tuple(Opinion.Kind)


def make_draft(
    world: World,
    *,
    entity: Entity | None = None,
    years: int = 3,
    title: str = "Convenio de apoyo al Programa Salud Materno Neonatal",
    on: date | None = None,
) -> Agreement:
    """Open an agreement with an entity (the region's unless told otherwise): an empty draft."""
    return open_agreement(
        new=NewAgreement(
            title=title,
            entity=entity or world.region_entity,
            norm=world.norm,
            programmes=[world.programme],
            source=world.source,
            years=years,
            grantor=world.ministry_entity,
            grantor_unit=world.directorate,
        ),
        actor=world.formulator,
        occurred=today(on),
    )


def write(agreement: Agreement, by: User, act: Callable[..., object], **values: object) -> None:
    """Write one part of the text: ``act`` is one of the services of terms or matrices."""
    service.perform(
        case=agreement.case,
        actor=by,
        act_name="agreements.edit",
        act=partial(act, agreement=agreement, **values),
        occurred=today(),
    )


def complete_terms(agreement: Agreement, world: World, *, verifier: Entity | None = None) -> Agreement:
    """Write all six parts of a draft: the least that may be submitted."""
    years = range(1, agreement.years + 1)
    splits = {split.year: split.fixed_percentage for split in agreement.norm.splits.all()}
    by_formulator = partial(write, agreement, world.formulator)
    by_formulator(
        terms.write_object,
        terms=terms.ObjectTerms(
            title=agreement.title,
            objective="Impulsar la implementación del programa presupuestal.",
            specific_objective="Mejorar la provisión de sus productos en el departamento.",
            counterpart="",
            gap_basis="Informe N° 010-2026-GRA/GRPPAT: la brecha asciende a S/ 9,500,000.00.",
            source=agreement.source,
        ),
    )
    by_formulator(
        terms.write_parties,
        terms=terms.PartiesTerms(
            verifier=verifier, conducting_unit=agreement.entity.unit, signing_order=agreement.signing_order
        ),
    )
    by_formulator(
        terms.write_ambit,
        programmes=[world.programme],
        districts=world.districts[:2],
        products=[ProductTerms(code="3000001", name="Atención prenatal reenfocada")],
    )
    by_formulator(
        terms.write_money,
        maximum=YEAR_MAXIMUM * agreement.years,
        years=agreement.years,
        amounts=[YearTerms(year=year, maximum=YEAR_MAXIMUM, fixed_percentage=splits[year]) for year in years],
    )
    by_formulator(
        matrices.write_criterion, terms=a_criterion(years=agreement.years), responsible_unit=world.executing_unit
    )
    by_formulator(matrices.write_indicator, terms=an_indicator(years=agreement.years))
    agreement.refresh_from_db()
    return agreement


def a_criterion(code: str = "C-01", years: int = 3, threshold: int = 80) -> CriterionTerms:
    """Return a criterion with a threshold in every year."""
    return CriterionTerms(
        process=Criterion.ProcessKind.PROGRAMMING,
        subprocess="Padrón y población objetivo",
        code=code,
        statement="Gestantes registradas en el padrón nominal",
        definition="Gestantes de los distritos del ámbito con documento de identidad registrado.",
        formula="Gestantes registradas / gestantes estimadas × 100",
        unit="%",
        operator=Criterion.Operator.AT_LEAST,
        source="Padrón nominal",
        means="Base de datos remitida",
        responsible_unit="",
        weight=None,
        levels=tuple(LevelTerms(year=year, threshold=Decimal(threshold)) for year in range(1, years + 1)),
    )


def an_indicator(code: str = "I-01", years: int = 3, weight: Decimal = Decimal(1)) -> IndicatorTerms:
    """Return an indicator that should rise, with a target in every year with a variable tranche."""
    return IndicatorTerms(
        code=code,
        name="Gestantes con seis atenciones prenatales",
        formula="Gestantes con seis atenciones / gestantes atendidas × 100",
        unit="%",
        direction="up",
        source="Encuesta demográfica",
        baseline=Decimal(40),
        baseline_year=min(2025, today().on.year - 1),
        targets=tuple(
            TargetTerms(year=year, target=Decimal(40 + 5 * year), weight=weight) for year in range(2, years + 1)
        ),
    )


def give_reasons(agreement: Agreement, by: User, reason: str = "Se acordó con la entidad; consta en el acta.") -> None:
    """Write the same reason for every warning that has none, if there is any."""
    standing = checking.standing_reasons(agreement)
    found = checking.findings_of(Agreement.objects.get(pk=agreement.pk), today().on)
    digests = [each.digest for each in found if each.is_warning and each.digest not in standing]
    if digests:
        service.perform(
            case=agreement.case,
            actor=by,
            act_name="agreements.give_reasons",
            act=partial(checking.give_reasons, agreement=agreement, reasons=dict.fromkeys(digests, reason)),
            occurred=today(),
        )


def submit(agreement: Agreement, *, consulted: Sequence[Unit] = ()) -> None:
    """Send a complete draft to consultation and opinion, with a reason for every warning."""
    give_reasons(agreement, holder_of(open_task(agreement.case, "draft")))
    do(open_task(agreement.case, "draft"), review.submit_draft, agreement=agreement, consulted=consulted)


def answer_consultations(agreement: Agreement, comment: str = "Sin comentarios.") -> None:
    """Answer every open consultation."""
    for task in open_tasks(agreement.case, "comment"):
        do(task, review.answer_consultation, consultation=task.process.consultation, comment=comment)


def give_opinions(
    agreement: Agreement,
    *,
    kinds: Sequence[str] = OPINIONS,
    observations: Sequence[review.NewObservation] = (),
) -> None:
    """Give the open opinions of these kinds: favorable, or with observations."""
    for kind in kinds:
        for task in open_tasks(agreement.case, kind):
            do(
                task,
                review.give_opinion,
                opinion=task.process.opinion,
                report=f"Informe N° 001-2026-EF/50.01 ({kind})",
                conclusions="El texto se ajusta a la norma." if not observations else "El texto debe corregirse.",
                observations=observations,
            )


def approve(agreement: Agreement) -> None:
    """Register the instruments that are required, then approve the text for signature."""
    for number, requirement in enumerate(required_instruments(agreement), start=1):
        do(
            open_task(agreement.case, "instruments"),
            approval.register_instrument,
            agreement=agreement,
            kind=requirement.instrument,
            number=f"N° {number:03d}-2026-GRA/CR",
            issued_on=today().on,
            upload=("acuerdo.pdf", PDF),
        )
    do(open_task(agreement.case, "approve"), approval.approve, agreement=agreement)


def issue(agreement: Agreement) -> None:
    """Issue the document for signature."""
    task = open_task(agreement.case, "issue")
    do(task, signing.issue, round_=task.process.signature_round)


def sign_all(agreement: Agreement) -> None:
    """Give every signature that is asked for, until none is."""
    while tasks := open_tasks(agreement.case, "sign"):
        signature = Signature.objects.get(process=tasks[0].process)
        do(tasks[0], signing.sign, signature=signature)


def register(agreement: Agreement) -> None:
    """Register the signed document: the agreement enters into force."""
    task = open_task(agreement.case, "register")
    do(task, signing.register, round_=task.process.signature_round)


def in_force_with_criteria(world: World, count: int, *, verifier: Entity | None = None) -> Agreement:
    """Open an agreement with this many criteria on every level (C-01, C-02, …) and take it into force."""
    agreement = complete_terms(make_draft(world), world, verifier=verifier)
    for number in range(2, count + 1):
        write(
            agreement,
            world.formulator,
            matrices.write_criterion,
            terms=a_criterion(f"C-{number:02d}", years=agreement.years),
            responsible_unit=world.executing_unit,
        )
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    issue(agreement)
    sign_all(agreement)
    register(agreement)
    agreement.refresh_from_db()
    return agreement


def to_in_review(agreement: Agreement, world: World, *, consulted: Sequence[Unit] = ()) -> Agreement:
    """Take an empty draft into review: its terms are written and it is submitted."""
    complete_terms(agreement, world)
    submit(agreement, consulted=consulted)
    agreement.refresh_from_db()
    return agreement


def to_approved(agreement: Agreement, world: World) -> Agreement:
    """Take an empty draft to approval, with three favorable opinions."""
    to_in_review(agreement, world)
    give_opinions(agreement)
    approve(agreement)
    agreement.refresh_from_db()
    return agreement


def to_in_signature(agreement: Agreement, world: World) -> Agreement:
    """Take an empty draft to signature: it is issued and the first signatory is asked."""
    to_approved(agreement, world)
    issue(agreement)
    agreement.refresh_from_db()
    return agreement


def to_in_force(agreement: Agreement, world: World) -> Agreement:
    """Take an empty draft into force: signed by all and registered."""
    to_in_signature(agreement, world)
    sign_all(agreement)
    register(agreement)
    agreement.refresh_from_db()
    return agreement
