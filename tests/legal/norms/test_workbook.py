"""The workbook of a settlement: its formulas, recalculated by LibreOffice, give the cents that we pay."""

from __future__ import annotations

import random
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from legal.norms.settlement import (
    Band,
    CriterionVerdict,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    OnExpiry,
    SettlementError,
    Tranches,
    VariableRule,
    VariableTranche,
    explain_fixed,
    settle_fixed,
    settle_variable,
)
from legal.norms.settlement.workbook import workbook

CENT = Decimal("0.01")
BANDS = (
    Band(Decimal("-0.25"), Decimal("0.1")),
    Band(Decimal("0.5"), Decimal("0.45")),
    Band(Decimal("1.1"), Decimal(1)),
)


def fixed_of(chance: random.Random) -> FixedTranche:
    """Return a fixed tranche by chance, ties of half a cent among them."""
    rule = chance.choice(list(FixedRule))
    criteria = tuple(
        CriterionVerdict(
            code=f"C-{place:02d}", met=chance.random() < 0.7, weight=Decimal(chance.randint(1, 3_000_000)) / 1_000_000
        )
        for place in range(chance.choice((1, 2, 8, 23, 200)))
    )
    return FixedTranche(
        amount=Decimal(chance.randint(0, 10 ** chance.randint(1, 14))) / 100,
        rule=rule,
        criteria=criteria,
        correction_expired=chance.random() < 0.5,
        on_expiry=chance.choice(list(OnExpiry)),
        percentage=Decimal(chance.choice((125, 500, 333333, 500_000))) / 1_000_000
        if rule == FixedRule.FIXED_PERCENTAGE
        else None,
    )


def variable_of(chance: random.Random) -> VariableTranche:
    """Return a variable tranche by chance, with values on the limits of their scores among them."""
    indicators = []
    count = chance.choice((1, 2, 5, 8))
    for place in range(count):
        rule = chance.choice(list(VariableRule))
        baseline, target = Decimal(chance.randint(0, 400)) / 10, Decimal(chance.randint(401, 900)) / 10
        if chance.random() < 0.3:
            baseline, target = target, baseline
        share = Decimal(chance.choice((-30, 0, 25, 50, 60, 75, 100, 110, 125))) / 100
        achieved = baseline + (target - baseline) * share
        indicators.append(
            IndicatorValue(
                code=f"I-{place}",
                weight=Decimal(1) / count,
                baseline=baseline,
                target=target,
                achieved=achieved if chance.random() < 0.6 else Decimal(chance.randint(0, 900)) / 10,
                rule=rule,
                minimum=Decimal("0.6") if rule == VariableRule.THRESHOLD else None,
                bands=BANDS if rule == VariableRule.BANDS else None,
            )
        )
    return VariableTranche(
        amount=Decimal(chance.randint(0, 10 ** chance.randint(1, 14))) / 100, indicators=tuple(indicators)
    )


def recalculated(folder: Path, books: dict[str, bytes]) -> dict[str, Any]:
    """Return the workbooks as LibreOffice calculates them; it is not told what we think they come to."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: no soffice on the path.")
    for name, content in books.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "calculated"),
            *(str(folder / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: load_workbook(folder / "calculated" / f"{name}.xlsx", data_only=True) for name in books}


def soles(value: object) -> Decimal:
    """Return a calculated cell in soles."""
    return Decimal(str(value)).quantize(CENT)


def figures(sheet: Any) -> dict[str, Any]:
    """Return what stands beside each label of a sheet."""
    return {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0] is not None}


@pytest.mark.slow
def test_live_formulas_give_the_same_cents(tmp_path: Path) -> None:
    chance = random.Random(28)  # noqa: S311
    worlds, books, refused = {}, {}, 0
    for number in range(60):
        world = Tranches(fixed=fixed_of(chance), variable=variable_of(chance))
        try:
            books[f"b{number}"] = workbook(world, [])
        except SettlementError:
            refused += 1
        else:
            worlds[f"b{number}"] = world
    assert refused < 6
    for name, book in recalculated(tmp_path, books).items():
        fixed, variable = worlds[name].fixed, worlds[name].variable
        assert fixed
        assert variable
        owed, earned = settle_fixed(fixed), settle_variable(variable)
        told = figures(book["Tramo fijo"])
        assert soles(told["Corresponde hasta ahora"]) == owed.cumulative
        assert soles(told["Corresponde transferir ahora"]) == owed.due_now
        assert soles(told["Saldo del tramo"]) == owed.balance
        assert soles(told["Saldo cancelado"]) == owed.cancelled
        told = figures(book["Tramo variable"])
        assert soles(told["Corresponde transferir ahora"]) == earned.due_now
        assert soles(told["No alcanzado"]) == earned.forgone
        assert soles(figures(book["Resumen"])["Total"]) == owed.due_now + earned.due_now


@pytest.mark.slow
def test_a_verdict_changed_by_hand_changes_the_amount(tmp_path: Path) -> None:
    criteria = [CriterionVerdict(code=f"C-{place:02d}", met=place < 8) for place in range(23)]
    tranche = FixedTranche(amount=Decimal("2100000.00"), criteria=tuple(criteria))
    book = load_workbook(BytesIO(workbook(Tranches(fixed=tranche), [])))
    rows = {row[0].value: row for row in book["Tramo fijo"].iter_rows()}
    for place in range(8, 15):
        rows[f"C-{place:02d}"][1].value = 1
    rows["Ya correspondía por cálculos anteriores"][1].value = 730434.78
    changed = BytesIO()
    book.save(changed)
    told = figures(recalculated(tmp_path, {"one": changed.getvalue()})["one"]["Tramo fijo"])
    assert soles(told["Corresponde transferir ahora"]) == Decimal("639130.44")


@pytest.mark.parametrize("code", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
def test_what_people_wrote_is_never_a_formula(code: str) -> None:
    tranche = FixedTranche(amount=Decimal(1), criteria=(CriterionVerdict(code=code, met=True, basis=code + "\x00"),))
    book = load_workbook(BytesIO(workbook(Tranches(fixed=tranche), [explain_fixed(tranche, settle_fixed(tranche))])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == code]
    assert len(cells) == 4
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


@pytest.mark.parametrize(
    ("amount", "target", "told"),
    [
        ("12345678901234.56", "2", "no guarda cifras de más de 15 dígitos"),
        ("1.00", "123456789012.123456", "no guarda cifras de más de 15 dígitos"),
        ("99999999.99", "999999999", "no distingue el último céntimo"),
    ],
)
def test_figures_that_a_spreadsheet_cannot_hold_get_none(amount: str, target: str, told: str) -> None:
    # The third is a hundred-millionth from the limit of a step.
    indicator = IndicatorValue(
        code="I",
        weight=Decimal(1),
        baseline=Decimal(0),
        target=Decimal(target),
        achieved=Decimal(target) - Decimal("0.1"),
        rule=VariableRule.STEP,
    )
    with pytest.raises(SettlementError, match=told):
        workbook(Tranches(variable=VariableTranche(amount=Decimal(amount), indicators=(indicator,))), [])


@pytest.mark.parametrize(("met", "is_told"), [("0.5", True), ("0.4999", True), ("0.499999999", False)])
def test_half_a_cent_is_told_from_what_is_near_it_but_not_from_what_is_next_to_it(met: str, is_told: bool) -> None:
    criteria = (
        CriterionVerdict(code="A", met=True, weight=Decimal(met)),
        CriterionVerdict(code="B", met=False, weight=1 - Decimal(met)),
    )
    tranche = FixedTranche(amount=CENT, rule=FixedRule.WEIGHTED, criteria=criteria)
    if is_told:
        assert workbook(Tranches(fixed=tranche), [])
    else:
        with pytest.raises(SettlementError, match="no distingue el último céntimo"):
            workbook(Tranches(fixed=tranche), [])
