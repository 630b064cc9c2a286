"""The panels: what each one tells of a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from legal.agreements.errors import CannotSubmit
from legal.agreements.models import Agreement
from legal.agreements.services.review import submit_draft
from legal.casefile.head import head
from legal.casefile.panels.deadlines import deadlines, explain, explain_until, told
from legal.casefile.panels.documents import documents
from legal.casefile.panels.history import history
from legal.casefile.panels.money import money
from legal.casefile.panels.people import people
from legal.casefile.panels.review import review
from legal.casefile.panels.terms import terms
from legal.documents.pdf import services
from tests.factories import (
    World,
    answer_consultations,
    complete_terms,
    do,
    give_opinions,
    issue,
    make_draft,
    make_mandate,
    open_task,
    sign_all,
    submit,
    to_approved,
    to_in_force,
    to_in_signature,
)
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS, correct
from tests.legal.casefile.reading import TODAY, Reads, read
from workflow import calendars, clock
from workflow.calendars import Term
from workflow.models import DeadlineChange, Mandate, NonWorkingDay
from workflow.recounting import apply_closed_days
from workflow.templatetags.words import long_date


class TestTerms:
    def test_show_conditions_levels_and_targets(self, draft: Agreement, world: World, file_of: Reads) -> None:
        complete_terms(draft, world)
        panel = terms(file_of(draft))
        level = panel.processes[0].criteria[0].levels[0]
        assert (level.year, level.level, level.condition) == ("Año 1", "Nivel 0", "≥\u00a080\u00a0%")
        assert [target.target for target in panel.indicators[0].targets] == [None, Decimal(50), Decimal(55)]
        assert panel.indicators[0].direction == "sube"
        assert [province.districts for province in panel.ambit] == [("Chachapoyas", "Asunción")]

    def test_name_the_posts_that_sign_in_their_order(self, draft: Agreement, file_of: Reads) -> None:
        assert [(party.order, party.signatory) for party in terms(file_of(draft)).parties] == [
            (1, "Gobernadora Regional"),
            (2, "Directora General"),
        ]

    def test_name_the_posts_of_the_parties_as_on_the_day_of_the_signature(
        self, draft: Agreement, file_of: Reads
    ) -> None:
        draft.signed_on = date(2014, 4, 16)
        draft.save()
        assert terms(file_of(draft)).parties[0].signatory == "Presidenta Regional"

    def test_of_an_empty_draft_leave_out_what_nobody_wrote(self, draft: Agreement, file_of: Reads) -> None:
        panel = terms(file_of(draft))
        assert panel.objective == ""
        assert "Contrapartida" not in [fact.label for fact in panel.facts]


class TestMoney:
    def test_adds_up(self, draft: Agreement, world: World, file_of: Reads) -> None:
        complete_terms(draft, world)
        panel = money(file_of(draft))
        assert [(year.fixed, year.variable) for year in panel.years] == [
            (Decimal(1_000_000), Decimal(0)),
            (Decimal(700_000), Decimal(300_000)),
            (Decimal(500_000), Decimal(500_000)),
        ]
        assert (panel.totals.fixed, panel.totals.variable) == (Decimal(2_200_000), Decimal(800_000))
        assert panel.totals.maximum == panel.maximum == Decimal(3_000_000)
        assert (panel.fixed_rule, panel.source) == ("proporcional", "Programa de apoyo presupuestario (Unión Europea)")
        assert [year.fiscal_year for year in panel.years] == [None, None, None]

    def test_of_an_empty_draft_is_nothing(self, draft: Agreement, file_of: Reads) -> None:
        panel = money(file_of(draft))
        assert (panel.years, panel.maximum) == ((), None)

    def test_knows_its_fiscal_years_once_in_force(self, draft: Agreement, world: World, file_of: Reads) -> None:
        to_in_force(draft, world)
        assert [year.fiscal_year for year in money(file_of(draft)).years] == [2026, 2027, 2028]


class TestDocuments:
    def test_count_their_signatures(self, draft: Agreement, world: World, file_of: Reads) -> None:
        assert documents(file_of(draft)).rows == ()
        to_in_signature(draft, world)
        row = documents(file_of(draft)).rows[0]
        assert (row.signatures, row.status, row.state) == ("0 de 2", "En suscripción", "go")
        sign_all(draft)
        assert documents(file_of(draft)).rows[0].signatures == "2 de 2"

    def test_tell_the_file_by_its_hash(self, draft: Agreement, world: World, file_of: Reads) -> None:
        to_approved(draft, world)
        issue(draft)
        row, kept = documents(file_of(draft)).rows[0], draft.case.documents.get().file
        assert kept.sha256.startswith(row.hash)
        assert row.note.startswith("Word, ")

    def test_tell_what_stands_of_their_pdf_copies(self, draft: Agreement, world: World, file_of: Reads) -> None:
        to_approved(draft, world)
        issue(draft)
        document = draft.case.documents.get()
        panel = documents(file_of(draft))
        row = next(row for row in panel.rows if row.pdf_state)
        assert (row.pdf_state, panel.has_converter) == ("PDF en preparación", False)
        assert row.pdf_url == reverse("documents:pdf_copy", args=[document.pk])
        services.note_look(converter="LibreOffice", now=clock.now())
        assert documents(file_of(draft)).has_converter

    def test_include_the_instruments_that_were_brought(self, world: World, draft: Agreement, file_of: Reads) -> None:
        local = make_draft(world, entity=world.municipality_entity)
        to_approved(local, world)
        row = documents(file_of(local)).rows[0]
        assert (row.title, row.number, row.status) == ("Acuerdo de Concejo", "N° 001-2026-GRA/CR", "Registrado")
        assert row.url
        assert head(*read(local, world.auditor)).documents == len(documents(file_of(local)).rows) == 1


class TestDeadlines:
    def test_tell_what_moved_their_end_and_explain_the_new_one(
        self, draft: Agreement, world: World, file_of: Reads
    ) -> None:
        to_in_force(draft, world)
        first = deadlines(file_of(draft)).running[0]
        NonWorkingDay.objects.create(day=first.due_on, norm="DS 001-2026-PCM")
        apply_closed_days(on=TODAY)
        moved = deadlines(file_of(draft)).running[0]
        assert moved.due_on > first.due_on
        assert len(moved.changes) == 1
        assert moved.changes[0].startswith(
            f"Contado de nuevo el 23 de noviembre de 2026: vencía el {long_date(first.due_on)} "
            f"y vence el {long_date(moved.due_on)}. Cambio de los días no laborables."
        )
        assert any("DS 001-2026-PCM" in line.note for line in moved.count)
        assert first.changes == ()

    def test_run_first_soonest_first(self, draft: Agreement, world: World, file_of: Reads) -> None:
        to_in_force(draft, world)
        rows = deadlines(file_of(draft)).rows
        assert [row.due_on for row in rows] == [date(2026, 12, 23), date(2027, 2, 15), date(2028, 2, 14)]
        assert rows[0].days_left == 30
        assert rows[0].length == "30 días calendario, para Coordinador del convenio, GRA"
        assert rows[0].count

    def test_in_calendar_days_tell_why_they_move(self) -> None:
        count = calendars.count(date(2015, 6, 12), term(30, "calendar_days"), calendars.national_calendar())
        lines = explain(count, due_on=date(2015, 7, 13))
        assert [(line.day, line.number) for line in lines] == [
            ("12 jun 2015", ""),
            ("13 jun 2015 a 11 jul 2015", "1–29"),
            ("12 jul 2015", "30"),
            ("13 jul 2015", ""),
        ]
        assert lines[2].note == "Se cuenta, pero el plazo no puede vencer ese día: domingo"

    def test_in_working_days_skip_what_is_closed(self) -> None:
        count = calendars.count(date(2025, 7, 18), term(4, "working_days"), calendars.national_calendar())
        lines = explain(count, due_on=date(2025, 7, 25))
        assert [(line.day, line.number) for line in lines] == [
            ("18 jul 2025", ""),
            ("19 jul 2025", ""),
            ("20 jul 2025", ""),
            ("21 jul 2025 a 22 jul 2025", "1–2"),
            ("23 jul 2025", ""),
            ("24 jul 2025 a 25 jul 2025", "3–4"),
            ("25 jul 2025", ""),
        ]
        assert lines[1].note == "No se cuenta: sábado"

    def test_in_months_go_from_date_to_date(self) -> None:
        moved = calendars.count(date(2026, 3, 15), term(5, "months"), calendars.national_calendar())
        lines = explain(moved, due_on=date(2026, 8, 17))
        assert lines[1].note == "5 meses de fecha a fecha desde el 15 de marzo de 2026"
        assert [line.note for line in lines[2:4]] == ["No puede vencer: sábado", "No puede vencer: domingo"]
        lacking = calendars.count(date(2025, 9, 30), term(5, "months"), calendars.national_calendar())
        assert "el mes no tiene ese día" in explain(lacking, due_on=date(2026, 3, 2))[1].note

    def test_in_months_tell_the_days_on_which_they_stood_still(self) -> None:
        pause = calendars.Pause(first=date(2026, 4, 6), last=date(2026, 4, 15), ground="plazo suspendido: huelga")
        count = calendars.count(date(2026, 3, 16), term(1, "months"), calendars.national_calendar(), [pause])
        lines = explain(count, due_on=date(2026, 4, 27))
        assert [(line.day, line.number) for line in lines] == [
            ("16 mar 2026", ""),
            ("6 abr 2026 a 15 abr 2026", ""),
            ("26 abr 2026", "1"),
            ("26 abr 2026", ""),
            ("27 abr 2026", ""),
        ]
        assert lines[1].note == "No se cuenta: plazo suspendido: huelga"
        assert lines[2].note == "1 mes de fecha a fecha desde el 16 de marzo de 2026, más los días que no corrió"
        assert lines[3].note == "No puede vencer: domingo"

    def test_in_months_tell_in_one_line_that_they_were_suspended_on_the_way_to_a_working_day(self) -> None:
        # A month from 25 March 2026 ends on a Saturday, and would end on Monday 27 April.
        pause = calendars.Pause(first=date(2026, 4, 27), last=date(2026, 5, 10), ground="plazo suspendido: huelga")
        count = calendars.count(date(2026, 3, 25), term(1, "months"), calendars.national_calendar(), [pause])
        lines = explain(count, due_on=date(2026, 5, 11))
        assert [(line.day, line.note) for line in lines[2:-1]] == [
            ("25 abr 2026", "No puede vencer: sábado"),
            ("26 abr 2026", "No puede vencer: domingo"),
            ("27 abr 2026 a 10 may 2026", "No puede vencer: plazo suspendido: huelga"),
        ]

    @pytest.mark.parametrize(
        ("amount", "unit", "days"),
        [
            (1, "months", ["16 mar 2026", "27 mar 2026"]),
            (20, "calendar_days", ["16 mar 2026", "17 mar 2026 a 26 mar 2026", "27 mar 2026"]),
        ],
    )
    def test_that_are_suspended_are_counted_until_they_stopped(self, amount: int, unit: str, days: list[str]) -> None:
        count = calendars.count(date(2026, 3, 16), term(amount, unit), calendars.national_calendar())
        suspension = DeadlineChange(
            kind="suspended", on=date(2026, 3, 27), due_before=count.due, document="Oficio N° 1", reason="Huelga."
        )
        lines = explain_until(suspension, (count,), due_on=count.due)
        assert [line.day for line in lines] == days
        assert lines[-1].note == "No se cuenta desde este día: plazo suspendido. Oficio N° 1. Huelga."

    def test_that_are_resumed_on_the_day_they_stopped_end_as_before(self) -> None:
        day = date(2026, 12, 7)
        resumed = DeadlineChange(kind="resumed", on=date(2026, 11, 2), due_before=day, due_after=day)
        words = told(resumed)
        assert "el 2 de noviembre de 2026: su fin no cambia, vence el 7 de diciembre de 2026" in words
        assert "vencía" not in words

    def test_do_not_explain_a_date_that_the_count_does_not_give(self) -> None:
        count = calendars.count(date(2015, 6, 12), term(30, "calendar_days"), calendars.national_calendar())
        assert explain(count, due_on=date(2015, 7, 14)) == ()


class TestReview:
    def test_tells_what_is_awaited_and_until_when(self, draft: Agreement, world: World, file_of: Reads) -> None:
        complete_terms(draft, world)
        submit(draft, consulted=[world.health_ministry])
        panel = review(file_of(draft), may_close=True)
        assert [(row.unit, row.status, row.due_on) for row in panel.consultations] == [
            ("Ministerio de Salud", "en consulta", open_task(draft.case, "comment").due_on)
        ]
        assert [row.status for row in panel.opinions] == ["pendiente"] * 3
        assert panel.consultations[0].close_url == ""

    def test_tells_comments_observations_and_answers(self, draft: Agreement, world: World, file_of: Reads) -> None:
        complete_terms(draft, world)
        submit(draft, consulted=[world.health_ministry])
        answer_consultations(draft, "Conforme con los indicadores.")
        give_opinions(draft, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
        give_opinions(draft)
        panel = review(file_of(draft), may_close=False)
        assert panel.consultations[0].comment == "Conforme con los indicadores."
        assert [(row.title, row.state) for row in panel.opinions] == [
            ("Opinión técnica", "warn"),
            ("Opinión presupuestal", "ok"),
            ("Opinión legal", "ok"),
        ]
        assert [(row.number, row.part, row.origin, row.answer) for row in panel.observations] == [
            (1, "Compromisos de gestión", "Opinión técnica", "")
        ]
        correct(draft, n1="Se precisó la fuente.")
        panel = review(file_of(draft), may_close=False)
        assert panel.observations[0].answer == "Se precisó la fuente."
        assert panel.opinions[0].status == "con observaciones, reemplazada"
        assert [(row.title, row.round) for row in panel.opinions][-1] == ("Opinión técnica", 2)


class TestPeople:
    def test_are_the_posts_of_the_units_that_take_part(self, draft: Agreement, file_of: Reads) -> None:
        rows = people(file_of(draft)).rows
        assert {row.capacity for row in rows} == {"Otorga el apoyo presupuestario", "Entidad pública"}
        head = next(row for row in rows if row.post == "Gobernadora Regional")
        assert (head.holder, head.mandate, head.since) == ("Gloria Medina", "titular", date(2015, 1, 1))

    def test_name_the_titular_first_and_the_delegate_beside(
        self, draft: Agreement, world: World, file_of: Reads
    ) -> None:
        held = Mandate.objects.get(user=world.head)
        make_mandate(world.coordinator, held.post, date(2026, 1, 5), kind="signature", origin=held, instrument="RER 7")
        head = next(row for row in people(file_of(draft)).rows if row.post == "Gobernadora Regional")
        assert (head.holder, head.mandate) == ("Gloria Medina", "titular")
        assert head.delegates == (f"{world.coordinator}, delegación de firma (RER 7)",)

    def test_say_where_a_post_is_vacant(self, draft: Agreement, world: World, file_of: Reads) -> None:
        mandate = Mandate.objects.get(post__unit=world.region, post__role="head")
        mandate.ends_on = date(2026, 1, 31)
        mandate.save()
        head = next(row for row in people(file_of(draft)).rows if row.post == "Gobernadora Regional")
        assert (head.holder, head.since) == ("", None)


def test_the_history_tells_refused_attempts_apart(draft: Agreement, world: World, file_of: Reads) -> None:
    with pytest.raises(CannotSubmit):
        do(open_task(draft.case), submit_draft, agreement=draft, consulted=[])
    rows = history(draft.case, limit=20, total=2).entries
    assert [(row.is_refusal, row.is_act, row.folio) for row in rows] == [
        (True, False, "asiento 0002"),
        (False, True, "asiento 0001"),
    ]


def term(amount: int, unit: str) -> Term:
    """Return a term."""
    return Term(amount=amount, unit=calendars.Unit(unit))
