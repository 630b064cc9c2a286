"""The pages of spending, and its panel on the page of the case."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse as url_of

from legal.agreements.models import Agreement
from legal.followup.models import Spending
from tests.factories import World
from tests.factories.followup import spend
from tests.legal.browsing import get, has_form, post, typed, words
from tests.legal.followup.test_spending import a_list
from tests.legal.transfers.reached import queries_at

TODAY = {"occurred_on": "2026-03-02", "grounds": ""}


def test_spending_is_recorded_and_shown(paid: Agreement, world: World) -> None:
    address = ("followup:record_spending", paid.case.number)
    product = paid.products.first()
    assert product is not None
    values = {"unit": str(world.executing_unit.pk), "product": str(product.pk), "spent_on": "2026-03-02", **TODAY}
    assert has_form(get(world.coordinator, *address), "Registrar el gasto")
    refused = post(world.coordinator, *address, amount="99,999,999.00", reference="S-1", **values)
    assert refused.status_code == 409
    assert typed(refused, "reference") == "S-1"
    assert "excede lo incorporado" in words(refused)
    assert post(world.coordinator, *address, amount="1,000.00", reference="S-1", **values).status_code == 302
    page = words(get(world.coordinator, "casefile:detail", paid.case.number))
    assert "Ejecución del gasto" in page
    assert "S-1" in page
    assert "Importar gastos del SIAF" in page
    assert post(world.formulator, *address, amount="1", reference="S-2", **values).status_code == 403
    assert get(world.stranger, *address).status_code == 404


def test_a_file_is_imported_or_told_why_not(paid: Agreement, world: World) -> None:
    address = ("followup:import_spending", paid.case.number)
    bad = SimpleUploadedFile("gastos.csv", a_list(paid, ("x", "A-1")))
    page = post(world.coordinator, *address, file=bad, **TODAY)
    assert page.status_code == 409
    assert "Fila 2" in words(page)
    good = SimpleUploadedFile("gastos.csv", a_list(paid, ("3.00", "A-1")))
    assert post(world.coordinator, *address, file=good, **TODAY).status_code == 302
    assert Spending.objects.count() == 1
    assert get(world.stranger, *address).status_code == 404


def test_spending_is_reversed(paid: Agreement, world: World) -> None:
    spend(paid, world)
    address = ("followup:reverse_spending", paid.case.number, Spending.objects.get().pk)
    assert has_form(get(world.coordinator, *address), "Extornar el gasto")
    assert post(world.coordinator, *address, reference="R-1", reason="Duplicado.", **TODAY).status_code == 302
    assert "El gasto ya fue extornado" in words(get(world.coordinator, *address))
    assert get(world.stranger, *address).status_code == 404
    assert post(world.coordinator, *address, reference="R-2", reason="Otra vez.", **TODAY).status_code == 409


def test_the_page_of_the_case_costs_the_same_with_more_spending(paid: Agreement, world: World) -> None:
    url = url_of("casefile:detail", args=[paid.case.number])
    spend(paid, world)
    few = queries_at(world.coordinator, url)
    for number in range(2, 8):
        spend(paid, world, reference=f"S-{number}")
    assert queries_at(world.coordinator, url) == few
