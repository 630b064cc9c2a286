"""The played world: the agreements of the past have lived as their data say, and their money adds up to the cent.

Every amount here is reckoned by the tests from the data files, never read from the product first.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise

import pytest

from legal.addenda.queries import terms_of_agreement_on
from legal.agreements.queries import read_terms
from legal.agreements.services.checking import findings_of, obstacles_of, standing_reasons
from legal.closure.models import Closure, Lesson
from legal.documents.models import DocumentKind, IssuedDocument
from legal.norms.names import currency_on
from legal.notices.models import Notice
from legal.transfers.errors import CannotCancel
from legal.transfers.models import Rescue, Tranche, Transfer
from legal.transfers.queries import PARTS
from legal.transfers.services import rescue as rescues
from legal.transfers.texts import incorporation_resolution
from legal.verification.models import CarriedLevel, Report, Verification
from tests.legal.agreements.traces import acts_of, refusals_of
from tests.legal.demonstration.playing import agreement_of, check_names_of_its_year, open_tasks, words
from tests.legal.demonstration.reading import AMAZONAS, HUANCAVELICA, LIVES, PIURA, RENIEC, Life
from workflow import clock, service
from workflow.acting import Occurrence
from workflow.models import Case, Deadline, Message, User

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]

each_life = pytest.mark.parametrize("life", LIVES, ids=str)


# --- where they stand -----------------------------------------------------------------------------------------------


def test_each_stands_at_the_end_of_its_life() -> None:
    stand = {
        life.name: (agreement.status, agreement.in_force_from, agreement.ends_on)
        for life in LIVES
        for agreement in [agreement_of(life)]
    }
    assert stand == {
        "amazonas": ("concluded", date(2015, 6, 12), date(2018, 6, 11)),
        "huancavelica": ("concluded", date(2010, 7, 14), date(2013, 7, 13)),
        "midis": ("terminated", date(2014, 8, 4), date(2017, 8, 3)),
        "piura": ("expired", date(2014, 4, 16), date(2017, 4, 15)),
        "reniec": ("expired", date(2012, 7, 25), date(2015, 7, 24)),
    }
    numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
    assert numbers[: len(LIVES)] == ["2010-0001", "2012-0001", "2014-0001", "2014-0002", "2015-0001"]


def test_nothing_of_amazonas_waits_for_anybody() -> None:
    case = agreement_of(AMAZONAS).case
    assert not open_tasks(case)
    assert not case.processes.filter(finished__isnull=True)
    assert not Deadline.objects.running().filter(case=case)


def test_of_piura_wait_the_receipt_of_the_warning_and_the_final_report() -> None:
    case = agreement_of(PIURA).case
    waiting = {(task.flow_task.name, task.role, task.unit.code if task.unit else "") for task in open_tasks(case)}
    assert waiting == {("receive", "clerk", "MEF-DGPP"), ("final_report", "coordinator", "GRP")}
    assert not Deadline.objects.running().filter(case=case)


@each_life
def test_the_text_was_whole_and_the_opinions_stand(life: Life) -> None:
    agreement = agreement_of(life)
    terms = read_terms(agreement)
    found = findings_of(agreement, agreement.signed_on, terms)
    assert obstacles_of(found, standing_reasons(agreement).keys()) == []
    counted = (len(terms.ambit), len(terms.criteria), len(terms.indicators))
    written = (life.agreement["ambit"]["districts"], life.criteria["criterion"], life.agreement["indicator"])
    assert counted == tuple(len(each) for each in written)
    opinions = agreement.opinions.order_by("pk").values_list("kind", "status")
    assert sorted(opinions) == sorted((act["opinion"], act["outcome"]) for act in life.named("give_opinion"))
    round_ = agreement.case.signature_rounds.get(subject="agreement")
    signed = round_.signatures.order_by("position").values_list("signed_on", flat=True)
    assert list(signed) == [act["occurred_on"] for act in life.named("sign")]


def test_of_reniec_waits_the_act_of_closure_and_nothing_else() -> None:
    case = agreement_of(RENIEC).case
    waiting = {(task.flow_task.name, task.role, task.unit.code if task.unit else "") for task in open_tasks(case)}
    assert waiting == {("close", "director_general", "MEF-DGPP")}
    assert not Deadline.objects.running().filter(case=case)


def test_the_addendum_of_reniec_rules_from_the_first_day_of_the_year_and_not_from_its_signature() -> None:
    agreement = agreement_of(RENIEC)
    addendum = agreement.addenda.get()
    assert (addendum.signed_on, addendum.in_force_from) == (date(2014, 11, 12), date(2015, 1, 1))
    for day, districts, departments in ((date(2014, 12, 31), 120, 6), (date(2015, 1, 1), 130, 16)):
        ambit = terms_of_agreement_on(agreement, day).terms.ambit
        assert (len(ambit), len({each.department for each in ambit})) == (districts, departments)


def test_reniec_took_five_millions_into_its_budget_by_its_real_resolution() -> None:
    first = Transfer.objects.filter(case=agreement_of(RENIEC).case).order_by("pk")[0]
    assert (first.amount, first.resolved_on) == (Decimal("5000000.00"), date(2012, 11, 28))
    assert first.resolution == "Resolución Jefatural N° 314-2012-JNAC/RENIEC"


def test_the_addendum_of_piura_widens_the_ambit_from_its_last_signature() -> None:
    agreement = agreement_of(PIURA)
    signed_on = max(act["occurred_on"] for act in PIURA.named("sign_addendum"))
    before = {each["ubigeo"] for each in PIURA.agreement["ambit"]["districts"]}
    entered = set(PIURA.one("write_change")["added"])
    for day, wanted in ((signed_on - timedelta(days=1), before), (signed_on, before | entered)):
        assert {each.code for each in terms_of_agreement_on(agreement, day).terms.ambit} == wanted
    addendum = agreement.addenda.get()
    assert (addendum.status, addendum.label) == ("in_force", "Adenda N° 1")


# --- the record -----------------------------------------------------------------------------------------------------


@each_life
def test_every_act_is_recorded_on_its_legal_date_by_its_person_and_none_was_refused(life: Life) -> None:
    case = agreement_of(life).case
    recorded = acts_of(case)
    assert refusals_of(case) == []
    done = {(entry.occurred_on, entry.actor.username) for entry in recorded if entry.actor}
    assert done == {(act["occurred_on"], act["user"]) for act in life.acts}
    assert all(entry.authority and entry.grounds for entry in recorded if entry.actor)


@each_life
def test_the_record_is_in_the_order_of_the_legal_dates(life: Life) -> None:
    recorded = acts_of(agreement_of(life).case)
    days = [entry.occurred_on for entry in recorded]
    assert days == sorted(days)
    assert [entry.sequence for entry in recorded] == list(range(1, len(recorded) + 1))


def test_what_the_coordinator_of_amazonas_left_overdue_was_told_to_the_governor() -> None:
    case = agreement_of(AMAZONAS).case
    entry = next(each for each in acts_of(case) if each.act == "tasks.escalate")
    assert entry.after["superior"] == "Gobernador Regional de Amazonas, GRA"
    assert entry.after["of_post"].startswith("Gerente Regional de Planeamiento")
    message = Message.objects.get(case=case, role="head", body__contains="como superior jerárquico")
    assert message.subject.startswith("Venció el 15 de febrero de 2016")


@each_life
def test_the_clock_opened_the_later_periods_on_1_january_and_ended_the_agreement_on_its_day(life: Life) -> None:
    agreement = agreement_of(life)
    unattended = [(entry.act, entry.occurred_on) for entry in acts_of(agreement.case) if entry.actor is None]
    start, end = life.one("register")["in_force_from"].year, life.one("register")["in_force_to"]
    opened = [("verification.open", date(start + year - 1, 1, 1)) for year in life.verified if year > 1]
    late = (("deadlines.expire", date(2016, 2, 16)), ("tasks.escalate", date(2016, 2, 16)))
    expired = late if life is AMAZONAS else ()
    effects = [("addenda.take_effect", each["effective_on"]) for each in life.acts if "effective_on" in each]
    ended = [] if life.named("terminate") else [("closure.expire", end + timedelta(days=1))]
    assert unattended == sorted([*opened, *expired, *effects, *ended], key=lambda each: each[1])


# --- verification ---------------------------------------------------------------------------------------------------


@each_life
def test_each_period_was_due_and_ended_as_the_data_say(life: Life) -> None:
    for period in life.agreement["period"][: len(life.verified)]:
        year = period["year"]
        found = Verification.objects.select_related("period__report_deadline").get(
            period__agreement=agreement_of(life), period__year=year
        )
        presented = life.one("present_reports", year)["occurred_on"]
        assert found.period.report_deadline.due_on == period["report_due_on"]
        assert found.is_late == (presented > period["report_due_on"])
        assert (found.status, found.outcome) == ("closed", outcome(life, year))
        assert found.period.level == period["level"]


def outcome(life: Life, year: int) -> str:
    """Return how a year ended, from the verdicts of the data."""
    if not life.last("verify", year).get("unmet"):
        return "all_met"
    again = life.one("verify_correction", year)
    return "partly_corrected" if again.get("unmet") or again.get("carried_unmet") else "corrected"


def test_piura_was_asked_once_to_complete_its_report_and_did_so_in_two_working_days() -> None:
    deadline = Deadline.objects.get(case=agreement_of(PIURA).case, name="completion_2")
    assert (deadline.starts_on, deadline.due_on) == (date(2015, 2, 16), date(2015, 2, 18))
    assert (deadline.status, deadline.settled_on) == ("met", date(2015, 2, 18))


@each_life
def test_each_correction_came_within_five_months_of_the_receipt(life: Life) -> None:
    for act in life.named("correct_observations"):
        year = act["year"]
        found = Verification.objects.select_related("notice", "correction_deadline").get(
            period__agreement=agreement_of(life), period__year=year
        )
        assert found.notice is not None
        assert found.correction_deadline is not None
        received = next(
            act["occurred_on"]
            for act in life.named("receive_notice")
            if act["serves"] == "observations" and act["key"].startswith(f"y{year}-")
        )
        assert (found.notice.received_on, found.correction_deadline.starts_on) == (received, received)
        assert (found.correction_deadline.status, found.correction_deadline.settled_on) == ("met", act["occurred_on"])


# --- money ----------------------------------------------------------------------------------------------------------


@each_life
def test_every_tranche_holds_what_the_data_earn_to_the_cent(life: Life) -> None:
    found = Tranche.objects.filter(case=agreement_of(life).case).select_related("period")
    held = {(row.period.year, row.kind): {part: getattr(row, part) for part in PARTS} for row in found}
    assert held == life.tranches()
    assert all(row["amount"] == sum(row[part] for part in PARTS[1:]) for row in held.values())


@each_life
def test_each_transfer_paid_what_its_report_newly_earned_on_the_days_of_its_papers(life: Life) -> None:
    case = agreement_of(life).case
    for year in life.verified:
        for kind in ("fixed", "variable"):
            amounts = [life.achieved(year)] if kind == "variable" and life.tranche(year, kind) else []
            if kind == "fixed":
                earned = [Decimal(0), *life.earned(year)]
                amounts = [later - earlier for earlier, later in pairwise(earned)]
            made = Transfer.objects.filter(case=case, tranche__period__year=year, tranche__kind=kind)
            found = list(made.order_by("sequence").values_list("amount", "status", "resolved_on", "confirmed_on"))
            papers = [
                [act["occurred_on"] for act in life.named(name, year) if kind in act["tranches"]]
                for name in ("incorporate_transfers", "confirm_transfers")
            ]
            assert found == [
                (amount, "confirmed", incorporated, confirmed)
                for amount, incorporated, confirmed in zip(amounts, *papers, strict=True)
            ]


def test_every_transfer_had_its_copies_in_time() -> None:
    cases = [agreement_of(life).case for life in LIVES]
    copies = Deadline.objects.filter(name__startswith="copies_", case__in=cases)
    assert copies.count() == Transfer.objects.filter(case__in=cases).count() == 32
    assert set(copies.values_list("status", flat=True)) == {"met"}


def test_the_balance_of_amazonas_was_cancelled_after_a_warning_served_and_answered_by_a_letter_served() -> None:
    rescue = Rescue.objects.get(case=agreement_of(AMAZONAS).case)
    assert rescue.warning_notice is not None
    assert rescue.letter_notice is not None
    assert rescue.warning_notice.attempts == 2
    days = (rescue.warning_notice.received_on, rescue.answered_on, rescue.decided_on, rescue.letter_notice.received_on)
    assert days == (date(2016, 11, 15), date(2016, 11, 25), date(2016, 12, 5), date(2016, 12, 13))
    assert rescue.amount == Decimal("182608.70")


def test_huancavelica_carried_fifteen_criteria_and_what_two_levels_left_was_cancelled_by_a_person() -> None:
    case = agreement_of(HUANCAVELICA).case
    rescues_ = Rescue.objects.filter(case=case).select_related("tranche__period", "carried_into").order_by("pk")
    assert [(each.status, each.tranche.period.year, each.amount, each.decided_on) for each in rescues_] == [
        ("carried", 2, Decimal("1141304.35"), date(2011, 10, 28)),
        ("cancelled", 2, Decimal("228260.87"), date(2013, 8, 7)),
    ]
    carried = CarriedLevel.objects.filter(origin__case=case)
    assert carried.count() == 15
    assert set(carried.values_list("period__year", flat=True)) == {3}
    reports = Report.objects.filter(verification__case=case).order_by("pk")
    assert list(reports.values_list("met", "criteria", "carried_met", "carried")) == [
        (7, 7, 0, 0),
        (5, 23, 0, 0),
        (8, 23, 0, 0),
        (10, 12, 9, 15),
        (12, 12, 12, 15),
    ]
    assert not open_tasks(case)


def test_the_papers_of_huancavelica_tell_what_was_carried() -> None:
    case = agreement_of(HUANCAVELICA).case
    letter = words(IssuedDocument.objects.get(case=case, kind="carry_letter"))
    assert "deberán ser subsanados para la evaluación del siguiente nivel" in letter
    assert "a la evaluación del Nivel 2 (Año 3, año fiscal 2012)" in letter
    report = words(IssuedDocument.objects.filter(case=case, kind="verification_report").order_by("pk")[2])
    assert "Se cumplen nueve (09) de los quince (15) criterios arrastrados del Nivel 1." in report
    cancelled = words(IssuedDocument.objects.get(case=case, kind="cancellation_letter"))
    assert "lo que no se subsanó del Nivel 1 se arrastró a la evaluación del Nivel 2" in cancelled
    assert "S/. 228,260.87" in cancelled
    closing = words(IssuedDocument.objects.get(case=case, kind="closure_act"))
    assert "Se cumplen doce (12) de los quince (15) criterios arrastrados de un nivel anterior." in closing


def test_the_balance_of_piura_cannot_be_cancelled_because_nobody_is_known_to_have_received_the_warning() -> None:
    case = agreement_of(PIURA).case
    rescue = Rescue.objects.select_related("tranche", "warning_notice").get(case=case)
    assert rescue.warning_notice is not None
    assert (rescue.status, rescue.warning_notice.status) == ("warned", Notice.Status.SENT)
    obstacles = rescues.obstacles_to_cancelling(rescue, clock.today())
    assert [obstacle.text for obstacle in obstacles] == [
        "El apercibimiento no consta como recibido: plazo no iniciado. Nada se cancela sin él."
    ]
    with pytest.raises(CannotCancel):
        service.perform(
            case=case,
            actor=User.objects.get(username="director.dgpp"),
            act_name="transfers.cancel_balance",
            act=partial(rescues.cancel_balance, rescue=rescue, reason="Sin cargo."),
            occurred=Occurrence(on=clock.today()),
        )
    assert Tranche.objects.get(pk=rescue.tranche_id).balance == Decimal("26388.89")


# --- people and papers ----------------------------------------------------------------------------------------------


def test_the_vice_governor_incorporated_the_first_transfer_standing_in() -> None:
    agreement = agreement_of(AMAZONAS)
    (entry,) = [each for each in acts_of(agreement.case) if each.actor_name == "Zoila Bolaina Ficticia"]
    assert (entry.act, entry.occurred_on) == ("transfers.incorporate", date(2015, 10, 21))
    assert (entry.authority["kind"], entry.authority["ends_on"]) == ("suplencia", "2015-10-23")
    transfer = Transfer.objects.filter(case=agreement.case).order_by("pk")[0]
    assert transfer.resolution.endswith("-2015-GRA/GR")
    model = incorporation_resolution(transfer, on=date(2015, 10, 21))
    assert (model.signatory.name, model.signatory.post) == (
        "Zoila Bolaina Ficticia",
        "Gobernadora Regional de Amazonas (s)",
    )


def test_piura_was_signed_by_a_regional_president_in_nuevos_soles_under_the_laws_of_2014() -> None:
    round_ = agreement_of(PIURA).case.signature_rounds.get(subject="agreement")
    assert round_.signatures.get(position=1).printed_as == "Anselmo Hualtaco Ficticio, Presidente Regional de Piura"
    assert round_.document is not None
    text = words(round_.document)
    for then in ("Presidente Regional de Piura", "S/. 1,400,000.00", "nuevos soles", "artículo 15 de la Ley N° 29951"):
        assert then in text
    for later in ("Gobernador Regional", "Decreto Legislativo N° 1440", "Ley N° 30305"):
        assert later not in text


def test_letters_to_piura_name_the_head_as_the_law_did_then() -> None:
    letters = IssuedDocument.objects.filter(case=agreement_of(PIURA).case, kind="observations_letter").order_by("pk")
    titles = ["Presidente" if "Presidente Regional de Piura" in words(letter) else "Gobernador" for letter in letters]
    assert titles == ["Presidente", "Gobernador", "Gobernador"]


@each_life
def test_every_calculation_sheet_says_its_amount_in_the_currency_of_its_day(life: Life) -> None:
    transfers = Transfer.objects.filter(case=agreement_of(life).case).select_related("sheet__file")
    for transfer in transfers:
        assert transfer.sheet is not None
        sign = currency_on(transfer.sheet.issued_on).sign
        assert f"{sign} {transfer.amount:,.2f}" in words(transfer.sheet)


def test_the_numbers_of_a_kind_and_year_follow_its_dates_across_the_agreements() -> None:
    for kind, year in set(IssuedDocument.objects.values_list("kind", "year")):
        numbered = IssuedDocument.objects.filter(kind=kind, year=year).order_by("number")
        days = list(numbered.values_list("issued_on", flat=True))
        assert days == sorted(days), (kind, year)


def test_every_kind_of_paper_has_the_names_of_its_own_year_and_decade() -> None:
    issued = IssuedDocument.objects.select_related("file")
    for document in issued:
        check_names_of_its_year(document)
    # Nobody in the world asks for more time, and nothing of it is suspended.
    unused = {DocumentKind.EXTENSION_LETTER, DocumentKind.SUSPENSION_LETTER}
    assert {document.kind for document in issued} == set(DocumentKind.values) - unused


# --- the end --------------------------------------------------------------------------------------------------------


def test_the_act_of_closure_tells_the_sums_and_what_was_learned() -> None:
    closure = Closure.objects.select_related("document__file").get(agreement=agreement_of(AMAZONAS))
    assert (closure.closed_on, closure.unspent) == (date(2018, 8, 20), Decimal("214306.40"))
    assert closure.document is not None
    text = words(closure.document)
    for told in ("S/ 8,538,953.80", "S/ 182,608.70", "S/ 278,437.50", "S/ 214,306.40", "11 de junio de 2018"):
        assert told in text
    for act in AMAZONAS.named("record_lesson"):
        assert act["lesson"] in text


@each_life
def test_good_practices_and_lessons_were_recorded_when_they_were_fresh(life: Life) -> None:
    kept = Lesson.objects.filter(case=agreement_of(life).case).order_by("recorded_on", "pk")
    assert list(kept.values_list("kind", "period__year", "recorded_on")) == [
        (act["kind"], act.get("year"), act["occurred_on"]) for act in life.named("record_lesson")
    ]
    assert not kept or {lesson.kind for lesson in kept} == {"good_practice", "lesson"}
