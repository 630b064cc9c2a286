"""What an addendum changed is said where it stands: in its panel, and beside each term it changed."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.panels.addenda import addenda
from legal.casefile.panels.terms import terms
from tests.factories import World
from tests.factories.addenda import ambit, clause, drafted, later_end, signed
from tests.legal.casefile.reading import Reads
from workflow.templatetags.words import long_date

LATER = date(2030, 5, 31)


def test_the_panel_tells_what_each_addendum_changes(in_force: Agreement, world: World, file_of: Reads) -> None:
    signed(in_force, world, later_end(LATER), ambit(added=world.districts[2:], removed=world.districts[:1]))
    drafted(in_force, world)
    first, second = addenda(file_of(in_force))
    assert first.changes == (
        "Vigencia: hasta el 31 de mayo de 2030",
        "Ámbito: entra 1 distrito, sale 1 distrito",
    )
    assert second.changes == ()


def test_a_changed_term_leads_to_its_addendum(in_force: Agreement, world: World, file_of: Reads) -> None:
    addendum = signed(in_force, world, later_end(LATER), clause("vigencia", "11.1 Rige cuatro años."))
    panel = terms(file_of(in_force))
    page = reverse("addenda:addendum", args=[in_force.case.number, addendum.pk])
    validity = next(fact for fact in panel.facts if fact.label == "Vigencia")
    assert validity.value == f"Del {long_date(in_force.in_force_from)} al 31 de mayo de 2030"
    assert [(each.name, each.url) for each in validity.origins] == [("adenda N° 1", page)]
    assert [each.url for each in panel.clauses[0].origins] == [page]
    assert panel.ambit_origins == ()
