"""Play the life of an agreement through its services and flows, as the right people, on its legal dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import Agreement, Consultation, Opinion
from legal.agreements.services import approval, matrices, opening, review, terms
from legal.agreements.terms import (
    CriterionTerms,
    IndicatorTerms,
    LevelTerms,
    ProductTerms,
    TargetTerms,
    YearTerms,
)
from legal.demonstration.organization import read
from legal.entities.models import District, Entity
from legal.norms.models import BudgetProgramme, FinancingSource, Norm
from legal.signing import services as signing
from workflow import service
from workflow.acting import Occurrence
from workflow.models import Task, Unit, User
from workflow.models.tasks import OPEN
from workflow.service import LegalAct


class Player:
    """Plays one agreement of the data files, act after act."""

    def __init__(self, name: str) -> None:
        self.data = read(f"{name}.toml")
        self.criteria = read(f"{name}_criteria.toml")["criterion"]
        script = read(f"{name}_acts.toml")
        self.acts = script["act"]
        self.observations = {row["key"]: row for row in script.get("observation", [])}
        self.agreement: Agreement

    def play(self) -> Agreement:
        """Play every act and return the agreement."""
        for act in self.acts:
            getattr(self, f"_{act['act']}")(act)
        self.agreement.refresh_from_db()
        return self.agreement

    def _open_case(self, act: dict[str, Any]) -> None:
        row = self.data["agreement"]
        grantor = next(party for party in self.data["party"] if party["capacity"] == "grantor")
        self.agreement = opening.open_agreement(
            new=opening.NewAgreement(
                title=row["title"],
                entity=Entity.objects.get(unit__code=row["entity"]),
                norm=Norm.objects.get(code__endswith=row["norm"]),
                programme=BudgetProgramme.objects.get(code=row["programme"], valid_to__isnull=True),
                source=FinancingSource.objects.get(code=row["source"]),
                years=row["years"],
                grantor=Entity.objects.get(unit__code=grantor["entity"]),
                grantor_unit=Unit.objects.get(code=grantor["unit"]),
                demonstration_note=self.data["note"],
            ),
            actor=_person(act),
            occurred=_occurrence(act),
        )

    def _complete_terms(self, act: dict[str, Any]) -> None:
        edit = partial(self._edit, act)
        row, money = self.data["agreement"], self.data["money"]
        edit(
            terms.write_object,
            terms=terms.ObjectTerms(
                title=row["title"],
                objective=row["objective"],
                specific_objective=row["specific_objective"],
                counterpart=money["counterpart"],
                gap_basis=money["gap_basis"],
                source=FinancingSource.objects.get(code=row["source"]),
            ),
        )
        verifier = next((party for party in self.data["party"] if party["capacity"] == "verifier"), None)
        edit(
            terms.write_parties,
            terms=terms.PartiesTerms(
                verifier=Entity.objects.get(unit__code=verifier["entity"]) if verifier else None,
                conducting_unit=Unit.objects.get(code=row["conducting_unit"]),
                signing_order=row["choices"]["signing_order"],
            ),
        )
        codes = [district["ubigeo"] for district in self.data["ambit"]["districts"]]
        edit(
            terms.write_ambit,
            districts=list(District.objects.filter(code__in=codes)),
            products=[ProductTerms(code=each["code"], name=each["name"]) for each in self.data["product"]],
        )
        edit(
            terms.write_money,
            maximum=Decimal(money["maximum"]),
            years=row["years"],
            amounts=[
                YearTerms(
                    year=each["year"],
                    maximum=Decimal(each["maximum"]),
                    fixed_percentage=Decimal(each["fixed_percentage"]),
                )
                for each in self.data["year"]
            ],
        )
        for criterion in self.criteria:
            self._write_criterion(act, criterion)
        for indicator in self.data["indicator"]:
            edit(matrices.write_indicator, terms=indicator_terms(indicator))

    def _write_criterion(self, act: dict[str, Any], row: dict[str, Any]) -> None:
        self._edit(
            act,
            matrices.write_criterion,
            terms=criterion_terms(row),
            responsible_unit=Unit.objects.get(code=row["responsible_unit"]),
        )

    def _edit(self, act: dict[str, Any], write: Callable[..., None], **arguments: Any) -> None:
        service.perform(
            case=self.agreement.case,
            actor=_person(act),
            act_name="agreements.edit",
            act=partial(write, agreement=self.agreement, **arguments),
            occurred=_occurrence(act),
        )

    def _request_consultation(self, act: dict[str, Any]) -> None:
        units = [Unit.objects.get(code=code) for code in act["units"]]
        self._complete("draft", act, partial(review.submit_draft, agreement=self.agreement, consulted=units))

    def _answer_consultation(self, act: dict[str, Any]) -> None:
        consultation = Consultation.objects.get(agreement=self.agreement, unit__code=act["unit"])
        self._complete(
            "comment",
            act,
            partial(review.answer_consultation, consultation=consultation, comment=act["text"]),
            unit=act["unit"],
        )

    def _give_opinion(self, act: dict[str, Any]) -> None:
        opinion = Opinion.objects.standing().get(agreement=self.agreement, kind=act["opinion"])
        observations = [
            review.NewObservation(part=self.observations[key]["part"], text=self.observations[key]["text"])
            for key in act.get("observations", [])
        ]
        self._complete(
            act["opinion"],
            act,
            partial(
                review.give_opinion,
                opinion=opinion,
                report=_document(act),
                conclusions=act["text"],
                observations=observations,
            ),
        )

    def _correct_observed(self, act: dict[str, Any]) -> None:
        row = self.observations[act["answers"]]
        if criterion := next((each for each in self.criteria if each["code"] == row.get("criterion")), None):
            self._write_criterion(act, criterion)
        answers = {each.number: row["answer"] for each in self.agreement.observations.filter(answered_on__isnull=True)}
        self._complete("correct", act, partial(review.correct, agreement=self.agreement, answers=answers))

    def _approve_for_signature(self, act: dict[str, Any]) -> None:
        self._complete("approve", act, partial(approval.approve, agreement=self.agreement))

    def _issue_document(self, act: dict[str, Any]) -> None:
        self._complete("issue", act, partial(signing.issue, round_=self.agreement.case.signature_rounds.get()))

    def _sign(self, act: dict[str, Any]) -> None:
        signature = self.agreement.case.signature_rounds.get().signatures.get(position=act["position"])
        self._complete("sign", act, partial(signing.sign, signature=signature))

    def _register(self, act: dict[str, Any]) -> None:
        self._complete("register", act, partial(signing.register, round_=self.agreement.case.signature_rounds.get()))

    def _complete(self, node: str, act: dict[str, Any], legal_act: LegalAct, *, unit: str = "") -> None:
        """Complete the open task of a step as the person of the act."""
        tasks = Task.objects.filter(process__case=self.agreement.case, status__in=OPEN, flow_task_type="HUMAN")
        if unit:
            tasks = tasks.filter(unit__code=unit)
        task = next(task for task in tasks if task.flow_task.name == node)
        service.complete(task_pk=task.pk, actor=_person(act), act=legal_act, occurred=_occurrence(act))


def criterion_terms(row: dict[str, Any]) -> CriterionTerms:
    """Return a criterion of a data file as terms."""
    return CriterionTerms(
        process=row["process"],
        subprocess=row["subprocess"],
        code=row["code"],
        statement=row["statement"],
        definition=row["definition"],
        formula=row["formula"],
        unit=row["unit"],
        operator=row["operator"],
        source=row["source"],
        means=row["means"],
        responsible_unit=row["responsible_unit"],
        weight=None,
        levels=tuple(LevelTerms(year=each["year"], threshold=Decimal(each["threshold"])) for each in row["levels"]),
    )


def indicator_terms(row: dict[str, Any]) -> IndicatorTerms:
    """Return an indicator of a data file as terms."""
    return IndicatorTerms(
        code=row["code"],
        name=row["name"],
        formula=row["formula"],
        unit=row["unit"],
        direction=row["direction"],
        source=row["source"],
        baseline=Decimal(row["baseline"]),
        baseline_year=row["baseline_year"],
        targets=tuple(
            TargetTerms(year=each["year"], target=Decimal(each["target"]), weight=Decimal(each["weight"]))
            for each in row["targets"]
        ),
    )


def _person(act: dict[str, Any]) -> User:
    return User.objects.get(username=act["user"])


def _occurrence(act: dict[str, Any]) -> Occurrence:
    on: date = act["occurred_on"]
    return Occurrence(on=on, grounds=_document(act) or act["text"])


def _document(act: dict[str, Any]) -> str:
    document = act.get("document")
    return f"{document['kind']} {document['number']}" if document else ""
