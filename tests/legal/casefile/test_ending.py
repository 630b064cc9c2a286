"""The panel of the end: closure, termination, good practices and lessons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.panels.closure import closure
from legal.casefile.panels.spending import SpendingPanel, spending
from legal.closure.services.closure import return_final_report
from tests.factories import World, do, to_first_report, verification_of
from tests.factories.closure import (
    add_lesson,
    expire,
    opine_on_termination,
    present_final_report,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.transfers import open_transfer, pay, step_of
from tests.legal.browsing import get, words
from tests.legal.casefile.reading import Reads, read


def test_before_its_day_there_is_only_the_date(in_force: Agreement, file_of: Reads) -> None:
    panel = closure(file_of(in_force))
    assert (panel.ends_on, panel.closure, panel.terminations, panel.lessons) == (date(2029, 11, 22), None, (), ())


def test_a_closure_tells_its_report_what_was_not_spent_and_why_it_came_back(
    in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
) -> None:
    to_first_report(verification_of(in_force), unmet=[])
    pay(open_transfer(in_force))
    travel(date(2029, 11, 23))
    opened = expire(in_force)
    row = closure(file_of(in_force)).closure
    assert row is not None
    assert (row.status, row.opened_on) == ("En espera del informe final", date(2029, 11, 23))
    assert (row.report, row.unspent, row.act) == ("", None, "")

    opened = present_final_report(opened, unspent=Decimal("1500.50"), unspent_note="Conserva su finalidad.")
    row = closure(file_of(in_force)).closure
    assert row is not None
    assert row.report == "Informe Final N° 001-2029-GRA/GRPPAT"
    assert row.report_url == reverse("closure:report_file", args=[in_force.case.number])
    assert (row.unspent, row.unspent_note) == (Decimal("1500.50"), "Conserva su finalidad.")

    do(step_of(opened.process, "review"), return_final_report, closure=opened, reason="Falta el anexo de gasto.")
    row = closure(file_of(in_force)).closure
    assert row is not None
    assert (row.status, row.returned) == ("En espera del informe final", "Falta el anexo de gasto.")


def test_a_termination_takes_effect_with_the_receipt_of_its_act(
    in_force: Agreement, world: World, file_of: Reads
) -> None:
    to_first_report(verification_of(in_force), unmet=[])
    pay(open_transfer(in_force))
    termination = opine_on_termination(propose_termination(in_force, world))
    (row,) = closure(file_of(in_force)).terminations
    assert (row.cause, row.status, row.state) == ("Incumplimiento", "Con opinión legal", "warn")
    assert row.opinion == "Informe N° 044-2026-EF/42.02: La causal está acreditada."
    assert row.takes_effect == ""

    termination = terminate(termination)
    (row,) = closure(file_of(in_force)).terminations
    assert row.takes_effect == "Surte efecto cuando la entidad reciba el oficio"
    assert row.act_url == reverse("documents:download", args=[termination.document_id])

    termination = serve_termination(termination)
    (row,) = closure(file_of(in_force)).terminations
    assert (row.takes_effect, row.received_on, row.state) == ("", date(2026, 11, 23), "risk")

    settle_termination(termination, reason="Lo verificado ya se transfirió.")
    (row,) = closure(file_of(in_force)).terminations
    assert (row.status, row.settled_on) == ("Liquidada", date(2026, 11, 23))
    assert row.reason == "Lo verificado ya se transfirió."


def test_lessons_say_who_recorded_them_and_about_which_year(in_force: Agreement, world: World, file_of: Reads) -> None:
    period = in_force.periods.get(year=1)
    add_lesson(in_force, world.coordinator, text="Designar temprano a los responsables.", period=period)
    add_lesson(in_force, world.formulator, kind="good_practice", text="Reuniones mensuales.")
    rows = closure(file_of(in_force)).lessons
    assert [(row.kind, row.text, row.period) for row in rows] == [
        ("Lección aprendida", "Designar temprano a los responsables.", "Año 1, Nivel 0"),
        ("Buena práctica", "Reuniones mensuales.", "Todo el convenio"),
    ]
    assert rows[0].post == "Coordinador del convenio, GRA"


def spending_panel(agreement: Agreement, world: World) -> SpendingPanel:
    """Return the panel as the coordinator reads it the day after the term."""
    return spending(*read(agreement, world.coordinator, on=date(2029, 11, 23)))


def test_what_the_final_report_declares_is_told_where_no_spending_was_recorded(
    in_force: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    to_first_report(verification_of(in_force), unmet=[])
    pay(open_transfer(in_force))
    travel(date(2029, 11, 23))
    opened = expire(in_force)
    panel = spending_panel(in_force, world)
    assert (panel.idle.spent, panel.idle.amount, panel.idle.until) == (None, None, date(2029, 11, 22))
    assert panel.declared is None

    opened = present_final_report(opened, unspent=Decimal("1500.50"), unspent_note="Conserva su finalidad.")
    panel = spending_panel(in_force, world)
    assert panel.declared is not None
    assert (panel.declared.amount, panel.declared.report) == (Decimal("1500.50"), opened.report_number)
    page = words(get(world.coordinator, "casefile:detail", in_force.case.number))
    assert "Sin registro de gasto" in page
    assert "Saldo no gastado declarado" in page
    assert "Sin gastar según el seguimiento" not in page

    do(step_of(opened.process, "review"), return_final_report, closure=opened, reason="Falta el anexo de gasto.")
    assert spending_panel(in_force, world).declared is None
