"""From its signature an addendum rules, or from the later day that it names; the history tells it."""

from __future__ import annotations

from datetime import date

from legal.addenda.models import Addendum
from legal.addenda.queries import terms_of_agreement_on
from legal.agreements.models import Agreement
from tests.factories import World
from tests.factories.addenda import (
    again,
    ambit,
    approve,
    clause,
    decline,
    drafted,
    issue,
    later_end,
    sign_and_register,
    signed,
    to_approval,
)
from tests.legal.addenda.days import LATER, NOW, Travel
from workflow import deadlines
from workflow.history import timeline
from workflow.models import LedgerEntry


def test_an_addendum_rules_from_its_last_signature_and_moves_the_end_of_the_term(
    agreement: Agreement, world: World
) -> None:
    addendum = signed(agreement, world, later_end(LATER), ambit(removed=world.districts[:1]))
    assert (addendum.status, addendum.number, addendum.in_force_from) == ("in_force", 1, NOW)
    assert addendum.document is not None
    assert addendum.document.number_text == f"N° 1 al Convenio {agreement.number}"
    agreement.refresh_from_db()
    assert agreement.ends_on == LATER
    removed = world.districts[0].code
    assert removed in {each.code for each in terms_of_agreement_on(agreement, date(2026, 8, 31)).terms.ambit}
    assert removed not in {each.code for each in terms_of_agreement_on(agreement, NOW).terms.ambit}
    # The signed terms stay as they were signed.
    assert agreement.ambit.filter(in_text=True, district=world.districts[0]).exists()


def test_one_that_names_a_later_day_waits_for_the_clock(agreement: Agreement, world: World, travel: Travel) -> None:
    day = date(2026, 12, 1)
    addendum = signed(agreement, world, later_end(LATER), effective_on=day)
    assert (addendum.status, addendum.in_force_from) == ("signed", day)
    deadlines.run_clock(on=date(2026, 11, 30))
    assert again(addendum).status == "signed"
    travel(day)
    assert not deadlines.run_clock(on=day).failed
    assert again(addendum).status == "in_force"
    agreement.refresh_from_db()
    assert agreement.ends_on == LATER
    assert not deadlines.run_clock(on=day).failed


def test_addenda_are_numbered_by_their_agreement(agreement: Agreement, world: World) -> None:
    assert signed(agreement, world, later_end(LATER)).number == 1
    second = signed(agreement, world, clause())
    assert second.number == 2
    ruling = terms_of_agreement_on(agreement, NOW)
    assert (ruling.source_of("term"), ruling.source_of("vigencia")) == ((1,), (2,))


def test_a_signatory_that_declines_sends_it_back_and_the_number_stays(agreement: Agreement, world: World) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, world, later_end(LATER)))))
    addendum = decline(addendum, "El plazo no es el acordado.")
    assert (addendum.status, addendum.number) == ("drafting", 1)
    addendum = sign_and_register(issue(approve(to_approval(addendum))))
    assert (addendum.status, addendum.number) == ("in_force", 1)
    assert addendum.document is not None
    assert addendum.document.version == 2


def test_the_history_says_who_did_it_and_why(agreement: Agreement, world: World) -> None:
    addendum = signed(agreement, world, later_end(LATER))
    people = {row.history_user for row in addendum.history.all()}
    assert {world.coordinator, world.director_general, world.formulator} <= people
    acts = list(
        LedgerEntry.objects.filter(case=agreement.case, act__startswith="addenda.")
        .order_by("sequence")
        .values_list("act", flat=True)
    )
    assert acts == [
        "addenda.request",
        "addenda.admit",
        "addenda.write_change",
        "addenda.submit",
        "addenda.technical_opinion",
        "addenda.legal_opinion",
        "addenda.approve",
        "addenda.number",
        "addenda.sign",
        "addenda.take_effect",
    ]
    assert Addendum.objects.count() == 1


def test_the_history_tells_what_happened_to_it_with_its_article(agreement: Agreement, world: World) -> None:
    signed(agreement, world, later_end(LATER))
    told = [entry.sentence for entry in timeline(agreement.case)]
    assert any(sentence.startswith("La adenda N° 1 entró en vigor el ") for sentence in told)
    assert any(sentence.startswith("La adenda N° 1 quedó suscrita el ") for sentence in told)
    assert any("firmó la Adenda N° 1 al Convenio N° " in sentence for sentence in told)
    assert any("registró la Adenda N° 1 al Convenio N° " in sentence for sentence in told)
    assert any("modificación de la adenda: ampliar la vigencia." in sentence for sentence in told)
