"""Opening a case: what a new draft has from its first day, and what keeps it from being opened."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from legal.agreements.errors import CannotOpen
from legal.agreements.models import Agreement, Party
from legal.agreements.queries import programmes_of
from legal.agreements.rules import TERMS_OF_A_LIFE
from legal.agreements.services.opening import NewAgreement, open_agreement
from legal.norms.models import BudgetProgramme, Norm
from tests.factories import World, make_draft, open_task, today
from workflow.acting import Occurrence
from workflow.errors import NotAllowed, Refusal
from workflow.models import Case, LedgerEntry, Process
from workflow.permissions import cases_visible_to


def new_agreement(world: World, **changes: object) -> NewAgreement:
    """Return what is known of an agreement that may be opened, with these changes."""
    known: dict[str, object] = {
        "title": "Convenio de apoyo al Programa Salud Materno Neonatal",
        "entity": world.region_entity,
        "norm": world.norm,
        "programmes": [world.programme],
        "source": world.source,
        "years": 3,
        "grantor": world.ministry_entity,
        "grantor_unit": world.directorate,
    }
    return NewAgreement(**{**known, **changes})  # type: ignore[arg-type]


def test_a_new_case_has_the_next_number_of_its_year(world: World) -> None:
    year = today().on.year
    assert [make_draft(world).case.number for _time in range(2)] == [f"{year}-0001", f"{year}-0002"]


def test_numbers_start_again_every_year(world: World) -> None:
    make_draft(world)
    past = make_draft(world, on=date(2015, 3, 3))
    assert past.case.number == "2015-0001"
    assert past.case.opened_on == date(2015, 3, 3)


def test_a_new_draft_has_two_parties_that_see_it(world: World) -> None:
    agreement = make_draft(world)
    parties = agreement.parties.order_by("position")
    assert [(party.capacity, party.unit, party.role) for party in parties] == [
        (Party.Capacity.BENEFICIARY, world.region, "head"),
        (Party.Capacity.GRANTOR, world.directorate, "director_general"),
    ]
    assert agreement.case in cases_visible_to(world.coordinator)
    assert agreement.case in cases_visible_to(world.legal_reviewer)
    assert agreement.case not in cases_visible_to(world.stranger)


def test_a_new_draft_has_a_year_for_each_of_its_years_with_the_split_of_the_norm(world: World) -> None:
    agreement = make_draft(world, years=4)
    rows = agreement.year_amounts.order_by("year").values_list("year", "maximum", "fixed_percentage")
    assert list(rows) == [(year, Decimal(0), Decimal(fixed)) for year, fixed in ((1, 100), (2, 70), (3, 50), (4, 30))]


def test_a_year_that_the_norm_does_not_split_takes_the_last_split(world: World) -> None:
    agreement = make_draft(world, years=5)
    assert agreement.year_amounts.get(year=5).fixed_percentage == Decimal(30)


def test_the_formulator_has_the_draft_to_write(world: World) -> None:
    task = open_task(make_draft(world).case)
    assert (task.flow_task.name, task.role, task.unit) == ("draft", "formulator", world.directorate)
    assert task.due_on is None


def test_the_record_tells_who_opened_what_and_with_whom(world: World) -> None:
    agreement = make_draft(world)
    (entry,) = LedgerEntry.objects.filter(case=agreement.case)
    assert (entry.act, entry.actor, entry.post_title) == ("agreements.open", world.formulator, "Sectorista, EF/50.01")
    assert entry.after == {
        "case": agreement.case.number,
        "title": agreement.title,
        "entity": "Gobierno Regional del Departamento de Amazonas",
        "norm": "Directiva N° 002-2014-EF/50.01",
        "programmes": ["0002 Salud Materno Neonatal"],
        "years": 3,
    }
    assert agreement.history.get().history_user == world.formulator


def test_a_title_is_kept_without_the_spaces_around_it(world: World) -> None:
    agreement = make_draft(world, title="  Convenio  ")
    assert (agreement.title, agreement.case.title) == ("Convenio", "Convenio")


def test_the_same_request_sent_twice_opens_one_agreement(world: World) -> None:
    new = new_agreement(world)
    one, again = (
        open_agreement(new=new, actor=world.formulator, occurred=today(), key="request-1") for _time in range(2)
    )
    assert one == again
    assert Agreement.objects.count() == 1


# --- what keeps a case from being opened ----------------------------------------------------------------------------


def refused(world: World, **changes: object) -> dict[str, str]:
    """Try to open; return the obstacles by field, having made sure that nothing is left of the attempt."""
    with pytest.raises(CannotOpen) as refusal:
        open_agreement(new=new_agreement(world, **changes), actor=world.formulator, occurred=today())
    assert not Case.objects.exists()
    assert not Process.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert make_draft(world).case.number.endswith("-0001")
    return {obstacle.where: obstacle.text for obstacle in refusal.value.obstacles}


def test_a_case_without_a_title_is_not_opened(world: World) -> None:
    assert refused(world, title="  ") == {"title": "Escriba la denominación del convenio."}


@pytest.mark.parametrize(("first", "last"), [(1, None), (None, -1)])
def test_a_norm_that_is_not_in_force_on_the_date_governs_nothing(
    world: World, first: int | None, last: int | None
) -> None:
    if first is not None:
        world.norm.valid_from = today().on + timedelta(days=first)
    if last is not None:
        world.norm.valid_to = today().on + timedelta(days=last)
    with pytest.raises(CannotOpen) as refusal:
        open_agreement(new=new_agreement(world), actor=world.formulator, occurred=today())
    (obstacle,) = refusal.value.obstacles
    assert obstacle.text == "Directiva N° 002-2014-EF/50.01 no está vigente en la fecha del acto."
    assert obstacle.where == "norm"


def test_a_programme_that_has_ended_is_refused(world: World) -> None:
    ended = BudgetProgramme.objects.create(code="0099", name="Otro", valid_to=today().on - timedelta(days=1))
    assert refused(world, programmes=[world.programme, ended]) == {
        "programmes": "El programa presupuestal 0099 Otro no está vigente en la fecha del acto."
    }


def test_a_case_without_a_programme_is_not_opened(world: World) -> None:
    assert refused(world, programmes=[]) == {"programmes": "Elija al menos un programa presupuestal."}


def test_a_new_draft_supports_its_programmes_in_the_order_of_the_text(world: World) -> None:
    other = BudgetProgramme.objects.create(code="0001", name="Articulado Nutricional")
    new = new_agreement(world, programmes=[world.programme, other])
    agreement = open_agreement(new=new, actor=world.formulator, occurred=today())
    assert programmes_of(agreement) == [world.programme, other]
    assert {row.history.get().history_user for row in agreement.programmes.all()} == {world.formulator}


def test_a_programme_may_be_used_on_its_last_day(world: World) -> None:
    ending = BudgetProgramme.objects.create(code="0099", name="Otro", valid_to=today().on)
    new = new_agreement(world, programmes=[ending])
    assert programmes_of(open_agreement(new=new, actor=world.formulator, occurred=today())) == [ending]


def test_a_norm_of_which_nothing_is_known_governs_nothing(world: World) -> None:
    bare = Norm.objects.create(code="Directiva N° 001-2016-EF/50.01", title="Otra", valid_from=date(2016, 1, 1))
    assert refused(world, norm=bare) == {
        "norm": "De Directiva N° 001-2016-EF/50.01 no constan la distribución por tramos ni los plazos "
        "que un convenio necesita."
    }


@pytest.mark.parametrize("name", sorted(TERMS_OF_A_LIFE))
def test_a_norm_without_a_term_that_the_schedule_needs_governs_nothing(world: World, name: str) -> None:
    world.norm.terms.get(name=name).delete()
    with pytest.raises(CannotOpen, match="no constan la distribución por tramos ni los plazos"):
        open_agreement(new=new_agreement(world), actor=world.formulator, occurred=today())


def test_who_grants_does_not_agree_with_itself(world: World) -> None:
    assert refused(world, grantor_unit=world.region) == {"entity": "La DGPP no celebra convenios consigo misma."}


def test_several_obstacles_are_said_at_once(world: World) -> None:
    ended = BudgetProgramme.objects.create(code="0099", name="Otro", valid_to=date(2020, 1, 1))
    assert set(refused(world, title="", programmes=[ended])) == {"title", "programmes"}


def test_only_a_formulator_opens_a_case(world: World) -> None:
    for person in (world.coordinator, world.director_general, world.auditor, world.superuser):
        with pytest.raises(NotAllowed, match="Sectorista"):
            open_agreement(new=new_agreement(world), actor=person, occurred=today())
    assert not Case.objects.exists()


def test_a_case_is_not_opened_in_the_future(world: World) -> None:
    tomorrow = Occurrence(on=today().on + timedelta(days=1))
    with pytest.raises(Refusal, match="está en el futuro"):
        open_agreement(new=new_agreement(world), actor=world.formulator, occurred=tomorrow)


def test_a_case_of_the_past_names_the_document_that_grounds_its_date(world: World) -> None:
    yesterday = today().on - timedelta(days=1)
    with pytest.raises(Refusal, match="Indique el documento que la sustenta"):
        open_agreement(new=new_agreement(world), actor=world.formulator, occurred=Occurrence(on=yesterday))
    grounded = Occurrence(on=yesterday, grounds="Informe N° 001-2026-EF/50.01")
    agreement = open_agreement(new=new_agreement(world), actor=world.formulator, occurred=grounded)
    entry = agreement.case.ledger.get()
    assert (entry.occurred_on, entry.grounds) == (yesterday, "Informe N° 001-2026-EF/50.01")
