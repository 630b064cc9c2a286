"""The panel of notices: what was served on whom, and the proof of it."""

from __future__ import annotations

from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.panels.notices import NoticeRow, notices
from legal.notices import services
from legal.notices.models import Notice
from tests.factories import World, communicate, do, open_task, serve, to_first_report, verification_of
from tests.factories.agreements import PDF
from tests.factories.closure import opine_on_termination, propose_termination, serve_termination, terminate
from tests.factories.transfers import answer_warning, cancel_balance, open_rescue, serve_warning, warn
from tests.legal.casefile.reading import Reads, not_corrected


def last(agreement: Agreement, file_of: Reads) -> NoticeRow:
    """Return the row of the last notice."""
    return notices(file_of(agreement)).rows[0]


def test_there_are_none_until_something_is_to_be_served(in_force: Agreement, file_of: Reads) -> None:
    assert notices(file_of(in_force)).rows == ()


def test_a_letter_goes_out_comes_back_and_is_received(in_force: Agreement, file_of: Reads) -> None:
    verification = verification_of(in_force)
    communicate(to_first_report(verification, unmet=["C-02"]))
    notice = Notice.objects.get(case=in_force.case)
    row = last(in_force, file_of)
    assert row.document.startswith("Oficio que comunica observaciones N°")
    assert row.url == reverse("documents:download", args=[notice.document_id])
    assert row.unit == "Gobierno Regional del Departamento de Amazonas"
    assert (row.status, row.sent_on, row.pending) == ("Por enviar", None, "Plazo no iniciado")

    do(open_task(in_force.case, "send"), services.send, notice=notice, channel=Notice.Channel.COURIER)
    row = last(in_force, file_of)
    assert (row.status, row.channel, row.attempts) == ("Enviada", "Servicio de mensajería", 1)
    assert (row.received_on, row.receipt_url, row.pending) == (None, "", "Plazo no iniciado")

    receipt = {"receiver": "Mesa de partes del GRA", "receipt": ("cargo firmado.pdf", PDF)}
    do(open_task(in_force.case, "receive"), services.receive, notice=notice, **receipt)
    row = last(in_force, file_of)
    assert (row.status, row.state, row.pending) == ("Recibida", "ok", "")
    assert (row.receiver, row.receipt) == ("Mesa de partes del GRA", "cargo firmado.pdf")
    assert row.receipt_url == reverse("notices:receipt", args=[notice.pk])


def test_what_waits_for_the_receipt_depends_on_the_document(in_force: Agreement, world: World, file_of: Reads) -> None:
    not_corrected(in_force)
    rescue = warn(open_rescue(in_force))
    assert last(in_force, file_of).pending == "Plazo no iniciado"
    cancel_balance(answer_warning(serve_warning(rescue), world))
    # Nothing runs from the receipt of a cancellation.
    assert last(in_force, file_of).pending == ""
    serve(in_force.case)
    termination = terminate(opine_on_termination(propose_termination(in_force, world)))
    assert last(in_force, file_of).pending == "Sin efecto todavía"
    serve_termination(termination)
    assert last(in_force, file_of).pending == ""
    assert len(notices(file_of(in_force)).rows) == 4
