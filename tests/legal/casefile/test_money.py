"""The panel of money in force: five parts that add up, transfers, rescues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.panels.money import MoneyPanel, money
from legal.casefile.panels.tranches import SHOWN
from legal.transfers.services.transfer import give_back
from tests.factories import World, admit, do, issue_first_report, present, to_first_report, verification_of, verify
from tests.factories.closure import opine_on_termination, propose_termination, serve_termination, terminate
from tests.factories.transfers import (
    answer_warning,
    authorize,
    cancel_balance,
    incorporate,
    instruct,
    open_rescue,
    open_transfer,
    pay,
    review,
    send_copies,
    serve_warning,
    step_of,
    warn,
)
from tests.legal.casefile.reading import Reads, not_corrected
from workflow import deadlines

HALF = Decimal("500000.00")


@pytest.fixture
def panel_of(file_of: Reads) -> Callable[[Agreement], MoneyPanel]:
    """Return a function that reads the panel and proves that every tranche adds up and is wholly drawn."""

    def read_panel(agreement: Agreement) -> MoneyPanel:
        panel = money(file_of(agreement))
        for row in (*panel.tranches, panel.parts):
            assert sum((getattr(row, part) for part in SHOWN if part != "amount"), Decimal(0)) == row.amount
        for row in panel.tranches:
            ends = [Decimal(piece.start) + Decimal(piece.width) for piece in row.pieces]
            assert [Decimal(piece.start) for piece in row.pieces] == [Decimal(0), *ends[:-1]]
            assert ends[-1] == 100
        return panel

    return read_panel


Panels = Callable[[Agreement], MoneyPanel]


class TestTranches:
    def test_are_none_before_force(self, draft: Agreement, file_of: Reads) -> None:
        panel = money(file_of(draft))
        assert (panel.tranches, panel.transfers, panel.rescues) == ((), (), ())

    def test_are_to_be_verified_at_first(self, in_force: Agreement, panel_of: Panels) -> None:
        panel = panel_of(in_force)
        assert [(row.year, row.kind, row.unverified) for row in panel.tranches] == [
            ("Año 1", "tramo fijo", Decimal(1_000_000)),
            ("Año 2", "tramo fijo", Decimal(700_000)),
            ("Año 2", "tramo variable", Decimal(300_000)),
            ("Año 3", "tramo fijo", Decimal(500_000)),
            ("Año 3", "tramo variable", Decimal(500_000)),
        ]
        assert not any(row.balance for row in panel.tranches)
        assert [piece.look for piece in panel.tranches[0].pieces] == ["soft"]
        assert panel.tranches[0].bar == (
            "Año 1, tramo fijo de S/\u00a01,000,000.00: por verificar S/\u00a01,000,000.00"
        )
        assert panel.parts.amount == panel.parts.unverified == Decimal(3_000_000)
        assert panel.parts.balance == 0

    def test_are_not_to_be_verified_after_a_termination(
        self, in_force: Agreement, world: World, panel_of: Panels
    ) -> None:
        serve_termination(terminate(opine_on_termination(propose_termination(in_force, world))))
        rows = panel_of(in_force).tranches
        assert not any(row.unverified for row in rows)
        assert {piece.look for row in rows for piece in row.pieces} == {"risk"}

    def test_are_due_and_balance_after_report_1(self, in_force: Agreement, panel_of: Panels) -> None:
        to_first_report(verification_of(in_force), unmet=["C-02"])
        row = panel_of(in_force).tranches[0]
        assert (row.due, row.balance, row.unverified) == (HALF, HALF, 0)
        assert [(piece.look, piece.start, piece.width) for piece in row.pieces] == [
            ("go", "0.00", "50.00"),
            ("risk", "50.00", "50.00"),
        ]
        assert row.bar.endswith(": por transferir S/\u00a0500,000.00; saldo en riesgo S/\u00a0500,000.00")

    def test_are_paid_and_cancelled_in_the_end(self, in_force: Agreement, world: World, panel_of: Panels) -> None:
        not_corrected(in_force)
        pay(open_transfer(in_force))
        cancel_balance(answer_warning(serve_warning(warn(open_rescue(in_force))), world))
        panel = panel_of(in_force)
        row = panel.tranches[0]
        assert (row.paid, row.due, row.balance, row.cancelled) == (HALF, 0, 0, HALF)
        assert [piece.look for piece in row.pieces] == ["ok", "idle"]
        assert (panel.parts.paid, panel.parts.cancelled) == (HALF, HALF)

    def test_forgo_what_an_indicator_did_not_reach(
        self, in_force: Agreement, panel_of: Panels, travel: Callable[[date], None]
    ) -> None:
        travel(date(2027, 1, 4))
        deadlines.run_clock(on=date(2027, 1, 4))
        verification = verification_of(in_force, 2)
        present(verification)
        admit(verification)
        verify(verification, unmet=[], values={"I-01": Decimal(45)})
        issue_first_report(verification)
        row = panel_of(in_force).tranches[2]
        assert (row.kind, row.due, row.forgone) == ("tramo variable", Decimal(150_000), Decimal(150_000))
        assert [piece.look for piece in row.pieces] == ["go", "none"]


class TestTransfers:
    def test_tell_their_way_act_by_act(self, in_force: Agreement, panel_of: Panels) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        transfer = open_transfer(in_force)
        (row,) = panel_of(in_force).transfers
        assert (row.tranche, row.sequence, row.amount) == ("Tramo fijo del año 1", 1, Decimal(1_000_000))
        assert row.url == reverse("transfers:transfer", args=[in_force.case.number, transfer.pk])
        assert (row.status, row.state) == ("Propuesta", "go")
        assert row.dates == ("Propuesta el 23 de noviembre de 2026",)
        pay(transfer)
        (row,) = panel_of(in_force).transfers
        assert (row.status, row.state) == ("Transferida", "ok")
        assert row.dates[1:] == (
            "Instruida el 23 de noviembre de 2026: Memorando N° 215-2026-EF/52.03",
            "Incorporada el 23 de noviembre de 2026: Resolución Ejecutiva Regional N° 101-2026-GRA/GR",
            f"Confirmada el 23 de noviembre de 2026: SIAF {transfer.pk:010d}",
        )

    def test_say_why_they_were_returned(self, in_force: Agreement, panel_of: Panels) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        transfer = open_transfer(in_force)
        for act in (review, authorize, instruct, incorporate, send_copies):
            transfer = act(transfer)
        do(step_of(transfer.process, "confirm"), give_back, transfer=transfer, reason="La cuenta estaba cerrada.")
        panel = panel_of(in_force)
        (row,) = panel.transfers
        assert (row.status, row.state) == ("Devuelta", "warn")
        assert row.dates[-1] == "Devuelta el 23 de noviembre de 2026: La cuenta estaba cerrada."
        assert panel.tranches[0].due == Decimal(1_000_000)


class TestRescues:
    def test_tell_warning_answer_and_decision(self, in_force: Agreement, world: World, panel_of: Panels) -> None:
        not_corrected(in_force)
        (row,) = panel_of(in_force).rescues
        assert (row.tranche, row.amount, row.status) == ("Tramo fijo del año 1", HALF, "Por apercibir")
        assert (row.warning, row.served, row.term) == ("", "", "")
        rescue = warn(open_rescue(in_force))
        (row,) = panel_of(in_force).rescues
        assert row.warning_url == reverse("documents:download", args=[rescue.warning_id])
        assert row.served == "Plazo no iniciado: falta la recepción del oficio"
        rescue = serve_warning(rescue)
        (row,) = panel_of(in_force).rescues
        assert row.served == "Recibido el 23 de noviembre de 2026"
        assert (row.term, row.days_left) == ("Puede responder hasta el 7 de diciembre de 2026", 14)
        rescue = answer_warning(rescue, world, answer="Se remitió la base.")
        (row,) = panel_of(in_force).rescues
        assert (row.term, row.answer, row.days_left) == (
            "Respondido el 23 de noviembre de 2026",
            "Se remitió la base.",
            None,
        )
        cancel_balance(rescue, reason="La base no corrige lo observado.")
        (row,) = panel_of(in_force).rescues
        assert (row.status, row.state, row.amount) == ("Saldo cancelado", "risk", HALF)
        assert row.reason == "La base no corrige lo observado."
        assert row.letter_url

    def test_say_that_the_entity_kept_silent(
        self, in_force: Agreement, panel_of: Panels, travel: Callable[[date], None]
    ) -> None:
        not_corrected(in_force)
        serve_warning(warn(open_rescue(in_force)))
        travel(date(2026, 12, 9))
        deadlines.run_clock(on=date(2026, 12, 9))
        (row,) = panel_of(in_force).rescues
        assert row.term == "Sin respuesta; el plazo venció el 7 de diciembre de 2026"
