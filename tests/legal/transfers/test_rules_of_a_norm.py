"""A norm chooses the rule by which tranches are settled; what was settled keeps it, and may be had as a workbook."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from legal.norms.settlement import FixedRule, VariableRule, precision
from legal.norms.settlement.rules import ScoreRule
from legal.transfers.errors import CannotSettle
from legal.transfers.models import Calculation, Transfer
from legal.transfers.queries import kept
from legal.transfers.texts import calculation_sheet
from tests.factories import World
from tests.legal.browsing import get, words
from tests.legal.transfers.reached import proposed
from tests.legal.transfers.worked import Travel, in_year_2, reported, to_first_report, to_second_report
from workflow import clock

pytestmark = pytest.mark.django_db


def dues() -> dict[str, Decimal]:
    """Return what the calculations so far made due in year 2, by tranche and report."""
    found = Calculation.objects.filter(tranche__period__year=2).select_related("tranche", "report")
    return {f"{each.tranche.kind} {each.report.ordinal}": each.due for each in found}


def test_a_year_is_settled_to_its_end_by_the_rule_that_the_norm_chose(world: World, travel: Travel) -> None:
    norm = world.norm
    norm.fixed_rule, norm.partial_share = FixedRule.FIXED_PERCENTAGE, Decimal("0.25")
    norm.variable_rule, norm.bands = VariableRule.BANDS, [["0.5", "0.4"], ["1", "1"]]
    norm.save()
    verification = reported(world, travel)
    assert dues() == {"fixed 1": Decimal("525000.00"), "variable 1": Decimal("630000.00")}
    for transfer, told in zip(
        Transfer.objects.order_by("tranche__kind"),
        ("el 25% del Tramo Fijo del año", "El puntaje es 0.4 desde un avance de 0.5 y 1 desde un avance de 1"),
        strict=True,
    ):
        sheet = calculation_sheet(transfer, on=clock.today(), reviewer=world.budget_reviewer, authority=None)
        assert told in " ".join(sheet.rule.paragraphs)
        assert str(transfer.calculation.inputs).count("'rule'") in {1, 2}
    norm.fixed_rule, norm.partial_share = FixedRule.ALL_OR_NOTHING, None
    norm.save()
    to_second_report(verification)
    assert dues()["fixed 2"] == Decimal("0.00")


def test_a_norm_that_is_edited_changes_nothing_of_what_is_still_to_be_settled(world: World, travel: Travel) -> None:
    verification = in_year_2(world, travel)
    world.norm.fixed_rule, world.norm.variable_rule = FixedRule.ALL_OR_NOTHING, VariableRule.STEP
    world.norm.save()
    to_first_report(verification)
    assert dues() == {"fixed 1": Decimal("730434.78"), "variable 1": Decimal("787500.00")}


def test_each_indicator_is_scored_by_its_own_rule_and_the_papers_say_so(world: World, travel: Travel) -> None:
    world.norm.lets_agreements_choose, world.norm.choice_basis = True, "Anexo II, 1.03"
    world.norm.save()
    verification = in_year_2(world, travel, score=ScoreRule(rule=VariableRule.STEP))
    to_first_report(verification)
    # Three quarters of the way count as nothing for the first, by its own rule; the second is beyond its target.
    assert dues()["variable 1"] == Decimal("450000.00")
    transfer = Transfer.objects.get(tranche__kind="variable")
    sheet = calculation_sheet(transfer, on=clock.today(), reviewer=world.budget_reviewer, authority=None)
    assert sheet.rule.name == "según la regla de cada indicador"
    assert [text.partition(".")[0] for text in sheet.rule.paragraphs[1:]] == [
        "Regla del indicador I-01",
        "Regla del indicador I-02",
    ]
    page = words(get(world.coordinator, "transfers:transfer", transfer.case.number, transfer.pk))
    assert "Regla propia de cada indicador" in page
    assert "Anexo II del convenio, numeral 1.03, literal b); Directiva N° 002-2014-EF/50.01." in page


class TestTheWorkbook:
    def test_holds_the_calculation_as_it_was_made(self, world: World) -> None:
        transfer = proposed(world)
        answer = get(world.coordinator, "transfers:workbook", transfer.case.number, transfer.calculation_id)
        assert answer["Content-Disposition"].startswith("attachment;")
        book = load_workbook(BytesIO(answer.content))
        assert book.sheetnames == ["Resumen", "Tramo fijo", "Explicación"]
        told = {row[0]: row for row in book["Tramo fijo"].iter_rows(values_only=True)}
        assert told["Tramo fijo del año"][1] == transfer.tranche.amount
        assert told["C-01"][1] in {0, 1}
        assert told["C-01"][3].startswith("primera verificación, Especialista en verificación")

    def test_exists_only_in_its_own_case_and_for_who_may_see_it(self, world: World) -> None:
        transfer, other = proposed(world), proposed(world)
        for user, case in ((world.stranger, transfer.case), (world.auditor, other.case)):
            assert get(user, "transfers:workbook", case.number, transfer.calculation_id).status_code == 404

    def test_is_offered_beside_the_amount(self, world: World) -> None:
        transfer = proposed(world)
        page = get(world.coordinator, "transfers:transfer", transfer.case.number, transfer.pk)
        assert "Descargar el cálculo en una hoja con fórmulas" in words(page)

    def test_is_refused_in_words_where_a_spreadsheet_would_lie(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        transfer = proposed(world)
        monkeypatch.setattr(precision, "DIGITS", 3)
        answer = get(world.coordinator, "transfers:workbook", transfer.case.number, transfer.calculation_id)
        assert answer.status_code == 409
        assert "Una hoja de cálculo no guarda cifras de más de 3 dígitos" in words(answer)


def test_a_calculation_of_which_nothing_was_kept_says_so() -> None:
    with pytest.raises(CannotSettle, match="No se guardaron los datos"):
        kept(Calculation(inputs={}, explanation={}))
