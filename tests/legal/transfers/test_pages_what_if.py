"""Other verdicts and values of a year on a page: what would be due, by the same arithmetic, without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from legal.agreements.models import IndicatorTarget
from legal.norms.models import Norm
from legal.transfers.models import Calculation, Tranche
from legal.verification.models import Verification
from legal.verification.queries import levels_of, targets_of
from tests.factories import World, verification_of
from tests.factories import transfers as money
from tests.legal.agreements.traces import everything
from tests.legal.browsing import get, post, refused_accesses, typed, words
from tests.legal.transfers import reached, worked
from tests.legal.transfers.worked import CODES

Travel = Callable[[date], None]
pytestmark = pytest.mark.usefixtures("papers_without_word")


def supposed(verification: Verification, *, met: tuple[str, ...], **values: str) -> dict[str, str]:
    """Return the query of an address: the criteria that are met, and the value of each indicator by its place."""
    asked = {f"c{level.pk}": "on" for level in levels_of(verification) if level.criterion.code in met}
    for name, target in zip(("first", "second"), targets_of(verification), strict=False):
        asked[f"v{target.pk}"] = values[name]
    return {**asked, "simular": "1"}


def page(user: Any, verification: Verification, **query: str) -> Any:
    """Open the simulation of a period."""
    return get(user, "transfers:what_if", verification.case.number, verification.period.year, **query)


@pytest.fixture
def year_2(world: World, travel: Travel) -> Verification:
    """Return year 2 of the worked example with report I: 8 of 23 met, and the indicators at 55 and 52."""
    return worked.reported(world, travel)


class TestSupposing:
    def test_shows_the_verdicts_and_values_that_stand(self, world: World, year_2: Verification) -> None:
        response = page(world.coordinator, year_2)
        told = words(response)
        assert "Simulación: no se guarda ni tiene efecto legal." in told
        assert "Lo que correspondería" not in told
        assert response.content.decode().count(" checked") == 8
        assert [typed(response, f"v{target.pk}") for target in targets_of(year_2)] == ["55", "52"]

    def test_tells_both_tranches_and_what_differs_from_what_stands(self, world: World, year_2: Verification) -> None:
        asked = supposed(year_2, met=CODES[:15], first="60", second="52")
        told = words(page(world.coordinator, year_2, **asked))
        assert "730,434.78 1,369,565.22 +639,130.44" in told
        assert "787,500.00 900,000.00 +112,500.00" in told
        assert "1,517,934.78 2,269,565.22 +751,630.44" in told
        assert "Corresponde transferir ahora S/ 639,130.44" in told
        assert "Ya correspondía por cálculos anteriores S/ 730,434.78" in told
        assert "Un criterio más cumplido añade" in told
        assert "Tramo variable del año 2: ya se calculó con el I Informe de Verificación, una sola vez." in told

    def test_comes_to_what_the_report_then_makes_due(self, world: World, year_2: Verification) -> None:
        asked = supposed(year_2, met=CODES[:15], first="55", second="52")
        told = words(page(world.coordinator, year_2, **asked))
        worked.to_second_report(year_2)
        last = Calculation.objects.filter(tranche__period=year_2.period, tranche__kind="fixed").latest("pk")
        assert f"+{last.due:,.2f}" in told

    def test_differs_in_nothing_where_nothing_was_changed(self, world: World, year_2: Verification) -> None:
        told = words(page(world.coordinator, year_2, **supposed(year_2, met=CODES[:8], first="55", second="52")))
        assert "1,517,934.78 1,517,934.78 0.00" in told
        assert "Supuesto" not in told

    def test_says_of_each_line_whether_it_is_supposed_or_was_judged(self, world: World, year_2: Verification) -> None:
        told = words(page(world.coordinator, year_2, **supposed(year_2, met=CODES[:9], first="55", second="52")))
        assert told.count("Supuesto") == 1
        assert told.count("primera verificación, ") == 24

    def test_says_that_nothing_is_taken_back_where_less_would_be_met(self, world: World, year_2: Verification) -> None:
        told = words(page(world.coordinator, year_2, **supposed(year_2, met=CODES[:1], first="55", second="52")))
        assert "Lo que ya correspondía (S/ 730,434.78) supera lo que corresponde ahora (S/ 91,304.35)." in told
        assert "91,304.35 -639,130.43" in told
        assert "Un informe posterior no quita lo que otro hizo exigible." in told

    def test_leaves_no_trace(self, world: World, year_2: Verification) -> None:
        before = everything()
        page(world.coordinator, year_2, **supposed(year_2, met=CODES, first="60", second="60"))
        assert everything() == before

    def test_keeps_the_rule_by_which_the_tranche_was_settled(self, world: World, year_2: Verification) -> None:
        Norm.objects.update(fixed_rule="all_or_nothing", variable_rule="step")
        told = words(page(world.coordinator, year_2, **supposed(year_2, met=CODES[:9], first="50", second="52")))
        assert "821,739.13" in told
        assert "675,000.00" in told

    def test_needs_no_verdict_yet(self, world: World) -> None:
        verification = verification_of(reached.in_force(world, criteria=2))
        told = words(page(world.coordinator, verification))
        assert told.count("Sin verificar") == 2
        asked = supposed(verification, met=("C-01",), first="1")
        told = words(page(world.coordinator, verification, **asked))
        assert "500,000.00 +500,000.00" in told


class TestWhatCannotBeRead:
    def test_is_told_at_its_field_and_nothing_is_lost(self, world: World, year_2: Verification) -> None:
        response = page(world.coordinator, year_2, **supposed(year_2, met=CODES[:3], first="mucho", second=""))
        told = words(response)
        assert response.status_code == 422
        assert "«mucho» no se lee como una cifra" in told
        assert "Escriba un valor: sin él no se calcula el tramo variable." in told
        assert "Lo que correspondería" not in told
        assert response.content.decode().count(" checked") == 3
        assert typed(response, f"v{targets_of(year_2)[0].pk}") == "mucho"

    @pytest.mark.parametrize("value", ["9" * 40, "1e9", "NaN", "٣", "-"])
    def test_is_refused_however_it_is_written(self, world: World, year_2: Verification, value: str) -> None:
        asked = supposed(year_2, met=(), first=value, second="52")
        assert page(world.coordinator, year_2, **asked).status_code == 422

    def test_is_told_of_the_tranche_where_its_terms_cannot_be_settled(self, world: World, year_2: Verification) -> None:
        IndicatorTarget.objects.update(weight=Decimal("0.4"))
        told = words(page(world.coordinator, year_2, **supposed(year_2, met=CODES[:8], first="55", second="52")))
        assert "Los pesos de los indicadores del año no suman 1." in told
        assert "730,434.78 730,434.78 0.00" in told


class TestWhoSeesIt:
    def test_a_stranger_does_not(self, world: World, year_2: Verification) -> None:
        assert page(world.stranger, year_2).status_code == 404
        assert refused_accesses(world.stranger) == 1

    def test_a_year_that_is_not_open_has_none(self, world: World, year_2: Verification) -> None:
        assert get(world.coordinator, "transfers:what_if", year_2.case.number, 3).status_code == 404

    def test_it_is_only_read(self, world: World, year_2: Verification) -> None:
        assert post(world.coordinator, "transfers:what_if", year_2.case.number, 2).status_code == 405

    def test_the_page_of_a_transfer_leads_to_it(self, world: World, year_2: Verification) -> None:
        transfer = money.open_transfer(year_2.period.agreement)
        response = get(world.coordinator, "transfers:transfer", transfer.case.number, transfer.pk)
        assert reverse("transfers:what_if", args=[transfer.case.number, 2]) in response.content.decode()

    def test_many_criteria_take_no_more_queries_than_few(self, world: World, year_2: Verification) -> None:
        few = verification_of(reached.in_force(world, criteria=1))
        urls = [reverse("transfers:what_if", args=[each.case.number, each.period.year]) for each in (few, year_2)]
        assert Tranche.objects.filter(period=few.period).count() == 1
        few_queries, many = (reached.queries_at(world.formulator, url) for url in urls)
        # A year with a variable tranche also reads its values.
        assert many <= few_queries + 2
