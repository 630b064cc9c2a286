"""Amazonas, three years: a third body verifies first, a balance is lost by a person's act, the agreement is closed.

Year 1 is observed, corrected and paid; year 2 comes late, earns a part of its variable tranche, and
its observation is never corrected: warned, then cancelled; year 3 is all met. On the way nothing is
cancelled by time alone, a warning must be received first, and nothing closes while something is open.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from legal.agreements.models import IndicatorTarget
from legal.transfers.queries import sums_of
from tests.stories.living import Life, Travel, a_file, share
from tests.stories.pages import open_steps
from workflow.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

THIRD = {"title": "Verificar como tercero", "username": "verificador.sis"}
DGPP = {"title": "Verificar criterios e indicadores"}


def year_1(life: Life) -> None:
    """Level 0: one criterion is observed, corrected, and the tranche is paid in two parts."""
    amount, count = life.tranche(1).amount, len(life.levels(1))
    life.on(date(2015, 7, 8))
    life.present()
    life.admit()
    life.on(date(2015, 7, 20))
    assert open_steps(life.number) == {"third, SIS"}
    life.judge(year=1, unmet=["PO-01"], **THIRD)
    life.on(date(2015, 7, 27))
    life.judge(year=1, unmet=["PO-01"], **DGPP)
    life.report("Emitir el I Informe de Verificación")
    assert "Seguro Integral de Salud" in life.text_of("verification_report")
    assert life.tranche(1).due == share(amount, count - 1, count)
    life.on(date(2015, 8, 3))
    life.as_("director.dgpp").does("Comunicar las observaciones")
    life.serve(sent_on=date(2015, 8, 4), received_on=date(2015, 8, 10))
    life.pay()
    life.on(date(2015, 9, 15))
    life.correct({1: "Se remite el padrón depurado."})
    life.on(date(2015, 9, 25))
    life.as_("verificador.dgpp").does("Verificar la subsanación", **life.verdicts(1, (), only=["PO-01"]))
    life.report("Emitir el II Informe de Verificación")
    life.on(date(2015, 10, 19))
    life.pay(head="vicegobernador")
    assert life.tranche(1).paid == amount
    signed = LedgerEntry.objects.filter(case=life.agreement.case, act="transfers.incorporate").order_by("sequence")
    assert [entry.authority["kind"] for entry in signed] == ["titular", "suplencia"]
    life.as_("coordinador").sends(
        f"/convenios/{life.number}/lecciones/nueva/",
        kind="good_practice",
        text="El padrón nominal se depura cada mes con el SIS.",
        period=life.agreement.periods.get(year=1).pk,
        occurred_on=life.today.isoformat(),
        grounds="",
    )


def year_2(life: Life) -> None:
    """Level 1: late, partly achieved, observed and never corrected: the balance is cancelled by the director."""
    life.on(date(2016, 1, 4))
    assert open_steps(life.number) == {"present, GRA"}
    fixed, variable, count = life.tranche(2).amount, life.tranche(2, "variable").amount, len(life.levels(2))
    life.on(date(2016, 2, 22))
    life.present(["fixed", "variable"])
    page = life.as_("sectorista.dgpp").does("Admitir el informe de cumplimiento", status=409, decision="admit", note="")
    assert "escriba la constancia con la que se admite" in page
    life.admit("Se admite: las lluvias cortaron las vías de Condorcanqui.")
    targets = list(
        IndicatorTarget.objects.filter(indicator__agreement=life.agreement, year=2).select_related("indicator")
    )
    half = targets[0]
    reached = {half.indicator.code: f"{(half.indicator.baseline + half.target) / 2}"}
    life.on(date(2016, 3, 14))
    life.judge(year=2, unmet=["OP-01"], reached=reached, **THIRD)
    life.judge(year=2, unmet=["OP-01"], reached=reached, **DGPP)
    life.report("Emitir el I Informe de Verificación")
    earned = (Decimal(variable) * (1 - half.weight / 2)).quantize(Decimal("0.01"))
    assert (life.tranche(2, "variable").due, life.tranche(2, "variable").forgone) == (earned, variable - earned)
    life.on(date(2016, 3, 21))
    life.as_("director.dgpp").does("Comunicar las observaciones")
    life.serve(sent_on=date(2016, 3, 22), received_on=date(2016, 3, 28))
    life.on(date(2016, 4, 4))
    life.pay()
    life.on(date(2016, 4, 18))
    life.pay()

    # Five months pass: the flow goes on, the money stays.
    life.on(date(2016, 8, 30))
    balance = fixed - share(fixed, count - 1, count)
    assert life.tranche(2).balance == balance
    assert open_steps(life.number) == {"second_report, DGPP"}
    life.report("Emitir el II Informe de Verificación")
    assert life.tranche(2).cancelled == 0
    life.on(date(2016, 9, 5))
    life.as_("director.dgpp").does("Apercibir a la entidad")
    assert f"{balance:,.2f}" in life.text_of("warning_letter")
    assert "Decidir sobre el saldo" not in life.as_("director.dgpp").reads("/")
    life.serve(sent_on=date(2016, 9, 6), received_on=date(2016, 9, 9))
    page = life.as_("director.dgpp").does("Decidir sobre el saldo", status=409, reason="No se subsanó.")
    assert "puede responder el apercibimiento hasta" in page
    rescue = life.tranche(2).rescues.get()
    life.as_("coordinador").sends(
        f"/convenios/{life.number}/saldos/{rescue.pk}/responder/",
        answer="La contrarreferencia se implementó en julio, fuera del plazo.",
        occurred_on=life.today.isoformat(),
        grounds="",
    )
    life.on(date(2016, 9, 26))
    assert "se implementó en julio" in life.as_("director.dgpp").reads(
        life.as_("director.dgpp").task("Decidir sobre el saldo")
    )
    life.as_("director.dgpp").does("Decidir sobre el saldo", reason="Se subsanó fuera del plazo del numeral 17.7.")
    assert "fuera del plazo del numeral 17.7" in life.text_of("cancellation_letter")
    life.serve(sent_on=date(2016, 9, 27), received_on=date(2016, 9, 30))
    assert (life.tranche(2).cancelled, life.tranche(2).balance) == (balance, 0)


def year_3(life: Life) -> None:
    """Level 2: everything is met, and both tranches are paid."""
    life.on(date(2017, 1, 16))
    life.present(["fixed", "variable"])
    life.admit()
    life.judge(year=3, **THIRD)
    life.judge(year=3, **DGPP)
    life.report("Emitir el I Informe de Verificación")
    life.on(date(2017, 2, 6))
    life.pay()
    life.on(date(2017, 2, 20))
    life.pay()


def end(life: Life) -> None:
    """The clock ends the term; the final report and the act of closure end the agreement."""
    life.on(date(2018, 6, 11))
    assert life.status() == "in_force"
    life.on(date(2018, 6, 12))
    assert life.status() == "expired"
    assert "vencido, en liquidación" in life.case_page().lower()
    report = {
        "number": "Informe N° 77-2018-GRA/GRPPAT",
        "file": a_file("final.pdf"),
        "summary": "El convenio cumplió su objeto en los tres años.",
    }
    page = life.as_("coordinador").does("Presentar el informe final", status=422, unspent="150.00", **report)
    assert "conserva su finalidad" in page
    life.as_("coordinador").does(
        "Presentar el informe final",
        unspent="150.00",
        unspent_note="Se incorpora como saldo de balance del programa.",
        **{**report, "file": a_file("final.pdf")},
    )
    life.as_("sectorista.dgpp").does("Revisar el informe final", decision="go_on")
    life.on(date(2018, 7, 2))
    life.as_("director.dgpp").does("Emitir el acta de cierre")
    act = life.text_of("closure_act")
    assert "El padrón nominal se depura cada mes con el SIS." in act
    assert "150.00" in act


def test_three_years_end_in_a_closure_and_the_money_adds_up(travel: Travel) -> None:
    life = Life("amazonas", travel)
    year_1(life)
    year_2(life)
    year_3(life)
    end(life)
    assert life.status() == "concluded"
    assert open_steps(life.number) == set()
    sums = sums_of(life.agreement.case)
    assert sums.amount == sum(each.maximum for each in life.agreement.year_amounts.all())
    assert sums.paid + sums.cancelled + sums.forgone == sums.amount
    assert (sums.due, sums.balance) == (0, 0)
    transfers = life.agreement.case.transfers.all()
    assert sum(each.amount for each in transfers) == sums.paid
    assert {each.status for each in transfers} == {"confirmed"}
    days = [day for _act, day in life.acts("")]
    assert days == sorted(days)
    assert ("closure.expire", date(2018, 6, 12)) in life.acts("closure.")
    page = life.case_page()
    assert "Concluido" in page
    assert f"{sums.paid:,.2f}" in page
