"""One agreement of the large world, lived through the real services by whoever holds the post."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import Agreement, Criterion
from legal.agreements.queries import programmes_of, required_instruments
from legal.agreements.services import approval, matrices, opening, review, terms
from legal.agreements.terms import CriterionTerms, IndicatorTerms, LevelTerms, ProductTerms, TargetTerms, YearTerms
from legal.demonstration.bench.offices import Office
from legal.demonstration.papers import invented_paper
from legal.entities.models import District, Entity
from legal.norms.models import BudgetProgramme, FinancingSource, Norm
from legal.signing import services as signing
from legal.signing.models import Signature
from workflow import service
from workflow.acting import Occurrence
from workflow.models import Mandate, Process, Task, Unit, User
from workflow.models.tasks import OPEN

YEARS = 3
# What tells the agreements of this world from those that somebody opens in it.
NOTE = "Convenio inventado para medir."
PRODUCT = ProductTerms(code="3000001", name="Acciones comunes del programa presupuestal")


class Life:
    """The formulation of an agreement, from the open case into force. ``on`` is the day on which its people act."""

    def __init__(self, office: Office, *, title: str, maximum: Decimal, on: date) -> None:
        self.office, self.on = office, on
        self._maximum = maximum
        self._paper = invented_paper("Documento de ensayo", [title])
        grantor = Unit.objects.get(code="MEF-DGPP")
        self.agreement: Agreement = opening.open_agreement(
            new=opening.NewAgreement(
                title=title,
                entity=office.entity,
                norm=Norm.objects.get(code__endswith="002-2014-EF/50.01"),
                programmes=list(BudgetProgramme.objects.filter(valid_to__isnull=True).order_by("code")[:1]),
                source=FinancingSource.objects.order_by("code")[0],
                years=YEARS,
                grantor=Entity.objects.get(unit__code="MEF"),
                grantor_unit=grantor,
                demonstration_note=NOTE,
            ),
            actor=Mandate.objects.get(post__role="formulator", post__unit=grantor).user,
            occurred=self.occurred,
        )

    @property
    def occurred(self) -> Occurrence:
        """The day on which people act, and what grounds it."""
        return Occurrence(on=self.on, grounds="Acta de ensayo de la misma fecha")

    def upload(self, name: str) -> tuple[str, bytes]:
        """Return a paper under a name; all of a life are the same bytes."""
        return f"{name}.pdf", self._paper

    def do(self, node: str, act: Callable[..., object], *, process: Process | None = None, **values: Any) -> None:
        """Complete the open step of this name (of a process, where several may run) as the holder of its post.

        :raises LookupError: when no such step is open: the life does not fit the flows.
        """
        task = next((task for task in self.open_tasks() if self._is(task, node, process)), None)
        if task is None:
            raise LookupError(f"The step {node!r} is not open; open are {[str(task) for task in self.open_tasks()]}.")
        service.complete(task_pk=task.pk, actor=self._holder(task), act=partial(act, **values), occurred=self.occurred)

    def perform(self, act_name: str, act: Callable[..., object], by: User, **values: Any) -> None:
        """Do an act outside a task."""
        service.perform(
            case=self.agreement.case,
            actor=by,
            act_name=act_name,
            act=partial(act, agreement=self.agreement, **values),
            occurred=self.occurred,
        )

    def open_tasks(self) -> list[Task]:
        """Return the open human steps of the case, in the order they were opened."""
        tasks = Task.objects.filter(process__case=self.agreement.case, status__in=OPEN, flow_task_type="HUMAN")
        return list(tasks.select_related("process__case", "unit").order_by("pk"))

    def write_terms(self) -> None:
        """Write the six parts of the text: the least that may be submitted."""
        yearly = (self._maximum / YEARS).quantize(Decimal("0.01"))
        splits = {split.year: split.fixed_percentage for split in self.agreement.norm.splits.all()}
        written = terms.ObjectTerms(
            title=self.agreement.title,
            objective="Impulsar la implementación del programa presupuestal.",
            specific_objective="Mejorar la provisión de sus productos en el ámbito.",
            counterpart="",
            gap_basis="Informe de ensayo N° 010: la brecha supera el monto del convenio.",
            source=self.agreement.source,
        )
        parties = terms.PartiesTerms(
            verifier=None, conducting_unit=self.agreement.entity.unit, signing_order=self.agreement.signing_order
        )
        amounts = [YearTerms(year=year, maximum=yearly, fixed_percentage=splits[year]) for year in range(1, YEARS + 1)]
        self._edit(terms.write_object, terms=written)
        self._edit(terms.write_parties, terms=parties)
        self._edit(
            terms.write_ambit,
            programmes=programmes_of(self.agreement),
            districts=list(District.objects.order_by("code")[:1]),
            products=[PRODUCT],
        )
        self._edit(terms.write_money, maximum=yearly * YEARS, years=YEARS, amounts=amounts)
        self._edit(matrices.write_criterion, terms=_criterion(), responsible_unit=self.agreement.entity.unit)
        self._edit(matrices.write_indicator, terms=_indicator())

    def submit(self, *consulted: Unit) -> None:
        """Send the draft to consultation and opinion."""
        self.do("draft", review.submit_draft, agreement=self.agreement, consulted=consulted)

    def give_opinion(self, kind: str, observation: review.NewObservation | None = None) -> None:
        """Give one of the opinions: favorable, or with an observation."""
        opinion = self.agreement.opinions.get(kind=kind, replaced=False)
        self.do(
            kind,
            review.give_opinion,
            opinion=opinion,
            report=f"Informe de ensayo N° 001-{self.on.year}-ENSAYO ({kind})",
            conclusions="Debe corregirse." if observation else "El texto se ajusta a la norma.",
            observations=[observation] if observation else [],
        )

    def approve(self) -> None:
        """Give the opinions, bring what the level requires, approve the text."""
        for kind in ("technical", "budget", "legal"):
            self.give_opinion(kind)
        for number, required in enumerate(required_instruments(self.agreement), start=1):
            self.do(
                "instruments",
                approval.register_instrument,
                agreement=self.agreement,
                kind=required.instrument,
                number=f"N° {number:03d}-{self.on.year}-ENSAYO",
                issued_on=self.on,
                upload=self.upload("acuerdo"),
            )
        self.do("approve", approval.approve, agreement=self.agreement)

    def issue(self) -> None:
        """Issue the document for signature."""
        self.do("issue", signing.issue, round_=self.agreement.case.signature_rounds.get())

    def sign(self) -> None:
        """Sign as the party whose turn it is."""
        task = next(task for task in self.open_tasks() if task.flow_task.name == "sign")
        self.do("sign", signing.sign, process=task.process, signature=Signature.objects.get(process=task.process))

    def enter_into_force(self) -> None:
        """Take a written text into force, all on one day."""
        self.submit()
        self.approve()
        self.issue()
        while any(task.flow_task.name == "sign" for task in self.open_tasks()):
            self.sign()
        self.do("register", signing.register, round_=self.agreement.case.signature_rounds.get())
        self.agreement.refresh_from_db()

    def _edit(self, write: Callable[..., object], **values: Any) -> None:
        self.perform("agreements.edit", write, self.agreement.case.opened_by, **values)

    def _holder(self, task: Task) -> User:
        mandates = Mandate.objects.valid_on(self.on).filter(post__role=task.role, post__unit=task.unit)
        return mandates.select_related("user").order_by("pk")[0].user

    def _is(self, task: Task, node: str, process: Process | None) -> bool:
        return task.flow_task.name == node and (process is None or task.process_id == process.pk)


def _criterion() -> CriterionTerms:
    return CriterionTerms(
        process=Criterion.ProcessKind.PROGRAMMING,
        subprocess="Padrón y población objetivo",
        code="C-01",
        statement="Personas registradas en el padrón",
        definition="Personas del ámbito con documento de identidad registrado.",
        formula="Personas registradas / personas estimadas × 100",
        unit="%",
        operator=Criterion.Operator.AT_LEAST,
        source="Padrón",
        means="Base de datos remitida",
        responsible_unit="",
        weight=None,
        levels=tuple(LevelTerms(year=year, threshold=Decimal(80)) for year in range(1, YEARS + 1)),
    )


def _indicator() -> IndicatorTerms:
    return IndicatorTerms(
        code="I-01",
        name="Personas atendidas",
        formula="Personas atendidas / personas registradas × 100",
        unit="%",
        direction="up",
        source="Encuesta",
        baseline=Decimal(40),
        baseline_year=2015,
        targets=tuple(
            TargetTerms(year=year, target=Decimal(40 + 5 * year), weight=Decimal(1)) for year in range(2, YEARS + 1)
        ),
    )
