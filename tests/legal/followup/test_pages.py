"""The pages of spending, and its panel on the page of the case."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse as url_of

from legal.agreements.models import Agreement
from legal.followup.models import Spending
from legal.norms.models import BudgetProgramme
from tests.factories import World
from tests.factories.followup import spend
from tests.factories.people import make_unit
from tests.legal.agreements.traces import refusals_of
from tests.legal.browsing import get, has_form, post, typed, words
from tests.legal.followup.files import a_list, executing_unit_of
from tests.legal.transfers.reached import queries_at
from workflow.models import User

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
    assert "Seguimiento" in page
    assert "S-1" in page
    assert "Importar gastos del SIAF" in page
    assert post(world.formulator, *address, amount="1", reference="S-2", **values).status_code == 403
    assert get(world.stranger, *address).status_code == 404


def test_a_slip_of_typing_is_told_at_its_field_and_is_no_refusal(paid: Agreement, world: World) -> None:
    address = ("followup:record_spending", paid.case.number)
    values = {"unit": str(world.executing_unit.pk), "product": str(paid.products.get().pk), "reference": "S-1", **TODAY}
    for slip, sentence in (
        ({"amount": "0"}, "El monto debe ser mayor que cero."),
        ({"amount": "-3"}, "El monto debe ser mayor que cero."),
        ({"amount": "3.001"}, "Escriba como máximo 2 decimales."),
        ({"spent_on": "2026-03-03"}, "La fecha es posterior a la del acto que la registra."),
        ({"occurred_on": "2099-01-01"}, "está en el futuro"),
    ):
        page = post(world.coordinator, *address, **{"amount": "3", "spent_on": "2026-03-02", **values, **slip})
        assert page.status_code == 422
        assert sentence in words(page)
    assert not refusals_of(paid.case)


def test_a_product_is_offered_with_its_code_and_among_several_programmes_with_its_own(
    paid: Agreement, world: World
) -> None:
    own = paid.products.get()
    address = ("followup:record_spending", paid.case.number)
    assert f">{own.code} {own.name}<" in get(world.coordinator, *address).content.decode()
    other = BudgetProgramme.objects.create(code="0051", name="Prevención")
    paid.products.create(programme=other, code=own.code, name=own.name)
    page = get(world.coordinator, *address).content.decode()
    assert f">0051 Prevención: {own.code} {own.name}<" in page
    assert f">{world.programme}: {own.code} {own.name}<" in page


def confirmation_of(page: HttpResponse) -> dict[str, str]:
    """Return the hidden values that confirm what a page shows."""
    return {name: typed(page, name) for name in ("content", "seal", "occurred_on", "grounds")}


def previewed(paid: Agreement, by: User, content: bytes, name: str = "gastos.csv") -> HttpResponse:
    """Upload a file."""
    return post(by, "followup:import_spending", paid.case.number, file=SimpleUploadedFile(name, content), **TODAY)


def test_a_file_is_shown_before_it_is_imported(paid: Agreement, world: World) -> None:
    spend(paid, world, reference="A-0", amount=Decimal("2.00"))
    page = previewed(paid, world.coordinator, a_list(paid, ("3.00", "A-1"), ("2.00", "A-0")))
    assert page.status_code == 200
    for said in ("1 gasto nuevo por S/ 3.00", "1 ya está registrado", "A-1", "Todavía no se ha registrado nada"):
        assert said in words(page)
    assert Spending.objects.count() == 1
    address = ("followup:confirm_import", paid.case.number)
    values = confirmation_of(page)
    assert post(world.coordinator, *address, **values).status_code == 302
    assert Spending.objects.get(reference="A-1").amount == Decimal("3.00")
    again = post(world.coordinator, *address, **values)
    assert again.status_code == 409
    assert "no trae gastos" in words(again)
    assert Spending.objects.count() == 2


def test_a_bad_file_is_told_row_by_row(paid: Agreement, world: World) -> None:
    page = previewed(paid, world.coordinator, a_list(paid, ("x", "A-1"), ("2", "A-2"), ("0", "A-3")))
    assert page.status_code == 409
    assert "Fila 2" in words(page)
    assert "Fila 4" in words(page)
    assert not has_form(page, "Registrar estos gastos")
    assert not Spending.objects.exists()


def test_only_what_the_person_has_previewed_is_imported(paid: Agreement, world: World) -> None:
    values = confirmation_of(previewed(paid, world.coordinator, a_list(paid, ("3.00", "A-1"))))
    address = ("followup:confirm_import", paid.case.number)
    other = base64.b64encode(a_list(paid, ("300.00", "A-1"))).decode()
    for person, changes in ((world.executing_officer, {}), (world.coordinator, {"content": other})):
        page = post(person, *address, **{**values, **changes})
        assert page.status_code == 422
        assert "no es el que usted previsualizó" in words(page)
    assert not Spending.objects.exists()
    assert get(world.coordinator, *address).status_code == 302


def test_an_import_is_not_for_others(paid: Agreement, world: World) -> None:
    content = a_list(paid, ("3.00", "A-1"))
    values = confirmation_of(previewed(paid, world.coordinator, content))
    assert previewed(paid, world.formulator, content).status_code == 403
    assert [each.act for each in refusals_of(paid.case)] == ["followup.import_spending"]
    assert previewed(paid, world.stranger, content).status_code == 404
    assert get(world.stranger, "followup:import_spending", paid.case.number).status_code == 404
    assert post(world.stranger, "followup:confirm_import", paid.case.number, **values).status_code == 404


def test_a_long_file_can_be_confirmed(paid: Agreement, world: World) -> None:
    content = a_list(paid, *(("0.01", f"{number:020d}") for number in range(400)))
    page = previewed(paid, world.coordinator, content)
    assert (
        post(world.coordinator, "followup:confirm_import", paid.case.number, **confirmation_of(page)).status_code == 302
    )
    assert Spending.objects.count() == 400


def test_a_reversal_is_offered_to_who_may_make_it(paid: Agreement, world: World) -> None:
    spend(paid, world)
    spend(paid, world, unit=world.region, reference="S-2")
    own, others = (Spending.objects.get(reference=each).pk for each in ("0000000001", "S-2"))

    def offered(person: User) -> set[int]:
        page = get(person, "casefile:detail", paid.case.number).content.decode()
        return {pk for pk in (own, others) if url_of("followup:reverse_spending", args=[paid.case.number, pk]) in page}

    assert offered(world.coordinator) == {own, others}
    assert offered(world.executing_officer) == {own}
    for person in (world.formulator, world.auditor, world.head):
        assert offered(person) == set()
    page = get(world.executing_officer, "followup:reverse_spending", paid.case.number, others)
    assert "sus propios gastos" in words(page)
    assert not has_form(page, "Extornar el gasto")


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


def test_the_page_of_the_case_shows_the_latest_amounts_and_leads_to_all(
    paid: Agreement, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legal.casefile.panels.spending.LATEST", 2)
    monkeypatch.setattr("legal.casefile.views.PER_PAGE", 2)
    for number in range(1, 4):
        spend(paid, world, reference=f"SIAF-{number}")
    case = words(get(world.coordinator, "casefile:detail", paid.case.number))
    # Each is told once in the record; the latest stand in the panel as well.
    assert (case.count("SIAF-1"), case.count("SIAF-3"), "Ver los 3 gastos registrados" in case) == (1, 2, True)
    first = get(world.coordinator, "casefile:spending", paid.case.number)
    assert ("SIAF-1" in words(first), "SIAF-3" in words(first)) == (True, False)
    last = get(world.coordinator, "casefile:spending", paid.case.number, desde="final")
    assert ("SIAF-1" in words(last), "SIAF-3" in words(last)) == (False, True)
    assert get(world.stranger, "casefile:spending", paid.case.number).status_code == 404


def test_an_executing_unit_is_offered_by_its_code(paid: Agreement, world: World) -> None:
    office = make_unit("GRA-X", "Red de Salud Chachapoyas", world.region)
    page = get(world.coordinator, "followup:record_spending", paid.case.number)
    assert "Red de Salud Chachapoyas" not in words(page)
    executing_unit_of(paid, office, "406")
    assert "406 Red de Salud Chachapoyas" in words(get(world.coordinator, "followup:record_spending", paid.case.number))
