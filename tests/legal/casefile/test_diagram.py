"""The diagrams: every flow of the case, one picture for each of its runs, with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from legal.agreements.models import Agreement
from legal.casefile.panels.diagram import Flow, diagram
from legal.transfers.models import Transfer
from legal.verification.models import Verification
from tests.factories import (
    World,
    admit,
    communicate,
    correct,
    give_opinions,
    issue_first_report,
    issue_second_report,
    open_task,
    present,
    serve,
    to_first_report,
    to_in_review,
    to_in_signature,
    verification_of,
    verify,
    verify_correction,
)
from tests.factories.closure import (
    accept,
    expire,
    opine_on_termination,
    present_final_report,
    propose_termination,
    terminate,
)
from tests.factories.transfers import (
    authorize,
    confirm,
    incorporate,
    instruct,
    open_rescue,
    open_transfer,
    pay,
    review,
    send_copies,
    warn,
)
from tests.factories.verification import agree
from tests.legal.casefile.reading import Reads, not_corrected
from workflow import deadlines, holding


class TestFormulation:
    def test_shows_where_the_case_is(self, draft: Agreement, world: World, file_of: Reads) -> None:
        flow = diagram(file_of(draft)).flows[0]
        assert flow.title == "Formulación"
        assert flow.summary == "Aquí está: Formular el proyecto de convenio."
        assert (flow.steps[0].title, flow.steps[0].state) == ("Formular el proyecto de convenio", "now")
        assert {step.state for step in flow.steps[1:]} == {"next"}
        assert 'class="now"' in flow.svg

    def test_tells_who_did_what_and_when(self, draft: Agreement, world: World, file_of: Reads) -> None:
        to_in_review(draft, world)
        give_opinions(draft, kinds=["budget"])
        steps = {step.title: step for step in diagram(file_of(draft)).flows[0].steps}
        assert steps["Formular el proyecto de convenio"].when == "23 de noviembre de 2026"
        done = steps["Emitir la opinión presupuestal"]
        assert (done.who, done.state) == ("Especialista en presupuesto, EF/50.01", "done")
        waiting = steps["Emitir la opinión legal"]
        assert (waiting.state, waiting.when) == ("now", "Hasta el 2 de diciembre de 2026")

    def test_puts_what_is_open_first_and_what_is_over_without_steps_to_come(
        self, draft: Agreement, world: World, file_of: Reads
    ) -> None:
        to_in_signature(draft, world)
        signing, formulation = diagram(file_of(draft)).flows
        assert (signing.title, formulation.title) == ("Suscripción", "Formulación")
        assert formulation.summary == "Concluyó el 23 de noviembre de 2026."
        assert {step.state for step in formulation.steps} == {"done"}
        assert [step.state for step in signing.steps] == ["done", "now", "next"]

    def test_does_not_mistake_taking_a_step_for_doing_it(self, draft: Agreement, world: World, file_of: Reads) -> None:
        holding.claim(task_pk=open_task(draft.case).pk, actor=world.formulator)
        assert diagram(file_of(draft)).flows[0].steps[0].state == "now"


def here(svg: str) -> str:
    """Return where a picture says that the case is."""
    found = re.search(r"<title[^>]*>[^<]*Aquí está: ([^<]*)\.</title>", svg)
    return found[1] if found else ""


def flow_of(agreement: Agreement, file_of: Reads, title: str) -> Flow:
    """Return the one flow whose title begins so."""
    (found,) = [flow for flow in diagram(file_of(agreement)).flows if flow.title.startswith(title)]
    return found


class TestVerification:
    def test_says_where_it_is_at_each_step(self, in_force: Agreement, file_of: Reads) -> None:
        verification = verification_of(in_force)
        walk: list[tuple[str, Callable[[Verification], object]]] = [
            ("Presentar el informe de cumplimiento", present),
            ("Admitir el informe de cumplimiento", admit),
            ("Verificar criterios e indicadores", lambda each: verify(each, unmet=["C-02"])),
            ("Revisar el proyecto del I Informe", agree),
            ("Emitir el I Informe de Verificación", issue_first_report),
            ("Comunicar las observaciones", communicate),
            ("Notificar las observaciones", lambda each: serve(each.case)),
            ("Subsanar las observaciones", correct),
            ("Verificar la subsanación", lambda each: verify_correction(each, unmet=["C-02"])),
            ("Revisar el proyecto del II Informe", lambda each: agree(each, ordinal=2)),
            ("Emitir el II Informe de Verificación", issue_second_report),
        ]
        for place, act in walk:
            flow = flow_of(in_force, file_of, "Verificación")
            assert (flow.title, flow.is_open) == ("Verificación del año 1 (Nivel 0)", True)
            assert here(flow.svg) == place
            act(verification)
            verification.refresh_from_db()
        flow = flow_of(in_force, file_of, "Verificación")
        assert (flow.is_open, flow.result, flow.state, here(flow.svg)) == (False, "No subsanado", "risk", "")

    def test_shows_the_notice_that_it_waits_for(self, in_force: Agreement, file_of: Reads) -> None:
        communicate(to_first_report(verification_of(in_force), unmet=["C-02"]))
        flow = flow_of(in_force, file_of, "Verificación")
        (notice,) = flow.called
        assert notice.title.startswith("Notificación: Oficio que comunica observaciones")
        assert here(notice.svg) == "Enviar la notificación"
        assert flow.summary == "Aquí está: Enviar la notificación."
        assert ("Enviar la notificación", "now") in [(step.title, step.state) for step in flow.steps]
        serve(in_force.case)
        flow = flow_of(in_force, file_of, "Verificación")
        assert flow.called == ()
        assert ("Enviar la notificación", "done") in [(step.title, step.state) for step in flow.steps]

    def test_does_not_take_a_step_that_lapsed_for_done(
        self, in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
    ) -> None:
        communicate(to_first_report(verification_of(in_force), unmet=["C-02"]))
        serve(in_force.case)
        travel(date(2027, 4, 26))
        deadlines.run_clock(on=date(2027, 4, 26))
        flow = flow_of(in_force, file_of, "Verificación del año 1")
        assert here(flow.svg) == "Emitir el II Informe de Verificación"
        (missed,) = [step for step in flow.steps if step.title == "Subsanar las observaciones"]
        assert (missed.state, missed.when) == ("missed", "Venció el 23 de abril de 2027")

    def test_of_each_year_has_its_own_picture(
        self, in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
    ) -> None:
        for year in (2, 3):
            travel(date(2025 + year, 1, 4))
            deadlines.run_clock(on=date(2025 + year, 1, 4))
        flows = diagram(file_of(in_force)).flows
        assert [flow.title for flow in flows if flow.is_open] == [
            "Verificación del año 3 (Nivel 2)",
            "Verificación del año 2 (Nivel 1)",
            "Verificación del año 1 (Nivel 0)",
        ]
        idents = re.findall(r'\sid="([^"]+)"', "".join(flow.svg for flow in flows))
        assert len(idents) == len(set(idents)) == len(flows)


class TestTransfer:
    def test_says_where_it_is_at_each_step(self, in_force: Agreement, file_of: Reads) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        transfer = open_transfer(in_force)
        walk: list[tuple[str, Callable[[Transfer], Transfer]]] = [
            ("Revisar el cálculo", review),
            ("Autorizar la transferencia", authorize),
            ("Instruir la transferencia", instruct),
            ("Incorporar los recursos en el presupuesto", incorporate),
            ("Remitir copias de la resolución", send_copies),
            ("Confirmar la transferencia en el SIAF", confirm),
        ]
        for place, act in walk:
            flow = flow_of(in_force, file_of, "Transferencia")
            assert flow.title == "Transferencia de S/\u00a01,000,000.00 del tramo fijo del año 1"
            assert here(flow.svg) == place
            transfer = act(transfer)
        flow = flow_of(in_force, file_of, "Transferencia")
        assert (flow.is_open, flow.result) == (False, "Transferida el 23 de noviembre de 2026")


class TestTheRest:
    def test_rescue_waits_for_its_notice(self, in_force: Agreement, file_of: Reads) -> None:
        not_corrected(in_force)
        assert here(flow_of(in_force, file_of, "Rescate").svg) == "Apercibir a la entidad"
        warn(open_rescue(in_force))
        flow = flow_of(in_force, file_of, "Rescate")
        assert flow.title == "Rescate del saldo del tramo fijo del año 1"
        assert here(flow.svg) == "Notificar el apercibimiento"
        assert [here(called.svg) for called in flow.called] == ["Enviar la notificación"]

    def test_termination_names_its_cause(self, in_force: Agreement, world: World, file_of: Reads) -> None:
        termination = propose_termination(in_force, world)
        assert here(flow_of(in_force, file_of, "Resolución").svg) == "Opinar sobre la resolución del convenio"
        terminate(opine_on_termination(termination))
        flow = flow_of(in_force, file_of, "Resolución")
        assert flow.title == "Resolución del convenio por incumplimiento"
        assert here(flow.svg) == "Notificar la resolución del convenio"

    def test_closure_goes_from_the_report_to_the_act(
        self, in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
    ) -> None:
        travel(date(2029, 11, 23))
        closure = expire(in_force)
        assert here(flow_of(in_force, file_of, "Cierre").svg) == "Presentar el informe final"
        accept(present_final_report(closure))
        assert here(flow_of(in_force, file_of, "Cierre").svg) == "Emitir el acta de cierre"

    def test_what_is_over_comes_after_what_is_open(self, in_force: Agreement, file_of: Reads) -> None:
        not_corrected(in_force)
        pay(open_transfer(in_force))
        flows = diagram(file_of(in_force)).flows
        assert [(flow.title.split()[0], flow.is_open, flow.result) for flow in flows] == [
            ("Rescate", True, ""),
            ("Transferencia", False, "Transferida el 23 de noviembre de 2026"),
            ("Verificación", False, "No subsanado"),
            ("Suscripción", False, "Concluido"),
            ("Formulación", False, "Concluido"),
        ]
