"""The list of money that asks for attention: idle, past its term, about to be lost; of the cases one may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from legal.followup import attention
from legal.followup.attention import ORDERS, Kind
from legal.transfers.models import Transfer
from legal.verification.models import Verification
from tests.factories import World
from tests.factories import transfers as money
from tests.factories import verification as verifying
from tests.factories.followup import spend
from tests.legal.browsing import get, words
from tests.legal.transfers import reached
from workflow import clock, deadlines
from workflow.keyset import LAST, page_of
from workflow.visibility import visible_to

Travel = Callable[[date], None]
SIGNED = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("papers_without_word")


def page(user: Any, kind: Kind, **query: str) -> Any:
    """Open one of the lists."""
    return get(user, "followup:attention", clase=kind.value, **query)


@pytest.fixture
def transfer(world: World, travel: Travel) -> Transfer:
    """Return the transfer of half of year 1, proposed."""
    travel(SIGNED)
    return reached.proposed(world)


class TestIdleMoney:
    def test_is_what_came_until_it_is_spent(self, world: World, travel: Travel, transfer: Transfer) -> None:
        assert "Nada por atender en esta lista." in words(page(world.formulator, Kind.IDLE))
        money.pay(transfer)
        travel(SIGNED + timedelta(days=40))
        told = words(page(world.formulator, Kind.IDLE))
        assert "500,000.00" in told
        assert "No se registró ningún gasto." in told
        assert "hace 40 días calendario" in told
        assert f"Coordinador, {world.region.short_name}" in told

    def test_is_counted_to_the_end_of_the_agreement_and_no_further(
        self, world: World, travel: Travel, transfer: Transfer
    ) -> None:
        money.pay(transfer)
        ends_on = transfer.case.agreement.ends_on
        travel(ends_on + timedelta(days=400))
        told = words(page(world.formulator, Kind.IDLE))
        assert f"{(ends_on - SIGNED).days:d} días calendario hasta el fin del convenio".replace(",", "") in told
        assert "hace " not in told

    def test_is_less_by_what_was_spent_and_gone_when_all_was(
        self, world: World, travel: Travel, transfer: Transfer
    ) -> None:
        money.pay(transfer)
        spend(transfer.case.agreement, world, amount=Decimal("120000.10"))
        told = words(page(world.formulator, Kind.IDLE))
        assert "379,999.90" in told
        assert "No se registró ningún gasto." not in told
        spend(transfer.case.agreement, world, amount=Decimal("379999.90"), reference="0000000002")
        assert "Nada por atender en esta lista." in words(page(world.formulator, Kind.IDLE))


class TestTheTermOfIncorporation:
    def test_is_listed_once_it_is_over_with_the_step_and_its_holder(
        self, world: World, travel: Travel, transfer: Transfer
    ) -> None:
        task = reached.at(transfer, "copies")
        assert task.due_on is not None
        travel(task.due_on)
        assert "Nada por atender en esta lista." in words(page(world.formulator, Kind.LATE))
        travel(task.due_on + timedelta(days=3))
        told = words(page(world.formulator, Kind.LATE))
        assert "Remitir copias de la resolución" in told
        assert "hace 3 días calendario" in told
        money.send_copies(transfer)
        assert "Nada por atender en esta lista." in words(page(world.formulator, Kind.LATE))


class TestBalancesAboutToBeLost:
    def test_are_listed_when_the_term_to_correct_ends_soon(self, world: World, travel: Travel) -> None:
        travel(SIGNED)
        verification = verifying.to_served(
            verifying.verification_of(reached.in_force(world, criteria=2)), unmet=["C-02"]
        )
        deadline = Verification.objects.get(pk=verification.pk).correction_deadline
        assert deadline is not None
        travel(deadline.due_on - timedelta(days=31))
        assert "Nada por atender en esta lista." in words(page(world.formulator, Kind.AT_RISK))
        travel(deadline.due_on - timedelta(days=30))
        told = words(page(world.formulator, Kind.AT_RISK))
        assert "Tramo fijo del año 1" in told
        assert "500,000.00" in told
        assert "Faltan 30 días calendario" in told
        travel(deadline.due_on + timedelta(days=1))
        deadlines.run_clock(on=clock.today())
        assert "500,000.00" in words(page(world.formulator, Kind.AT_RISK))

    def test_are_listed_until_a_person_has_decided(self, world: World) -> None:
        rescue = reached.with_balance(world)
        told = words(page(world.formulator, Kind.AT_RISK))
        assert "1,000,000.00" in told
        assert "Por apercibir" in told
        rescue = money.warn(rescue)
        told = words(page(world.formulator, Kind.AT_RISK))
        assert "Apercibimiento emitido" in told
        assert "A nadie, por ahora" not in told
        money.cancel_balance(money.answer_warning(money.serve_warning(rescue), world))
        assert "Nada por atender en esta lista." in words(page(world.formulator, Kind.AT_RISK))


class TestTheList:
    @pytest.mark.parametrize("kind", list(Kind))
    def test_shows_nothing_of_a_case_that_the_person_does_not_see(self, world: World, kind: Kind) -> None:
        reached.with_balance(world)
        money.pay(reached.proposed(world))
        response = page(world.stranger, kind)
        assert "Nada por atender en esta lista." in words(response)
        assert [each["count"].number for each in response.context["lists"]] == [0, 0, 0]
        assert [each["count"].number for each in page(world.coordinator, kind).context["lists"]] == [1, 0, 1]

    def test_is_narrowed_by_words_of_the_agreement(self, world: World) -> None:
        rescue = reached.with_balance(world)
        told = words(page(world.formulator, Kind.AT_RISK, q=rescue.case.number))
        assert "1,000,000.00" in told
        assert "Nada coincide con el filtro." in words(page(world.formulator, Kind.AT_RISK, q="Marte"))

    def test_passes_over_what_it_does_not_understand(self, world: World) -> None:
        response = get(world.formulator, "followup:attention", clase="otra", desde="x~y", q="٣ <b>")
        assert response.status_code == 200

    @pytest.mark.parametrize("kind", list(Kind))
    def test_has_pages_in_its_order_both_ways(self, world: World, travel: Travel, kind: Kind) -> None:
        travel(SIGNED)
        for _ in range(3):
            if kind == Kind.AT_RISK:
                reached.with_balance(world)
            elif kind == Kind.LATE:
                reached.at(reached.proposed(world), "copies")
            else:
                money.pay(reached.proposed(world))
        travel(SIGNED + timedelta(days=60))
        rows: Any = {
            Kind.IDLE: lambda seen: attention.idle(seen, text=""),
            Kind.LATE: lambda seen: attention.late(seen, text="", today=clock.today()),
            Kind.AT_RISK: lambda seen: attention.at_risk(seen, text="", today=clock.today()),
        }[kind](visible_to(world.formulator, case="case"))
        seen, at = [], ""
        while True:
            found = page_of(rows, ORDERS[kind], size=1, at=at)
            seen += [row.pk for row in found.rows]
            if found.next is None:
                break
            at = found.next
        assert len(seen) == len(set(seen)) == 3
        assert page_of(rows, ORDERS[kind], size=1, at=LAST).rows[0].pk == seen[-1]

    @pytest.mark.parametrize("kind", [Kind.IDLE, Kind.LATE])
    def test_begins_with_the_largest_amount(self, world: World, travel: Travel, kind: Kind) -> None:
        travel(SIGNED)
        amounts = []
        for criteria in (4, 2, 3):
            transfer = reached.proposed(world, criteria=criteria)
            amounts.append(transfer.amount)
            if kind == Kind.LATE:
                reached.at(transfer, "copies")
            else:
                money.pay(transfer)
        travel(SIGNED + timedelta(days=60))
        assert len(set(amounts)) == 3
        shown = [row.amount for row in page(world.formulator, kind).context["rows"]]
        assert shown == sorted(amounts, reverse=True)

    @pytest.mark.parametrize("kind", list(Kind))
    def test_takes_as_many_queries_for_many_as_for_one(self, world: World, travel: Travel, kind: Kind) -> None:
        def more() -> None:
            travel(SIGNED)
            reached.with_balance(world)
            money.pay(reached.proposed(world))
            reached.at(reached.proposed(world), "copies")
            travel(SIGNED + timedelta(days=60))

        url = reverse("followup:attention") + f"?clase={kind.value}"
        more()
        one = reached.queries_at(world.formulator, url)
        more()
        assert reached.queries_at(world.formulator, url) == one

    def test_is_in_the_navigation_of_who_sees_all_cases_and_on_the_list_of_who_sees_several(self, world: World) -> None:
        url = f'href="{reverse("followup:attention")}"'
        assert url in get(world.auditor, "agreements:list").content.decode()
        reached.in_force(world)
        assert url not in get(world.coordinator, "agreements:list").content.decode()
        reached.in_force(world)
        assert url in get(world.coordinator, "agreements:list").content.decode()
