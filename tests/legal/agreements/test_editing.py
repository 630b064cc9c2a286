"""Writing the parts of a text: what changes, what the record says of it, and when a part is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement, Party
from legal.agreements.models.review import Part
from legal.agreements.queries import read_terms
from legal.agreements.services import approval, matrices, terms
from legal.agreements.services.review import NewObservation
from legal.agreements.terms import ProductTerms, YearTerms, fingerprint
from legal.entities import roles
from legal.entities.models import Department, District, Province
from tests.factories import (
    World,
    a_criterion,
    an_indicator,
    complete_terms,
    give_opinions,
    make_draft,
    make_mandate,
    make_post,
    make_user,
    submit,
    to_approved,
    to_in_review,
    today,
    write,
)
from tests.legal.agreements.traces import acts_of, everything, last_act, refusals_of
from workflow import service
from workflow.errors import NotAllowed
from workflow.permissions import cases_visible_to

OBJECT = terms.ObjectTerms(
    title="Otro título", objective="Otro", specific_objective="", counterpart="", gap_basis="Informe N° 2"
)
PARTIES = terms.PartiesTerms(verifier=None, conducting_unit=None, signing_order="parallel")
PRODUCT = ProductTerms(code="3000002", name="Parto atendido por profesional")


def amounts(*rows: tuple[str, str]) -> list[YearTerms]:
    """Return the money of year 1, 2, … from maximum and fixed percentage."""
    return [
        YearTerms(year=year, maximum=Decimal(maximum), fixed_percentage=Decimal(fixed))
        for year, (maximum, fixed) in enumerate(rows, start=1)
    ]


def every_write(world: World) -> dict[str, tuple[Part, Callable[..., None], dict[str, Any]]]:
    """Return every act that writes a text, with its part and values that it accepts on a complete draft."""
    three_years = amounts(("2000000", "100"), ("500000", "70"), ("500000", "50"))
    ambit = {"programmes": [world.programme], "districts": world.districts[2:], "products": [PRODUCT]}
    criterion = {"terms": a_criterion(threshold=90), "responsible_unit": world.region}
    return {
        "object": (Part.OBJECT, terms.write_object, {"terms": OBJECT}),
        "parties": (Part.PARTIES, terms.write_parties, {"terms": PARTIES}),
        "ambit": (Part.AMBIT, terms.write_ambit, ambit),
        "money": (
            Part.MONEY,
            terms.write_money,
            {"maximum": Decimal(3000000), "years": 3, "amounts": three_years},
        ),
        "criterion": (Part.COMMITMENTS, matrices.write_criterion, criterion),
        "no criterion": (Part.COMMITMENTS, matrices.remove_criterion, {"code": "C-01"}),
        "indicator": (Part.INDICATORS, matrices.write_indicator, {"terms": replace(an_indicator(), name="Otro")}),
        "no indicator": (Part.INDICATORS, matrices.remove_indicator, {"code": "I-01"}),
    }


WRITES = ("object", "parties", "ambit", "money", "criterion", "no criterion", "indicator", "no indicator")


def print_of(agreement: Agreement) -> str:
    return fingerprint(read_terms(Agreement.objects.get(pk=agreement.pk)))


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a draft with all its parts written."""
    return complete_terms(make_draft(world), world)


# --- every write alike ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITES)
def test_a_part_is_written_by_either_party_and_the_record_names_who_and_what(
    draft: Agreement, world: World, name: str
) -> None:
    part, act, values = every_write(world)[name]
    before = print_of(draft)
    write(draft, world.coordinator, act, **values)
    assert print_of(draft) != before
    entry = last_act(draft.case)
    assert (entry.act, entry.actor, entry.post_title) == (
        "agreements.edit",
        world.coordinator,
        "Coordinador del convenio, GRA",
    )
    assert entry.after["part"].startswith(str(part.label))
    changed = entry.after.keys() - {"part"}
    assert changed == entry.before.keys()
    assert changed
    assert all(entry.before[key] != entry.after[key] for key in changed)


@pytest.mark.parametrize("name", [name for name in WRITES if not name.startswith("no ")])
def test_writing_the_same_again_changes_nothing_and_records_nothing_as_changed(
    draft: Agreement, world: World, name: str
) -> None:
    _part, act, values = every_write(world)[name]
    write(draft, world.formulator, act, **values)
    before = print_of(draft)
    write(draft, world.formulator, act, **values)
    assert print_of(draft) == before
    assert last_act(draft.case).after.keys() == {"part"}
    assert last_act(draft.case).before == {}


@pytest.mark.parametrize("reached", ["in_review", "approved", "withdrawn"])
def test_no_part_opens_once_the_draft_has_left_formulation(world: World, reached: str) -> None:
    agreement = make_draft(world)
    if reached == "approved":
        to_approved(agreement, world)
    else:
        to_in_review(agreement, world)
    if reached == "withdrawn":
        service.perform(
            case=agreement.case,
            actor=world.formulator,
            act_name="agreements.withdraw",
            act=lambda **who: approval.withdraw(agreement=agreement, reason="La entidad desiste.", **who),
            occurred=today(),
        )
    before = everything()
    for _part, act, values in every_write(world).values():
        with pytest.raises(CannotEdit, match="no tiene observaciones" if reached == "in_review" else "está cerrado"):
            write(agreement, world.formulator, act, **values)
    assert everything() == before
    refusals = [(refusal.act, refusal.actor) for refusal in refusals_of(agreement.case)]
    assert refusals == [("agreements.edit", world.formulator)] * len(WRITES)


@pytest.mark.parametrize("observed", list(Part))
def test_in_review_only_the_observed_part_opens(world: World, observed: Part) -> None:
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement, kinds=["legal"], observations=[NewObservation(part=observed, text="Precise la fuente.")])
    for part, act, values in every_write(world).values():
        if part == observed:
            write(agreement, world.formulator, act, **values)
        else:
            with pytest.raises(CannotEdit, match="en revisión solo se corrige lo observado"):
                write(agreement, world.formulator, act, **values)


def test_who_neither_formulates_nor_coordinates_writes_nothing(draft: Agreement, world: World) -> None:
    before = everything()
    others = (world.legal_reviewer, world.head, world.stranger, world.auditor, world.superuser, world.consulted)
    for person in others:
        with pytest.raises(NotAllowed):
            write(draft, person, terms.write_object, terms=OBJECT)
    assert everything() == before
    assert [entry.actor for entry in refusals_of(draft.case)] == list(others)


def test_coordinators_of_units_that_verify_or_comment_write_nothing(draft: Agreement, world: World) -> None:
    coordinator = make_user("sara", "Sara", "Quispe")
    make_mandate(coordinator, make_post(world.insurer, roles.COORDINATOR, "Coordinadora"))
    write(draft, world.formulator, terms.write_parties, terms=replace(PARTIES, verifier=world.insurer_entity))
    submit(draft, consulted=[world.other_region])
    for person in (coordinator, world.stranger):
        assert draft.case in cases_visible_to(person)
        with pytest.raises(NotAllowed):
            write(draft, person, terms.write_object, terms=OBJECT)


def test_the_history_of_every_row_names_who_changed_it_in_which_act(draft: Agreement, world: World) -> None:
    write(draft, world.coordinator, matrices.write_criterion, **every_write(world)["criterion"][2])
    criterion = draft.criteria.get()
    for row in (criterion, *criterion.levels.all()):
        newest = row.history.first()
        assert (newest.history_user, newest.history_change_reason) == (world.coordinator, "agreements.edit")
        assert newest.prev_record.history_user == world.formulator


# --- part by part ---------------------------------------------------------------------------------------------------


def test_the_object_renames_the_case_with_the_agreement(draft: Agreement, world: World) -> None:
    write(draft, world.formulator, terms.write_object, terms=OBJECT)
    draft.refresh_from_db()
    draft.case.refresh_from_db()
    assert (draft.title, draft.objective, draft.case.title) == ("Otro título", "Otro", "Otro título")
    entry = last_act(draft.case)
    assert entry.before["title"] == "Convenio de apoyo al Programa Salud Materno Neonatal"
    assert entry.after["title"] == "Otro título"
    assert "counterpart" not in entry.after


def test_an_object_without_a_title_is_refused_and_leaves_no_trace(draft: Agreement, world: World) -> None:
    before = everything()
    with pytest.raises(CannotEdit, match="Escriba la denominación") as refusal:
        write(draft, world.formulator, terms.write_object, terms=replace(OBJECT, title=" "))
    assert [obstacle.where for obstacle in refusal.value.obstacles] == ["title"]
    assert everything() == before


def test_a_third_party_comes_between_the_two_and_then_sees_the_case(draft: Agreement, world: World) -> None:
    assert draft.case not in cases_visible_to(world.verifier)
    with_insurer = replace(PARTIES, verifier=world.insurer_entity, conducting_unit=world.executing_unit)
    write(draft, world.formulator, terms.write_parties, terms=with_insurer)
    draft.refresh_from_db()
    assert [party.unit for party in draft.parties.order_by("position")] == [
        world.region,
        world.insurer,
        world.directorate,
    ]
    assert (draft.conducting_unit, draft.signing_order) == (world.executing_unit, "parallel")
    assert draft.case in cases_visible_to(world.verifier)
    assert last_act(draft.case).after["verifier"] == "Seguro Integral de Salud"


def test_a_third_party_is_replaced_or_taken_out_and_its_row_stays(draft: Agreement, world: World) -> None:
    for verifier in (world.insurer_entity, world.municipality_entity, None):
        write(draft, world.formulator, terms.write_parties, terms=replace(PARTIES, verifier=verifier))
    rows = draft.parties.filter(capacity=Party.Capacity.VERIFIER).order_by("pk").values_list("entity", "in_text")
    assert list(rows) == [(world.insurer_entity.pk, False), (world.municipality_entity.pk, False)]
    entries = [entry for entry in acts_of(draft.case) if "verifier" in entry.after]
    assert [entry.after["verifier"] for entry in entries] == [
        "Seguro Integral de Salud",
        "Municipalidad Provincial de Chachapoyas",
        "",
    ]


@pytest.mark.parametrize("party", ["region_entity", "ministry_entity"])
def test_who_is_a_party_already_does_not_verify_as_a_third(draft: Agreement, world: World, party: str) -> None:
    before = everything()
    with pytest.raises(CannotEdit, match="ya es parte del convenio"):
        write(draft, world.formulator, terms.write_parties, terms=replace(PARTIES, verifier=getattr(world, party)))
    assert everything() == before


def test_districts_and_products_leave_and_return_with_their_rows(draft: Agreement, world: World) -> None:
    first, second, third = world.districts
    write(
        draft,
        world.formulator,
        terms.write_ambit,
        programmes=[world.programme],
        districts=[third, second, third],
        products=[PRODUCT],
    )
    assert set(draft.ambit.values_list("district", "in_text")) == {
        (first.pk, False),
        (second.pk, True),
        (third.pk, True),
    }
    entry = last_act(draft.case)
    assert entry.before == {"districts": ["010101", "010102"], "products": ["3000001 Atención prenatal reenfocada"]}
    assert entry.after == {
        "districts": ["010102", "010103"],
        "products": ["3000002 Parto atendido por profesional"],
        "part": Part.AMBIT.label,
    }
    write(
        draft, world.formulator, terms.write_ambit, programmes=[world.programme], districts=[first], products=[PRODUCT]
    )
    assert [row.district for row in draft.ambit.filter(in_text=True)] == [first]
    assert draft.ambit.count() == 3
    assert draft.ambit.get(district=second).history.count() == 2


def test_a_district_outside_of_where_the_entity_acts_is_refused(draft: Agreement, world: World) -> None:
    lima = Department.objects.create(code="15", name="Lima")
    province = Province.objects.create(code="1501", name="Lima", department=lima)
    districts = [*world.districts[:1], District.objects.create(code="150101", name="Ate", province=province)]
    before = everything()
    with pytest.raises(CannotEdit, match="donde actúa la entidad: Ate"):
        write(
            draft,
            world.formulator,
            terms.write_ambit,
            programmes=[world.programme],
            districts=districts,
            products=[PRODUCT],
        )
    assert everything() == before


def test_a_corrected_code_of_a_product_is_recorded(draft: Agreement, world: World) -> None:
    corrected = ProductTerms(code="3000009", name="Atención prenatal reenfocada")
    write(
        draft,
        world.formulator,
        terms.write_ambit,
        programmes=[world.programme],
        districts=world.districts[:2],
        products=[corrected],
    )
    assert draft.products.get().code == "3000009"
    assert last_act(draft.case).after["products"] == ["3000009 Atención prenatal reenfocada"]


def test_a_shorter_agreement_has_fewer_years_of_money(draft: Agreement, world: World) -> None:
    two_years = amounts(("1500000.50", "100"), ("1499999.50", "62.5"))
    write(draft, world.formulator, terms.write_money, maximum=Decimal(3000000), years=2, amounts=two_years)
    draft.refresh_from_db()
    assert draft.years == 2
    assert list(draft.year_amounts.order_by("year").values_list("year", "maximum", "fixed_percentage")) == [
        (1, Decimal("1500000.50"), Decimal(100)),
        (2, Decimal("1499999.50"), Decimal("62.5")),
    ]
    entry = last_act(draft.case)
    assert (entry.before["years"], entry.after["years"]) == (3, 2)
    assert entry.after["amounts"] == ["1: 1500000.50 (100.00 %)", "2: 1499999.50 (62.50 %)"]
    assert "maximum" not in entry.after


@pytest.mark.parametrize("years", [2, 4])
def test_money_is_written_for_exactly_the_years_of_the_agreement(draft: Agreement, world: World, years: int) -> None:
    three = amounts(("1", "100"), ("1", "70"), ("1", "50"))
    before = everything()
    with pytest.raises(CannotEdit, match=f"Escriba un monto para cada año, del 1 al {years}"):
        write(draft, world.formulator, terms.write_money, maximum=Decimal(3), years=years, amounts=three)
    assert everything() == before
