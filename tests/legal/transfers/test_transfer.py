"""From what a report makes due to the money in the entity's account: each step, each obstacle, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from legal.agreements.models import Agreement
from legal.norms.models import FinancingSource, FirstPayment
from legal.transfers.errors import CannotConfirm, CannotIncorporate, CannotInstruct, CannotPropose, CannotReview
from legal.transfers.models import Tranche, Transfer
from legal.transfers.queries import sums_of
from legal.transfers.services import proposal
from legal.transfers.services import transfer as transfers
from tests.factories import World, do, make_draft, make_mandate, open_tasks, to_in_force, today
from tests.factories.agreements import in_force_with_criteria
from tests.factories.transfers import (
    authorize,
    confirm,
    incorporate,
    instruct,
    open_transfer,
    pay,
    review,
    send_copies,
    step_of,
)
from tests.factories.verification import (
    correct,
    issue_second_report,
    to_first_report,
    to_served,
    verification_of,
    verify_correction,
)
from tests.legal.agreements.traces import acts_of, last_act
from tests.legal.refusals import refused
from workflow import service
from workflow.errors import NotAllowed
from workflow.models import Case, Deadline, User

SIGNED_ON = date(2026, 3, 2)
YEAR = Decimal("1000000.00")
Travel = Callable[[date], None]


@pytest.fixture
def in_force(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement in force with one criterion a level, of 1,000,000.00 a year."""
    travel(SIGNED_ON)
    return to_in_force(make_draft(world), world)


@pytest.fixture
def transfer(in_force: Agreement) -> Transfer:
    """Return the transfer that a first report without observations proposes: the whole fixed tranche."""
    to_first_report(verification_of(in_force), unmet=())
    return open_transfer(in_force)


def perform(case: Case, by: User, act_name: str, act: Callable[..., object], **values: Any) -> None:
    """Do an act on money that belongs to no step."""
    service.perform(case=case, actor=by, act_name=act_name, act=partial(act, **values), occurred=today())


def parts(agreement: Agreement, kind: str = "fixed", year: int = 1) -> tuple[Decimal, ...]:
    """Return paid, due, balance, cancelled and forgone of a tranche."""
    found = Tranche.objects.get(case=agreement.case, kind=kind, period__year=year)
    return (found.paid, found.due, found.balance, found.cancelled, found.forgone)


class TestTranches:
    def test_open_with_the_agreement_and_hold_its_money(self, in_force: Agreement) -> None:
        found = Tranche.objects.filter(case=in_force.case).order_by("period__year", "kind")
        assert [(each.period.year, each.kind, each.amount) for each in found] == [
            (1, "fixed", Decimal("1000000.00")),
            (2, "fixed", Decimal("700000.00")),
            (2, "variable", Decimal("300000.00")),
            (3, "fixed", Decimal("500000.00")),
            (3, "variable", Decimal("500000.00")),
        ]
        assert sums_of(in_force.case).balance == 3 * YEAR

    @pytest.mark.parametrize(
        "changes", [{"paid": Decimal("0.01")}, {"balance": Decimal("-1"), "due": Decimal("1000001")}]
    )
    def test_whose_parts_do_not_add_up_are_not_kept_by_the_database(
        self, in_force: Agreement, changes: dict[str, Decimal]
    ) -> None:
        tranche = Tranche.objects.get(case=in_force.case, period__year=1)
        for name, value in changes.items():
            setattr(tranche, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            tranche.save()

    def test_of_odd_cents_add_up_in_the_database_too(self, in_force: Agreement) -> None:
        tranche = Tranche.objects.get(case=in_force.case, period__year=1)
        tranche.amount = Decimal("9999999999999.99")
        tranche.paid, tranche.due = Decimal("730434.78"), Decimal("639130.44")
        tranche.cancelled, tranche.forgone = Decimal("0.07"), Decimal("1.10")
        tranche.balance = tranche.amount - Decimal("730434.78") - Decimal("639130.44") - Decimal("1.17")
        tranche.save()
        tranche.refresh_from_db()
        assert tranche.balance == Decimal("9999998630433.60")


class TestWhatIsDue:
    def test_follows_from_the_first_report(self, transfer: Transfer, in_force: Agreement) -> None:
        assert (transfer.amount, transfer.status, transfer.sequence) == (YEAR, "proposed", 1)
        assert parts(in_force) == (0, YEAR, 0, 0, 0)
        calculation = transfer.calculation
        assert calculation.explanation["children"][0]["value"] == "S/ 1,000,000.00"

    def test_is_nothing_while_everything_is_observed(self, in_force: Agreement) -> None:
        to_first_report(verification_of(in_force))
        assert parts(in_force) == (0, 0, YEAR, 0, 0)
        assert not Transfer.objects.exists()

    def test_follows_from_the_correction(self, in_force: Agreement) -> None:
        verification = to_served(verification_of(in_force))
        correct(verification)
        verify_correction(verification)
        issue_second_report(verification)
        assert parts(in_force) == (0, YEAR, 0, 0, 0)
        assert open_transfer(in_force).amount == YEAR

    def test_waits_for_the_second_report_where_the_norm_says_so(self, in_force: Agreement, world: World) -> None:
        world.norm.first_payment_after = FirstPayment.REPORT_2
        world.norm.save()
        to_served(verification_of(in_force))
        assert not Tranche.objects.get(case=in_force.case, period__year=1).calculations.exists()


class TestATransfer:
    def test_goes_from_the_calculation_to_the_money(self, transfer: Transfer, in_force: Agreement) -> None:
        paid = pay(transfer)
        assert (paid.status, paid.siaf_record) == ("confirmed", f"{transfer.pk:010d}")
        assert parts(in_force) == (YEAR, 0, 0, 0, 0)
        acts = [each.act for each in acts_of(in_force.case) if each.act.startswith("transfers.")]
        assert acts[-6:] == [
            "transfers.review",
            "transfers.authorize",
            "transfers.instruct",
            "transfers.incorporate",
            "transfers.send_copies",
            "transfers.confirm",
        ]

    def test_is_not_confirmed_by_the_record_of_another(self, transfer: Transfer, in_force: Agreement) -> None:
        other = Transfer.objects.get(pk=transfer.pk)
        other.pk, other.sequence, other.process, other.sheet = None, 9, None, None
        other.status, other.siaf_record, other.confirmed_on = "confirmed", "0000012345", today().on
        other.save()
        for step in (review, authorize, instruct, incorporate, send_copies):
            transfer = step(transfer)
        (words,) = refused(in_force.case, CannotConfirm, lambda: confirm(transfer, siaf_record=" 0000012345"))
        assert words.startswith("El registro SIAF 0000012345 ya confirma otra transferencia: ")
        for other_writing in ("12345", "00012345"):
            told = refused(in_force.case, CannotConfirm, partial(confirm, transfer, siaf_record=other_writing))
            assert [*told] == [words]
        for no_number in ("１２３４６", "12a", "12345678901", "N° 12346"):
            told = refused(in_force.case, CannotConfirm, partial(confirm, transfer, siaf_record=no_number))
            assert "no es el número de un registro SIAF" in told[0]
        confirmed = confirm(transfer, siaf_record="12346")
        assert (confirmed.status, confirmed.siaf_record) == ("confirmed", "0000012346")

    def test_names_in_its_history_who_did_each_step(self, transfer: Transfer, world: World) -> None:
        pay(transfer)
        people = [row.history_user for row in transfer.history.order_by("history_id")]
        assert people[-6:] == [
            world.budget_reviewer,
            world.director_general,
            world.transfers_officer,
            world.head,
            world.coordinator,
            world.transfers_officer,
        ]

    def test_that_is_sent_back_leaves_the_money_due_and_may_be_proposed_again(
        self, transfer: Transfer, in_force: Agreement, world: World
    ) -> None:
        task = step_of(transfer.process, "review")
        do(task, transfers.send_back, transfer=transfer, reason="Falta la sustentación del indicador.")
        assert open_tasks(in_force.case) == []
        assert parts(in_force) == (0, YEAR, 0, 0, 0)
        perform(transfer.case, world.transfers_officer, "transfers.propose", proposal.propose, tranche=transfer.tranche)
        again = open_transfer(in_force)
        assert (again.sequence, again.amount) == (2, YEAR)
        pay(again)
        assert parts(in_force) == (YEAR, 0, 0, 0, 0)

    def test_that_came_back_leaves_the_money_due(self, transfer: Transfer, in_force: Agreement) -> None:
        for step in (review, authorize, instruct, incorporate, send_copies):
            transfer = step(transfer)
        task = step_of(transfer.process, "confirm")
        do(task, transfers.give_back, transfer=transfer, reason="La cuenta estaba cerrada.")
        transfer.refresh_from_db()
        assert (transfer.status, transfer.return_reason) == ("returned", "La cuenta estaba cerrada.")
        assert parts(in_force) == (0, YEAR, 0, 0, 0)

    def test_is_not_proposed_while_one_is_under_way(self, transfer: Transfer, world: World) -> None:
        words = refused(
            transfer.case,
            CannotPropose,
            lambda: perform(
                transfer.case, world.transfers_officer, "transfers.propose", proposal.propose, tranche=transfer.tranche
            ),
        )
        assert words == ["Ya hay una transferencia en trámite de este tramo."]

    def test_is_taken_back_only_before_it_is_authorized(
        self, transfer: Transfer, in_force: Agreement, world: World
    ) -> None:
        take_back = partial(
            perform,
            transfer.case,
            world.transfers_officer,
            "transfers.take_back",
            proposal.take_back,
            transfer=transfer,
            reason="Se corrige la cuenta de destino.",
        )
        review(transfer)
        authorize(transfer)
        words = refused(transfer.case, CannotPropose, take_back)
        assert "solo se retira antes de autorizarse" in words[0]

    def test_that_is_taken_back_closes_its_steps(self, transfer: Transfer, in_force: Agreement, world: World) -> None:
        perform(
            transfer.case,
            world.transfers_officer,
            "transfers.take_back",
            proposal.take_back,
            transfer=transfer,
            reason="Se corrige la cuenta de destino.",
        )
        assert open_tasks(in_force.case) == []
        assert parts(in_force) == (0, YEAR, 0, 0, 0)

    @pytest.mark.parametrize(
        ("step", "act", "kind", "values", "words"),
        [
            ("review", transfers.send_back, CannotReview, {"reason": " "}, "por qué se devuelve"),
            ("instruct", transfers.instruct, CannotInstruct, {"document": " ", "upload": ("a.pdf", b"")}, "clase y el"),
            ("copies", transfers.send_copies, CannotIncorporate, {"copies": {}}, "Falta el documento que remite"),
            ("confirm", transfers.confirm, CannotConfirm, {"siaf_record": ""}, "registro SIAF"),
            ("confirm", transfers.give_back, CannotConfirm, {"reason": ""}, "por qué se devolvió"),
        ],
    )
    def test_refuses_a_step_that_lacks_something(
        self, transfer: Transfer, step: str, act: Callable[..., object], kind: Any, values: dict[str, Any], words: str
    ) -> None:
        for name, before in (
            ("review", review), ("authorize", authorize), ("instruct", instruct), ("incorporate", incorporate),
            ("copies", send_copies),
        ):  # fmt: skip
            if name == step:
                break
            transfer = before(transfer)
        task = step_of(transfer.process, step)
        told = refused(transfer.case, kind, lambda: do(task, act, transfer=transfer, **values))
        assert words in told[0]

    def test_keeps_its_dates_in_order(self, transfer: Transfer, travel: Travel) -> None:
        travel(date(2026, 3, 20))
        words = refused(transfer.case, CannotReview, lambda: review(transfer, on=date(2026, 3, 1)))
        assert "Antes está la propuesta" in words[0]


class TestTerms:
    def test_copies_are_due_five_days_after_the_resolution(self, transfer: Transfer) -> None:
        for step in (review, authorize, instruct, incorporate):
            transfer = step(transfer)
        assert step_of(transfer.process, "copies").due_on == date(2026, 3, 9)
        send_copies(transfer)
        assert Deadline.objects.get(name=f"copies_{transfer.pk}").status == "met"
        assert transfer.copies.count() == 3

    def test_a_decree_gives_a_term_to_take_the_money_in_and_a_donation_gives_none(
        self, transfer: Transfer, in_force: Agreement
    ) -> None:
        for step in (review, authorize):
            transfer = step(transfer)
        transfer.route = "ordinary"
        transfer.save()
        transfer = instruct(transfer)
        assert step_of(transfer.process, "incorporate").due_on == date(2026, 3, 9)

    def test_the_route_follows_the_source(self, transfer: Transfer, in_force: Agreement) -> None:
        assert transfer.route == "donations"
        in_force.source = FinancingSource.objects.create(code="RO", name="Recursos Ordinarios", donor="")
        in_force.save()
        assert proposal.route_of(in_force) == "ordinary"


class TestSegregation:
    def test_who_verified_does_not_review(self, transfer: Transfer, world: World) -> None:
        review_post = world.budget_reviewer.mandates.get().post
        world.budget_reviewer.mandates.all().delete()
        mandate = world.grantor_verifier.mandates.get()
        mandate.pk, mandate.post = None, review_post
        mandate.save()
        words = refused(transfer.case, NotAllowed, lambda: review(transfer))
        assert "Quien verifica no aprueba el monto." in words[0]

    def test_who_reviewed_does_not_authorize(self, transfer: Transfer, world: World) -> None:
        review(transfer)
        director_post = world.director_general.mandates.get().post
        mandate = world.budget_reviewer.mandates.get()
        mandate.pk, mandate.post = None, director_post
        mandate.save()
        task = step_of(transfer.process, "authorize")
        words = refused(
            transfer.case,
            NotAllowed,
            lambda: do(task, transfers.authorize, by=world.budget_reviewer, transfer=transfer),
        )
        assert "no la autoriza" in words[0]

    def test_the_entity_does_not_pay_itself(self, transfer: Transfer, world: World) -> None:
        for step in (review, authorize):
            transfer = step(transfer)
        task = step_of(transfer.process, "instruct")
        refused(
            transfer.case,
            NotAllowed,
            lambda: do(
                task, transfers.instruct, by=world.head, transfer=transfer, document="N° 1", upload=("a.pdf", b"")
            ),
        )


def test_what_a_second_report_adds_while_the_first_transfer_is_under_way_is_proposed_when_it_is_paid(
    world: World, travel: Travel, papers_without_word: None
) -> None:
    travel(SIGNED_ON)
    agreement = in_force_with_criteria(world, 2)
    verification = to_served(verification_of(agreement))
    first = open_transfer(agreement)
    assert first.amount == YEAR / 2
    correct(verification)
    verify_correction(verification)
    issue_second_report(verification)
    assert parts(agreement) == (0, YEAR, 0, 0, 0)
    assert open_transfer(agreement) == first
    pay(first)
    rest = open_transfer(agreement)
    assert (rest.sequence, rest.amount) == (2, YEAR / 2)
    pay(rest)
    assert parts(agreement) == (YEAR, 0, 0, 0, 0)
    assert last_act(agreement.case).act == "transfers.confirm"


def test_the_rest_is_not_proposed_before_the_report_that_earned_it(
    world: World, travel: Travel, papers_without_word: None
) -> None:
    travel(SIGNED_ON)
    agreement = in_force_with_criteria(world, 2)
    verification = to_served(verification_of(agreement))
    first = open_transfer(agreement)
    for step in (review, authorize, instruct, incorporate, send_copies):
        first = step(first)
    travel(date(2026, 6, 1))
    correct(verification)
    verify_correction(verification)
    issue_second_report(verification)
    confirm(first, on=SIGNED_ON)
    assert open_transfer(agreement).proposed_on == date(2026, 6, 1)


def test_who_verified_as_the_third_body_does_not_review(
    world: World, travel: Travel, papers_without_word: None
) -> None:
    travel(SIGNED_ON)
    agreement = in_force_with_criteria(world, 1, verifier=world.insurer_entity)
    to_first_report(verification_of(agreement), unmet=())
    make_mandate(world.verifier, world.budget_reviewer.mandates.get().post)
    transfer = open_transfer(agreement)
    task = step_of(transfer.process, "review")
    words = refused(
        agreement.case, NotAllowed, lambda: do(task, transfers.review, by=world.verifier, transfer=transfer)
    )
    assert "Quien verifica no aprueba el monto." in words[0]


def test_copies_sent_late_leave_their_term_expired(transfer: Transfer, travel: Travel) -> None:
    for step in (review, authorize, instruct, incorporate):
        transfer = step(transfer)
    travel(date(2026, 3, 20))
    send_copies(transfer)
    assert Deadline.objects.get(name=f"copies_{transfer.pk}").status == "expired"
