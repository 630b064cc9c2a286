"""The import from SIAF: what is new in a file is taken whole, or nothing is."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement
from legal.entities import spreadsheets
from legal.followup import siaf
from legal.followup.errors import CannotSpend
from legal.followup.models import Spending
from legal.followup.queries import incorporations_of
from legal.norms.models import BudgetProgramme
from tests.factories import World
from tests.factories.followup import bring
from tests.factories.people import make_unit
from tests.legal.agreements.traces import last_act
from tests.legal.followup.files import UNIT, a_list, a_sheet, executing_unit_of, rows_of, told_by
from workflow.errors import NotAllowed


def test_takes_what_is_new_and_nothing_twice(paid: Agreement, world: World) -> None:
    content = a_list(paid, ("10.00", "A-1"), ("1,020.50", "A-2"))
    bring(paid, world, content)
    bring(paid, world, a_list(paid, ("10.00", "A-1"), ("1,020.50", "A-2"), ("5.00", "A-3")))
    assert [row.amount for row in Spending.objects.order_by("pk")] == [
        Decimal("10.00"),
        Decimal("1020.50"),
        Decimal("5.00"),
    ]
    assert "no trae gastos" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))
    assert Spending.objects.count() == 3


def test_is_told_once_with_its_references(paid: Agreement, world: World) -> None:
    bring(paid, world, a_list(paid, ("10.00", "A-1"), ("1,020.50", "A-2")))
    entry = last_act(paid.case)
    assert (entry.act, entry.actor) == ("followup.import_spending", world.coordinator)
    assert entry.after == {"count": 2, "amount": "1,030.50", "references": [f"{UNIT} A-1", f"{UNIT} A-2"]}


def test_reads_a_spreadsheet_with_its_dates_and_figures(paid: Agreement, world: World) -> None:
    product = paid.products.first()
    assert product is not None
    bring(
        paid,
        world,
        a_sheet(
            (UNIT, product.name, datetime(2026, 3, 2), 1020.5, 731),  # noqa: DTZ001 - sheets know no zones
            (UNIT, product.name, "2026-03-02", "3", "732"),
        ),
    )
    rows = Spending.objects.order_by("pk")
    assert [(row.amount, row.reference) for row in rows] == [(Decimal("1020.50"), "731"), (Decimal("3.00"), "732")]


def test_a_product_that_two_programmes_call_the_same_is_named_with_its_programme(paid: Agreement, world: World) -> None:
    own = paid.products.get()
    other = BudgetProgramme.objects.create(code="0051", name="Prevención y Tratamiento del Consumo de Drogas")
    twin = paid.products.create(programme=other, code=own.code, name=own.name)
    told = told_by(
        paid.case,
        CannotSpend,
        lambda: bring(paid, world, a_sheet((UNIT, own.code, "2026-03-02", "3", "732"))),
    )
    assert f"«{own.code}» es un producto de varios programas: escriba antes el código del suyo." in told
    bring(
        paid,
        world,
        a_sheet(
            (UNIT, f"0051 {own.code}", "2026-03-02", "3", "732"),
            (UNIT, f"{world.programme.code} {own.name}", "2026-03-02", "4", "733"),
        ),
    )
    assert [row.product for row in Spending.objects.order_by("pk")] == [twin, own]


def test_calls_an_executing_unit_by_its_code_as_siaf_does(paid: Agreement, world: World) -> None:
    office = make_unit("GRA-X", "Red de Salud Chachapoyas", world.region)
    code = executing_unit_of(paid, office, "406")
    bring(paid, world, a_list(paid, ("10.00", "A-1"), unit=code))
    assert Spending.objects.get().unit == office


def test_names_every_bad_cell_in_order_and_takes_none(paid: Agreement, world: World) -> None:
    product = paid.products.first()
    assert product is not None
    bad = [
        *rows_of(paid, ("10.00", "A-1"), ("-3", "A-2"), ("7", "A-1")),
        ("999", "Nada", "ayer", "1234,56", "A-9"),
        ("999", "Nada", "2026-03-02", "5", "A-8"),
        (UNIT, product.name, "2026-03-02", "=1+1", "A-7"),
        (UNIT, product.name, "2026-03-02", 0.125, "A-6"),
        (UNIT, product.name, "2026-03-01", "5", "A-5"),
        (UNIT, product.name, "2026-03-02", "5", "x" * 41),
        (UNIT, product.name, "2026-03-02", "5", "\u200b"),
        (UNIT, product.name, "2026-03-02", "5", "I\u202eA"),
        (UNIT, product.name, "٢٠٢٦-03-02", "5", "A-4"),
        (UNIT, product.name, "2026-03-02", "5%", "A-3"),
    ]
    told = told_by(paid.case, CannotSpend, lambda: bring(paid, world, a_sheet(*bad)))
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        "Fila 3, monto",
        "Fila 4, referencia",
        "Fila 5, unidad_ejecutora",
        "Fila 5, producto",
        "Fila 5, fecha",
        "Fila 5, monto",
        "Fila 6, unidad_ejecutora",
        "Fila 6, producto",
        "Fila 7, monto",
        "Fila 8, monto",
        "Fila 9, fecha",
        "Fila 10, referencia",
        "Fila 11, referencia",
        "Fila 12, referencia",
        "Fila 13, fecha",
        "Fila 14, monto",
    ]
    for words in (
        "«-3» no es un monto mayor que cero con hasta dos decimales: escriba 1234.56 o 1,234.56.",
        "«ayer» no es una fecha: escriba dd/mm/aaaa o aaaa-mm-dd.",
        "«999» no es una unidad de la entidad: escriba su código o su nombre.",
        "«Nada» no es un producto del convenio: escriba su código o su nombre.",
        "Fila 7, monto: lleva una fórmula: escriba su valor.",
        "Fila 9, fecha: El dinero se incorporó recién",
        "Fila 10, referencia: debe tener de 1 a 40 caracteres.",
        "Fila 11, referencia: contiene signos que no se ven",
        "Fila 12, referencia: contiene signos que no se ven",
        "Fila 13, fecha: «٢٠٢٦-03-02» no es una fecha",
        "Fila 14, monto: «5%» no es un monto",
    ):
        assert words in told
    assert not Spending.objects.exists()


def test_names_the_first_bad_cells_and_counts_the_rest(paid: Agreement, world: World) -> None:
    content = a_list(paid, *((f"-{number}", f"A-{number}") for number in range(1, siaf.MOST_TOLD + 3)))
    told = told_by(paid.case, CannotSpend, lambda: bring(paid, world, content)).splitlines()
    assert len(told) == siaf.MOST_TOLD + 1
    assert told[-1] == "Y 2 celdas más por corregir."


def test_takes_no_spending_of_a_unit_that_executes_nothing(paid: Agreement, world: World) -> None:
    make_unit("440-OCI", "Órgano de Control Institucional", world.region)
    content = a_list(paid, ("10.00", "A-1"), unit="440-OCI")
    assert "no ejecuta gasto" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))


def test_counts_the_whole_file_against_the_budget(paid: Agreement, world: World) -> None:
    total = sum((each.amount for each in incorporations_of(paid.case)), Decimal(0))
    content = a_list(paid, (str(total), "A-1"), ("0.01", "A-2"))
    assert "excede" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vacío"),
        (b"a,b\n1,2\n", "Faltan columnas"),
        (b"\x00\xff", "CSV en UTF-8"),
        (b"PK\x03\x04 and nothing more", "dañado"),
        (b"x" * (spreadsheets.LARGEST_FILE + 1), "1 MB"),
        (b"%PDF-1.7", "Faltan columnas"),
    ],
)
def test_is_told_what_the_file_is_not(paid: Agreement, world: World, content: bytes, sentence: str) -> None:
    assert sentence in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))


def test_is_of_each_executing_unit_for_itself(paid: Agreement, world: World) -> None:
    officer = world.executing_officer
    content = a_list(paid, ("10.00", "A-1"), unit="440")
    assert "sus propios gastos" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content, by=officer))
    bring(paid, world, a_list(paid, ("10.00", "A-1")), by=officer)


def test_is_not_for_others(paid: Agreement, world: World) -> None:
    for person in (world.formulator, world.stranger):
        with pytest.raises(NotAllowed):
            bring(paid, world, a_list(paid, ("10.00", "A-1")), by=person)
