"""From the open case to the registered signature."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import Consultation, Opinion
from legal.agreements.services import approval, matrices, opening, review, terms
from legal.agreements.services.checking import findings_of, give_reasons
from legal.agreements.services.parts import fresh
from legal.agreements.terms import (
    CriterionTerms,
    IndicatorTerms,
    LevelTerms,
    ProductTerms,
    TargetTerms,
    YearTerms,
)
from legal.demonstration.play.stage import Stage, document, occurrence, paper, person
from legal.entities.models import District, DocumentSubject, Entity
from legal.entities.roles import VISA
from legal.norms.models import BudgetProgramme, FinancingSource, Norm
from legal.signing import services as signing
from legal.signing.models import VisaRequirement
from workflow.models import Post, Unit


class FormulationActs(Stage):
    """The acts that write, review, approve and sign the agreement: one method for each act of the data files."""

    def open_case(self, act: dict[str, Any]) -> None:
        """Open the case with what is known of the agreement."""
        row = self.data["agreement"]
        grantor = self._party("grantor")
        assert grantor is not None
        self.agreement = opening.open_agreement(
            new=opening.NewAgreement(
                title=row["title"],
                entity=Entity.objects.get(unit__code=row["entity"]),
                norm=Norm.objects.get(code__endswith=row["norm"]),
                programmes=self._programmes(),
                source=FinancingSource.objects.get(code=row["source"]),
                years=row["years"],
                grantor=Entity.objects.get(unit__code=grantor["entity"]),
                grantor_unit=Unit.objects.get(code=grantor["unit"]),
                demonstration_note=self.data["note"],
            ),
            actor=person(act),
            occurred=occurrence(act),
        )

    def complete_terms(self, act: dict[str, Any]) -> None:
        """Write the six parts of the text."""
        self._write_object(act)
        self._write_parties(act)
        codes = [district["ubigeo"] for district in self.data["ambit"]["districts"]]
        self._edit(
            act,
            terms.write_ambit,
            programmes=self._programmes(),
            districts=list(District.objects.filter(code__in=codes)),
            products=[
                ProductTerms(programme=each.get("programme", ""), code=each["code"], name=each["name"])
                for each in self.data["product"]
            ],
        )
        self._write_money(act)
        for criterion in self.criteria:
            self._write_criterion(act, criterion)
        for indicator in self.data["indicator"]:
            self._edit(act, matrices.write_indicator, terms=indicator_terms(indicator))

    def give_reasons(self, act: dict[str, Any]) -> None:
        """Write why warnings of the checks stand: ``reasons`` names each check, its subjects and the words.

        :raises LookupError: when the text raises no such warning: the data say why what nobody warned of stands.
        """
        agreement = fresh(self.agreement)
        raised = {(each.code, each.subject): each.digest for each in findings_of(agreement, act["occurred_on"])}
        reasons = {raised[row["check"], subject]: row["text"] for row in act["reasons"] for subject in row["subjects"]}
        self.perform("agreements.give_reasons", act, partial(give_reasons, agreement=self.agreement, reasons=reasons))

    def request_consultation(self, act: dict[str, Any]) -> None:
        """Send the draft to the units that are consulted."""
        units = [Unit.objects.get(code=code) for code in act["units"]]
        self.complete("draft", act, partial(review.submit_draft, agreement=self.agreement, consulted=units))

    def answer_consultation(self, act: dict[str, Any]) -> None:
        """Comment as a consulted unit."""
        consultation = Consultation.objects.get(agreement=self.agreement, unit__code=act["unit"])
        self.complete(
            "comment",
            act,
            partial(review.answer_consultation, consultation=consultation, comment=act["text"]),
            unit=act["unit"],
        )

    def give_opinion(self, act: dict[str, Any]) -> None:
        """Give the technical, the budget or the legal opinion, with its observations."""
        opinion = Opinion.objects.standing().get(agreement=self.agreement, kind=act["opinion"])
        observations = [
            review.NewObservation(part=self.observations[key]["part"], text=self.observations[key]["text"])
            for key in act.get("observations", [])
        ]
        self.complete(
            act["opinion"],
            act,
            partial(
                review.give_opinion,
                opinion=opinion,
                report=document(act),
                conclusions=act["text"],
                observations=observations,
            ),
        )

    def correct_observed(self, act: dict[str, Any]) -> None:
        """Correct what an opinion observed."""
        row = self.observations[act["answers"]]
        if criterion := next((each for each in self.criteria if each["code"] == row.get("criterion")), None):
            self._write_criterion(act, criterion)
        answers = {each.number: row["answer"] for each in self.agreement.observations.filter(answered_on__isnull=True)}
        self.complete("correct", act, partial(review.correct, agreement=self.agreement, answers=answers))

    def register_instrument(self, act: dict[str, Any]) -> None:
        """Register an instrument that the level of government requires: ``instrument`` is its kind."""
        registered = partial(
            approval.register_instrument,
            agreement=self.agreement,
            kind=act["instrument"],
            number=act["document"]["number"],
            issued_on=act["document"]["issued_on"],
            upload=paper(act),
        )
        self.complete("instruments", act, registered)

    def approve_for_signature(self, act: dict[str, Any]) -> None:
        """Approve the text."""
        self.complete("approve", act, partial(approval.approve, agreement=self.agreement))

    def issue_document(self, act: dict[str, Any]) -> None:
        """Issue the agreement with its number."""
        self.complete("issue", act, partial(signing.issue, round_=self.agreement.case.signature_rounds.get()))

    def require_visa(self, act: dict[str, Any]) -> None:
        """Configure, as the administrator does outside the case, that the post of a unit initials agreements."""
        requirement = VisaRequirement(
            post=Post.objects.get(unit__code=act["unit"], role=VISA),
            subject=DocumentSubject.AGREEMENT,
            motive=act["motive"],
            basis=document(act),
            valid_from=act["occurred_on"],
        )
        requirement._history_user = person(act)  # type: ignore[attr-defined]  # simple-history reads it
        requirement.save()

    def give_visa(self, act: dict[str, Any]) -> None:
        """Initial the agreement as the post of a unit."""
        visa = self.agreement.case.signature_rounds.get().visas.get(post__unit__code=act["unit"])
        self.complete("give", act, partial(signing.give_visa, visa=visa), unit=act["unit"])

    def sign(self, act: dict[str, Any]) -> None:
        """Sign as a party."""
        signature = self.agreement.case.signature_rounds.get().signatures.get(position=act["position"])
        self.complete("sign", act, partial(signing.sign, signature=signature))

    def register(self, act: dict[str, Any]) -> None:
        """Register the signed agreement, which enters into force."""
        self.complete("register", act, partial(signing.register, round_=self.agreement.case.signature_rounds.get()))
        self.agreement.refresh_from_db()

    def _write_object(self, act: dict[str, Any]) -> None:
        row, money = self.data["agreement"], self.data["money"]
        written = terms.ObjectTerms(
            title=row["title"],
            objective=row["objective"],
            specific_objective=row["specific_objective"],
            counterpart=money["counterpart"],
            gap_basis=money["gap_basis"],
            source=FinancingSource.objects.get(code=row["source"]),
        )
        self._edit(act, terms.write_object, terms=written)

    def _write_parties(self, act: dict[str, Any]) -> None:
        row, verifier = self.data["agreement"], self._party("verifier")
        written = terms.PartiesTerms(
            verifier=Entity.objects.get(unit__code=verifier["entity"]) if verifier else None,
            conducting_unit=Unit.objects.get(code=row["conducting_unit"]),
            signing_order=row["choices"]["signing_order"],
        )
        self._edit(act, terms.write_parties, terms=written)

    def _write_money(self, act: dict[str, Any]) -> None:
        amounts = [
            YearTerms(
                year=each["year"],
                maximum=Decimal(each["maximum"]),
                fixed_percentage=Decimal(each["fixed_percentage"]),
            )
            for each in self.data["year"]
        ]
        maximum = Decimal(self.data["money"]["maximum"])
        years = self.data["agreement"]["years"]
        self._edit(act, terms.write_money, maximum=maximum, years=years, amounts=amounts)

    def _write_criterion(self, act: dict[str, Any], row: dict[str, Any]) -> None:
        self._edit(
            act,
            matrices.write_criterion,
            terms=criterion_terms(row),
            responsible_unit=Unit.objects.get(code=row["responsible_unit"]),
        )

    def _edit(self, act: dict[str, Any], write: Callable[..., None], **arguments: Any) -> None:
        self.perform("agreements.edit", act, partial(write, agreement=self.agreement, **arguments))

    def _programmes(self) -> list[BudgetProgramme]:
        rows = BudgetProgramme.objects.filter(valid_to__isnull=True)
        return [rows.get(code=code) for code in self.data["agreement"]["programmes"]]

    def _party(self, capacity: str) -> dict[str, Any] | None:
        return next((party for party in self.data["party"] if party["capacity"] == capacity), None)


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
