"""Piura, level 0: seven criteria, two observed, corrected in time, paid in two parts and taken into the budget.

On the way: an incomplete report is refused and keeps what was typed, verdicts without a reason are
refused, a stranger sees nothing, no term runs before the receipt, a correction without an answer
is refused, and who verified does not approve the amount.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.stories.living import Life, Travel, share
from tests.stories.pages import Person, open_steps
from workflow.models import AccessRefusal, Deadline, LedgerEntry, Mandate, Post

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OBSERVED = ("PO-02", "SE-01")


def test_what_is_observed_is_corrected_paid_and_taken_into_the_budget(travel: Travel) -> None:
    piura = Life("piura", travel)
    assert piura.status() == "in_force"
    amount = piura.tranche(1).amount
    assert open_steps(piura.number) == {"present, GRP"}

    # The entity presents; its executing unit brings evidence; a neighbor sees nothing.
    piura.on(date(2014, 5, 6))
    piura.add_evidence("rrnn", 1, ["PO-01", "SE-01"], "Plan operativo y primer informe")
    neighbor = Person("coordinador.amazonas")
    neighbor.reads(f"/convenios/{piura.number}/periodos/1/", status=404)
    assert AccessRefusal.objects.filter(user=neighbor.user, status_code=404).exists()
    piura.on(date(2014, 5, 14))
    page = piura.present([], status=422, fixed_number="Informe N° 948-2026-EF")
    assert "Elija el archivo del informe." in page
    piura.present()
    assert "Plan operativo y primer informe" in piura.as_("sectorista.dgpp").reads(
        f"/convenios/{piura.number}/periodos/1/"
    )

    # The verifier judges: a verdict without its reason is refused.
    piura.on(date(2014, 5, 16))
    piura.admit()
    piura.on(date(2014, 6, 3))
    form = piura.verdicts(1, OBSERVED)
    silent = {name: "" if name.endswith("_reason") else value for name, value in form.items()}
    page = piura.as_("verificador.dgpp").does("Verificar criterios e indicadores", status=422, **silent)
    assert "Escriba por qué no se cumple el criterio PO-02." in page
    piura.as_("verificador.dgpp").does("Verificar criterios e indicadores", **form)
    piura.report("Emitir el I Informe de Verificación")
    text = piura.text_of("verification_report")
    assert "Nivel 0" in text
    assert "PO-02: Falta el documento que lo acredita" in text

    # Five of seven are due now; the balance stays.
    first_part = share(amount, 5, 7)
    tranche = piura.tranche(1)
    assert (tranche.due, tranche.balance, tranche.paid) == (first_part, amount - first_part, 0)

    # One letter, once; no term runs before it is received.
    piura.on(date(2014, 6, 9))
    piura.as_("director.dgpp").does("Comunicar las observaciones")
    letter = piura.text_of("observations_letter")
    assert all(code in letter for code in OBSERVED)
    assert "plazo no iniciado" in piura.case_page().lower()
    assert not Deadline.objects.filter(name="correction_1").exists()
    piura.serve(sent_on=date(2014, 6, 10), received_on=date(2014, 6, 12))
    assert Deadline.objects.get(name="correction_1").due_on == date(2014, 11, 12)

    # Who verified does not approve the amount, even with the post.
    reviewer = Post.objects.get(role="budget_reviewer")
    verifier = Person("verificador.dgpp")
    Mandate.objects.create(
        user=verifier.user,
        post=reviewer,
        kind="encargatura",
        instrument="Memorando N° 990-2014-EF/50.01",
        instrument_on=date(2014, 6, 12),
        starts_on=date(2014, 6, 12),
        ends_on=date(2014, 6, 13),
    )
    page = verifier.does("Revisar el cálculo", status=403, decision="go_on")
    assert "Quien verifica no aprueba el monto." in page
    piura.on(date(2014, 6, 16))
    piura.pay()
    assert piura.tranche(1).paid == first_part

    # The correction answers each observation.
    piura.on(date(2014, 9, 1))
    page = piura.correct({1: "Se registraron las metas.", 2: ""}, status=422)
    assert "Falta responder la observación 2." in page
    piura.add_evidence("coordinador", 1, ["PO-02"], "Metas registradas")
    piura.correct({1: "Se registraron las metas.", 2: "Se remite el primer informe."})
    piura.on(date(2014, 9, 15))
    again = piura.verdicts(1, (), only=OBSERVED)
    piura.as_("verificador.dgpp").does("Verificar la subsanación", **again)
    piura.report("Emitir el II Informe de Verificación")
    assert "Subsanado" in piura.text_of("correction_report")
    assert piura.tranche(1).due == amount - first_part

    # The rest is paid; a model of the resolution was at hand.
    piura.on(date(2014, 9, 22))
    transfer = piura.agreement.case.transfers.get(sequence=2)
    model = piura.as_("gobernador").client.get(reverse("transfers:model", args=[piura.number, transfer.pk]))
    assert model.status_code == 200
    piura.pay()
    tranche = piura.tranche(1)
    assert (tranche.paid, tranche.due, tranche.balance) == (amount, 0, 0)
    assert open_steps(piura.number) == set()

    # The record tells it in order, with its dates; refusals are told too.
    verification = [act for act, _day in piura.acts("verification.")]
    assert verification == [
        "verification.open",
        "verification.add_evidence",
        "verification.present",
        "verification.admit",
        "verification.verify",
        "verification.review_report",
        "verification.report_1",
        "verification.communicate",
        "verification.start_correction",
        "verification.add_evidence",
        "verification.correct",
        "verification.verify_correction",
        "verification.review_report",
        "verification.report_2",
        "verification.close",
    ]
    days = [day for _act, day in piura.acts("")]
    assert days == sorted(days)
    assert ("transfers.confirm", date(2014, 6, 21)) in piura.acts("transfers.")
    refusals = LedgerEntry.objects.filter(case=piura.agreement.case, kind=LedgerEntry.Kind.REFUSAL)
    assert [entry.act for entry in refusals] == ["transfers.review"]
    page = piura.case_page()
    assert "subsanado" in page.lower()
