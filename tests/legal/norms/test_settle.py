"""The command that settles a year from a file: what it prints, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from openpyxl import load_workbook

from legal.norms.settlement import reading
from legal.norms.settlement.files import LARGEST_FILE

EXAMPLE: dict[str, Any] = {
    "fixed": {
        "amount": "2100000.00",
        "rule": "proportional",
        "already_paid": "730434.78",
        "correction_expired": False,
        "on_expiry": "cancel",
        "criteria": [{"code": f"PO-{number:02d}", "weight": "1", "met": number <= 15} for number in range(1, 24)],
    },
    "variable": {
        "amount": "900000.00",
        "indicators": [
            {
                "code": "CRED",
                "weight": "0.5",
                "baseline": "40",
                "target": "60",
                "achieved": "55",
                "rule": "proportional",
            },
            {
                "code": "HIERRO",
                "weight": "0.5",
                "baseline": "30",
                "target": "50",
                "achieved": "52",
                "rule": "threshold",
                "minimum": "0.6",
            },
        ],
    },
}
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The worked example, in JSON."""
    path = tmp_path / "year.json"
    path.write_text(json.dumps(EXAMPLE), encoding="utf-8")
    return path


def settle(file: Path, *options: str) -> dict[str, Any]:
    """Return what the command prints in JSON."""
    out = StringIO()
    call_command("settle", str(file), "--json", *options, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def refused(file: Path, content: str | bytes | None = None, *options: str) -> str:
    """Return what the command says on stderr when it refuses; it prints nothing else."""
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("settle", str(file), *options, stdout=out, stderr=err)
    assert ended.value.code == 2
    assert out.getvalue() == ""
    assert err.getvalue().count("\n") == 1
    return err.getvalue()


def changed(change: Change) -> str:
    """Return the example after a change."""
    example = deepcopy(EXAMPLE)
    change(example)
    return json.dumps(example)


def without(mapping: dict[str, Any], key: str) -> None:
    del mapping[key]


def test_the_worked_example_comes_out_to_the_cent(file: Path) -> None:
    answer = settle(file)
    told = answer.pop("explanation")
    assert answer == {
        "fixed": {
            "share": "0.652174",
            "cumulative": "1369565.22",
            "already_paid": "730434.78",
            "due_now": "639130.44",
            "balance": "730434.78",
            "cancelled": "0.00",
        },
        "variable": {
            "share": "0.875000",
            "scores": {"CRED": "0.750000", "HIERRO": "1.000000"},
            "due_now": "787500.00",
            "forgone": "112500.00",
        },
        "due_now": "1426630.44",
    }
    assert [set(each) for each in told] == [{"label", "value", "basis", "children"}] * 2


@pytest.mark.parametrize("suffix", ["yaml", "yml", "txt"])
def test_yaml_says_the_same_as_json(file: Path, tmp_path: Path, suffix: str) -> None:
    other = tmp_path / f"year.{suffix}"
    other.write_text(yaml.safe_dump(EXAMPLE, sort_keys=False), encoding="utf-8")
    assert settle(other) == settle(file)


@pytest.mark.parametrize("name", ["year.json", "year.yaml"])
def test_numbers_without_quotes_stay_exact(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    amount = "123456789012345.67"
    content = changed(lambda all_: all_["fixed"].update(amount="AMOUNT", already_paid="PAID"))
    file.write_text(content.replace('"AMOUNT"', amount).replace('"PAID"', "0"), encoding="utf-8")
    fixed = settle(file)["fixed"]
    assert Decimal(fixed["due_now"]) + Decimal(fixed["balance"]) == Decimal(amount)


@pytest.mark.parametrize("part", ["fixed", "variable"])
def test_either_tranche_may_be_absent(file: Path, part: str) -> None:
    file.write_text(changed(lambda all_: without(all_, part)), encoding="utf-8")
    answer = settle(file)
    other = ({"fixed", "variable"} - {part}).pop()
    assert answer[part] is None
    assert answer["due_now"] == answer[other]["due_now"]
    assert len(answer["explanation"]) == 1


def test_without_json_it_tells_a_person_what_is_due_and_why(file: Path) -> None:
    out = StringIO()
    call_command("settle", str(file), stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Corresponde transferir ahora, en total: S/ 1,426,630.44"
    assert "      PO-16: no cumple" in lines
    assert "    CRED: 0.5 × 0.750000" in lines


def test_bands_and_a_carried_balance_are_read(file: Path) -> None:
    def change(example: dict[str, Any]) -> None:
        example["fixed"].update(rule="fixed_percentage", percentage=0.5, already_paid=0)
        example["fixed"].update(correction_expired=True, on_expiry="carry")
        bands = [["0", "0.1"], [0.5, "0.4"], ["0.9", 1]]
        example["variable"]["indicators"][0].update(rule="bands", bands=bands)

    file.write_text(changed(change), encoding="utf-8")
    answer = settle(file)
    assert (answer["fixed"]["balance"], answer["fixed"]["cancelled"]) == ("1050000.00", "0.00")
    assert answer["variable"]["scores"]["CRED"] == "0.400000"


@pytest.mark.parametrize("part", ["fixed", "variable"])
def test_every_key_of_a_tranche_is_needed(file: Path, part: str) -> None:
    for key in EXAMPLE[part]:
        assert f"{part}.{key}: Falta." in refused(file, changed(lambda all_, key=key: without(all_[part], key)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda all_: all_.clear(), "fixed, variable: Falta"),
        (lambda all_: all_.update(third={}), "third: La clave no se conoce."),
        (lambda all_: all_.update(fixed=None), "fixed: Debe ser un objeto"),
        (lambda all_: all_["fixed"].update(note=""), "fixed.note: La clave no se conoce."),
        (lambda all_: all_["fixed"].update({"a\nb": ""}), "fixed.a�b: "),
        (lambda all_: all_["fixed"].update(rule="guess"), "fixed.rule: Debe ser uno de: all_or_nothing, proportional"),
        (lambda all_: all_["fixed"].update(rule="fixed_percentage"), "fixed.percentage: Falta"),
        (lambda all_: all_["fixed"].update(percentage="0.5"), "fixed.percentage: Sobra"),
        (lambda all_: all_["fixed"].update(amount="-1"), "fixed.amount: El monto no debe ser negativo."),
        (lambda all_: all_["fixed"].update(amount="1.001"), "fixed.amount: Un monto tiene 2 decimales"),
        (lambda all_: all_["fixed"].update(amount=float("nan")), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(amount=1e22), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(amount="1234567890123456"), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(amount="١"), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(amount=" 1"), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(amount=True), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(amount=None), "fixed.amount: Debe ser un número decimal"),
        (lambda all_: all_["fixed"].update(already_paid="1369565.23"), "fixed.already_paid: Lo que ya correspondía"),
        (lambda all_: all_["fixed"].update(correction_expired="true"), "fixed.correction_expired: Debe ser true"),
        (lambda all_: all_["fixed"].update(on_expiry="lose"), "fixed.on_expiry: Debe ser uno de: cancel, carry."),
        (lambda all_: all_["fixed"].update(criteria=[]), "fixed.criteria: Debe ser una lista con al menos"),
        (lambda all_: all_["fixed"].update(criteria={}), "fixed.criteria: Debe ser una lista"),
        (lambda all_: all_["fixed"]["criteria"].append("PO"), "fixed.criteria[23]: Debe ser un objeto"),
        (lambda all_: all_["fixed"]["criteria"][2].update(code="PO-01"), "fixed.criteria[2].code: El código PO-01"),
        (lambda all_: all_["fixed"]["criteria"][2].update(code=7), "fixed.criteria[2].code: Debe ser un texto"),
        (lambda all_: all_["fixed"]["criteria"][2].update(code=""), "fixed.criteria[2].code: Debe tener"),
        (lambda all_: all_["fixed"]["criteria"][2].update(code="a\x1b"), "fixed.criteria[2].code: No debe"),
        (lambda all_: all_["fixed"]["criteria"][2].update(code="\ud800"), "fixed.criteria[2].code: No debe"),
        (lambda all_: all_["fixed"]["criteria"][2].update(met=1), "fixed.criteria[2].met: Debe ser true o false"),
        (lambda all_: all_["fixed"]["criteria"][2].update(weight="0"), "fixed.criteria[2].weight: El peso debe"),
        (lambda all_: without(all_["fixed"]["criteria"][2], "met"), "fixed.criteria[2].met: Falta."),
        (
            lambda all_: (all_["fixed"].update(rule="weighted"), without(all_["fixed"]["criteria"][2], "weight")),
            "fixed.criteria[2].weight: Falta el peso del criterio PO-03",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(weight="0.4"),
            "variable.indicators.weight: Los pesos de los indicadores del año no suman 1.",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(target="40.0"),
            "variable.indicators[0].target: La meta (target) es igual a la línea de base (baseline).",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(achieved=None),
            "variable.indicators[0].achieved: Debe ser un número decimal",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(rule="all_or_nothing"),
            "variable.indicators[0].rule: Debe ser uno de: proportional, threshold, step, bands.",
        ),
        (
            lambda all_: all_["variable"]["indicators"][1].update(minimum="1.1"),
            "variable.indicators[1].minimum: La parte mínima",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(rule="bands", bands=[["0", "0.5"], ["0", "0.6"]]),
            "variable.indicators[0].bands[1]: Cada tramo de avance debe empezar después",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(rule="bands", bands=[["0", "0.5", "1"]]),
            "variable.indicators[0].bands[0]: Debe ser una lista de dos números",
        ),
        (
            lambda all_: all_["variable"]["indicators"][0].update(rule="bands", bands=[["0", "x"]]),
            "variable.indicators[0].bands[0]: Debe ser un número decimal",
        ),
    ],
)
def test_it_refuses_by_its_field_what_is_not_as_described(file: Path, change: Change, told: str) -> None:
    assert refused(file, changed(change)).startswith(told)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", "", "El archivo no es JSON: línea 1, columna 1."),
        ("a.json", "[]", "Debe ser un objeto"),
        ("a.json", "[" * 100_000, "El archivo tiene demasiados niveles."),
        ("a.json", '{"fixed": {}, "fixed": {}}', "fixed: La clave aparece dos veces"),
        ("a.json", b'{"fixed": "\xff"}', "El archivo no está en UTF-8."),
        ("a.json", " " * (LARGEST_FILE + 1), "El archivo supera 4 MiB."),
        ("a.yaml", "", "El archivo está vacío."),
        ("a.yaml", "# nada\n", "El archivo está vacío."),
        ("a.yaml", "a: [", "El archivo no es YAML: línea "),
        ("a.yaml", "a: \x00", "El archivo no es YAML: tiene un carácter"),
        ("a.yaml", "[" * 500, "El archivo tiene demasiados niveles."),
        ("a.yaml", "fixed: {}\nfixed: {}\n", "fixed: La clave aparece dos veces"),
        ("a.yaml", "--- {}\n--- {}\n", "El archivo tiene más de un documento YAML."),
        ("a.yaml", "a: &x [1]\nb: *x\n", "Las anclas y los alias"),
        ("a.yaml", "? &x a\n: 1\n", "Las anclas y los alias"),
        ("a.yaml", "a: !!python/object/apply:os.system ['true']\n", "Las etiquetas de YAML"),
        ("a.yaml", "? [a]\n: 1\n", "Una clave de YAML debe ser un texto."),
        ("a.yaml", "<<: {}\n", "<<: La clave no se conoce."),
        ("a.yaml", "fixed: !!float '1'\n", "Las etiquetas de YAML"),
    ],
)
def test_it_refuses_a_file_that_is_not_what_it_seems(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    assert refused(tmp_path / name, content).startswith(told)


@pytest.mark.parametrize(
    ("met", "told"),
    [("yes", "Debe ser true o false"), ("'true'", "Debe ser true o false"), ("~", "Debe ser true o false")],
)
def test_yaml_guesses_no_truth(tmp_path: Path, met: str, told: str) -> None:
    content = yaml.safe_dump(EXAMPLE).replace("met: true", f"met: {met}", 1)
    assert f"met: {told}" in refused(tmp_path / "a.yaml", content)


def test_yaml_has_no_other_writing_of_numbers(tmp_path: Path) -> None:
    for written in ("1e3", "0x10", "1_000", ".5", "+1", ".nan", "010", "2024-01-01"):
        content = yaml.safe_dump(EXAMPLE).replace("amount: '900000.00'", f"amount: {written}")
        assert "variable.amount: Debe ser un número decimal" in refused(tmp_path / "a.yaml", content)


def test_it_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "none.json")
    assert "directory" in refused(tmp_path)


def test_it_counts_what_a_file_may_hold(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CRITERIA", 22)
    assert "fixed.criteria: Debe tener 22 elementos como máximo." in refused(file)


def test_it_settles_as_many_criteria_and_indicators_as_it_reads(file: Path) -> None:
    def change(example: dict[str, Any]) -> None:
        example["fixed"].update(rule="weighted", already_paid=0)
        example["fixed"]["criteria"] = [
            {"code": f"C{number}", "met": number % 3 == 0, "weight": f"0.{number + 1:06d}"}
            for number in range(reading.MOST_CRITERIA)
        ]
        one = example["variable"]["indicators"][0]
        example["variable"]["indicators"] = [
            {**one, "code": f"I{number}", "weight": "0.001", "target": f"{1000 + number}.{number:03d}1"}
            for number in range(reading.MOST_INDICATORS)
        ]

    file.write_text(changed(change), encoding="utf-8")
    answer = settle(file)
    assert Decimal(answer["fixed"]["due_now"]) + Decimal(answer["fixed"]["balance"]) == Decimal("2100000.00")
    assert len(answer["variable"]["scores"]) == reading.MOST_INDICATORS


class TestTheWorkbook:
    def test_is_written_beside_the_answer(self, file: Path, tmp_path: Path) -> None:
        out = tmp_path / "year.xlsx"
        settle(file, "--xlsx", str(out))
        assert [sheet.title for sheet in load_workbook(out)] == [
            "Resumen",
            "Tramo fijo",
            "Tramo variable",
            "Explicación",
        ]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["year.json", "year.xlsx"]

    def test_replaces_a_file_whole(self, file: Path, tmp_path: Path) -> None:
        out = tmp_path / "year.xlsx"
        out.write_text("something else", encoding="utf-8")
        settle(file, "--xlsx", str(out))
        assert load_workbook(out)

    def test_leaves_what_was_there_when_the_file_is_refused(self, file: Path, tmp_path: Path) -> None:
        out = tmp_path / "year.xlsx"
        out.write_text("something else", encoding="utf-8")
        refused(file, "{}", "--xlsx", str(out))
        assert out.read_text(encoding="utf-8") == "something else"

    @pytest.mark.parametrize("name", ["", "year.json", "none/year.xlsx", "x" * 300])
    def test_is_written_only_where_a_file_may_stand(self, file: Path, tmp_path: Path, name: str) -> None:
        before = file.read_bytes()
        assert refused(file, None, "--xlsx", str(tmp_path / name)).startswith("--xlsx: ")
        assert [path.name for path in tmp_path.iterdir()] == ["year.json"]
        assert file.read_bytes() == before

    def test_is_refused_where_a_spreadsheet_would_lie(self, file: Path, tmp_path: Path) -> None:
        content = changed(lambda all_: all_["fixed"].update(amount="123456789012345.67"))
        out = tmp_path / "year.xlsx"
        assert "no guarda cifras de más de 15 dígitos" in refused(file, content, "--xlsx", str(out))
        assert not out.exists()
