"""The panel of periods: what each year was verified to have met, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.panels.periods import PeriodRow, periods
from legal.verification.services.unreported import declare_unreported
from tests.factories import (
    World,
    admit,
    communicate,
    correct,
    issue_second_report,
    present,
    serve,
    to_first_report,
    today,
    verification_of,
    verify_correction,
)
from tests.factories.closure import opine_on_termination, propose_termination, serve_termination, terminate
from tests.legal.casefile.reading import Reads
from workflow import deadlines, service


def first(agreement: Agreement, file_of: Reads) -> PeriodRow:
    """Return the row of year 1."""
    return periods(file_of(agreement)).rows[0]


def test_before_force_there_are_none(draft: Agreement, file_of: Reads) -> None:
    assert periods(file_of(draft)).rows == ()


def test_the_first_is_open_with_force_and_the_others_say_when_they_open(in_force: Agreement, file_of: Reads) -> None:
    open_one, second, third = periods(file_of(in_force)).rows
    assert (open_one.label, open_one.fiscal_year, open_one.expected) == ("Año 1, Nivel 0", 2026, 2)
    assert open_one.url == reverse("verification:period", args=[in_force.case.number, 1])
    assert (open_one.status, open_one.state) == ("En espera del informe de cumplimiento", "go")
    assert open_one.report == "Hasta el 23 de diciembre de 2026"
    assert (second.url, second.status, second.note) == ("", "Previsto", "Se abre el 1 de enero de 2027")
    assert (third.label, third.note) == ("Año 3, Nivel 2", "Se abre el 1 de enero de 2028")


def test_a_report_after_its_term_is_told_apart(
    in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
) -> None:
    travel(date(2026, 12, 24))
    deadlines.run_clock(on=date(2026, 12, 24))
    row = first(in_force, file_of)
    assert (row.report, row.state) == ("No se presentó; venció el 23 de diciembre de 2026", "warn")
    verification = verification_of(in_force)
    present(verification)
    admit(verification, note="Se admite por la emergencia declarada en la región.")
    row = first(in_force, file_of)
    assert (row.report, row.is_late) == ("Presentado el 24 de diciembre de 2026", True)


def test_the_term_to_correct_has_not_started_until_the_letter_is_received(
    in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
) -> None:
    verification = verification_of(in_force)
    to_first_report(verification, unmet=["C-02"])
    row = first(in_force, file_of)
    assert (row.first, row.second, row.observations, row.correction) == ("1 de 2", "", "", "")
    communicate(verification)
    row = first(in_force, file_of)
    assert (row.observations, row.state) == ("0 de 1 respondida", "warn")
    assert (row.correction, row.days_left) == ("Plazo no iniciado: falta la recepción del oficio", None)
    serve(in_force.case)
    row = first(in_force, file_of)
    assert (row.correction, row.days_left) == ("Subsanación hasta el 23 de abril de 2027", 151)
    travel(date(2027, 4, 26))
    deadlines.run_clock(on=date(2027, 4, 26))
    row = first(in_force, file_of)
    assert (row.correction, row.days_left) == ("Plazo vencido el 23 de abril de 2027, sin subsanación", None)
    issue_second_report(verification)
    row = first(in_force, file_of)
    assert (row.second, row.status, row.state) == ("1 de 2", "No subsanado", "risk")


def test_a_corrected_period_counts_both_reports(in_force: Agreement, file_of: Reads) -> None:
    verification = verification_of(in_force)
    to_first_report(verification, unmet=["C-01", "C-02"])
    communicate(verification)
    serve(in_force.case)
    correct(verification)
    verify_correction(verification, unmet=["C-02"])
    issue_second_report(verification)
    row = first(in_force, file_of)
    assert (row.first, row.second) == ("0 de 2", "1 de 2")
    assert (row.observations, row.correction) == (
        "2 de 2 respondidas",
        "Subsanación presentada el 23 de noviembre de 2026",
    )
    assert (row.status, row.state, row.note) == (
        "Subsanado en parte",
        "warn",
        "Cerrado el 23 de noviembre de 2026",
    )


def test_a_period_without_a_report_says_so(
    in_force: Agreement, world: World, file_of: Reads, travel: Callable[[date], None]
) -> None:
    travel(date(2026, 12, 24))
    deadlines.run_clock(on=date(2026, 12, 24))
    service.perform(
        case=in_force.case,
        actor=world.formulator,
        act_name="verification.declare_unreported",
        act=partial(declare_unreported, verification=verification_of(in_force), reason="No se presentó."),
        occurred=today(),
    )
    row = first(in_force, file_of)
    assert (row.status, row.state, row.first) == ("Sin informe de cumplimiento", "risk", "")


def test_after_a_termination_no_other_period_opens(in_force: Agreement, world: World, file_of: Reads) -> None:
    serve_termination(terminate(opine_on_termination(propose_termination(in_force, world))))
    ended, second, _third = periods(file_of(in_force)).rows
    assert (ended.status, ended.state, ended.report) == (
        "Sin efecto por la resolución del convenio",
        "idle",
        "No se presentó",
    )
    assert (second.status, second.report, second.expected) == ("No se abrió", "", 0)
