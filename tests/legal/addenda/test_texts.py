"""The text of an addendum says what its typed changes say, against the terms that rule before it."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from legal.addenda.models import Addendum
from legal.addenda.queries import terms_of_agreement_on
from legal.addenda.services import drafting
from legal.addenda.texts import addendum_document
from legal.addenda.texts.clauses import ruling_clause
from legal.agreements.models import Agreement
from legal.agreements.queries import signed_clauses
from legal.signing import services as signing
from tests.factories import World, make_draft, to_in_force
from tests.factories.addenda import (
    again,
    ambit,
    approve,
    clause,
    drafted,
    issue,
    later_end,
    opine,
    sign_and_register,
    signed,
    submit,
    to_approval,
)
from tests.factories.tasks import do, open_task
from tests.factories.transfers import step_of
from tests.legal.addenda.days import LATER, NOW, SIGNED_ON, Travel


def test_it_names_the_agreement_the_parties_and_who_asked_for_it(agreement: Agreement, world: World) -> None:
    document = addendum_document(drafted(agreement, world, later_end(LATER)), number=1, on=NOW)
    assert document.title == f"PRIMERA ADENDA AL CONVENIO DE APOYO PRESUPUESTARIO {agreement.number}".upper()
    assert document.ordinal_name == "PRIMERA ADENDA"
    assert (document.agreement.signed_on, document.agreement.in_force_from) == ("2 de marzo de 2026",) * 2
    assert document.entity.alias == "LA ENTIDAD"
    assert world.region.name in document.request.requested_by
    assert document.request.report == "el Informe N° 010-2026-GRA/GRPPAT"
    assert document.request.grounds == ("Los actores piden que el convenio alcance a un distrito más.",)
    assert (document.effective_on, document.earlier_addenda, document.endorsements) == ("", (), ())


def test_each_change_is_a_clause_and_the_last_ones_follow(agreement: Agreement, world: World) -> None:
    removed = world.districts[0]
    changes = (later_end(LATER), ambit(removed=(removed,)), clause(text="11.1 Rige.\n\n 11.2  Se cierra. "))
    document = addendum_document(drafted(agreement, world, *changes), number=1, on=NOW)
    term, districts, text = document.changes
    assert [each.ordinal for each in document.changes] == ["TERCERA", "CUARTA", "QUINTA"]
    assert document.last_ordinals == ("SEXTA", "SÉPTIMA", "OCTAVA", "NOVENA")
    assert (term.ends_before, term.ends_on) == ("1 de marzo de 2029", "1 de setiembre de 2029")
    assert (districts.added, districts.removed[0].districts, districts.removed[0].count) == ((), removed.name, "1")
    left = agreement.ambit.filter(in_text=True).count() - 1
    assert f"({left:02d}) distrito" in districts.ambit_summary
    assert (text.clause_ordinal, text.clause_title) == ("Décimo Primera", "VIGENCIA")
    assert text.paragraphs == ("11.1 Rige.", "11.2 Se cierra.")
    assert text.reason == "Para llegar a donde se entrega el producto."


def test_a_later_one_starts_from_the_earlier(agreement: Agreement, world: World) -> None:
    first = signed(agreement, world, later_end(LATER))
    document = addendum_document(drafted(agreement, world, later_end(date(2030, 1, 31))), number=2, on=NOW)
    assert document.changes[0].ends_before == "1 de setiembre de 2029"
    assert document.earlier_addenda == (
        "Con fecha 1 de setiembre de 2026, LAS PARTES suscribieron la Adenda N° 1 al CONVENIO.",
    )
    # The text of the signed one reads as it did before it ruled.
    first = Addendum.objects.select_related("agreement", "requested_by").get(pk=first.pk)
    assert addendum_document(first, number=1, on=NOW).changes[0].ends_before == "1 de marzo de 2029"


def test_one_that_was_declined_is_told_against_what_was_signed_meanwhile(agreement: Agreement, world: World) -> None:
    declined = issue(approve(to_approval(drafted(agreement, world, later_end(LATER)))))
    task = open_task(agreement.case, "sign")
    assert declined.signature_round is not None
    signature = declined.signature_round.signatures.get(unit=task.unit)
    do(task, signing.decline, signature=signature, reason="El plazo no es el acordado.")
    second = drafted(agreement, world, later_end(date(2029, 7, 31)))
    do(step_of(second.process, "draft"), drafting.submit, addendum=second, effective_on=None)
    for kind in ("technical", "legal"):
        opine(second, kind)
    meanwhile = sign_and_register(issue(approve(second)))
    assert (again(declined).number, meanwhile.number) == (1, 2)
    document = addendum_document(again(declined), number=1, on=NOW)
    assert document.changes[0].ends_before == "31 de julio de 2029"
    assert "Adenda N° 2" in document.earlier_addenda[0]


def test_it_names_the_day_from_which_it_rules_and_the_opinions_on_its_text(agreement: Agreement, world: World) -> None:
    addendum = submit(drafted(agreement, world, later_end(LATER)), effective_on=date(2026, 12, 1))
    document = addendum_document(opine(addendum, "technical"), number=1, on=NOW)
    assert document.effective_on == "1 de diciembre de 2026"
    assert document.endorsements == (
        "Mediante el Informe N° 077-2026-EF/50.01, de fecha 1 de setiembre de 2026, se emitió opinión técnica "
        "favorable sobre el texto de la presente adenda.",
    )


def test_it_is_in_spanish_whatever_the_language_of_the_page(agreement: Agreement, world: World) -> None:
    addendum = opine(submit(drafted(agreement, world, later_end(LATER))), "legal")
    with translation.override("en"):
        assert "opinión legal favorable" in addendum_document(addendum, number=1, on=NOW).endorsements[0]


class TestTheTextOfAClause:
    def test_is_that_of_the_signed_paper_until_an_addendum_replaces_it(self, world: World, travel: Travel) -> None:
        travel(SIGNED_ON)
        agreement = to_in_force(make_draft(world), world)
        signed_text = ruling_clause(signed_clauses(agreement), terms_of_agreement_on(agreement, SIGNED_ON), "vigencia")
        assert signed_text.startswith("11.1.")
        assert "CLÁUSULA" not in signed_text
        travel(NOW)
        signed(agreement, world, clause())
        assert (
            ruling_clause(signed_clauses(agreement), terms_of_agreement_on(agreement, SIGNED_ON), "vigencia")
            == signed_text
        )
        assert (
            ruling_clause(signed_clauses(agreement), terms_of_agreement_on(agreement, NOW), "vigencia") == clause().text
        )

    def test_is_unknown_when_the_signed_paper_is_not_whole(self, agreement: Agreement) -> None:
        assert ruling_clause(signed_clauses(agreement), terms_of_agreement_on(agreement, NOW), "vigencia") == ""
