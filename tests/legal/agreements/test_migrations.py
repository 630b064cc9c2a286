"""What a migration of the room carries from one shape to the other, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from legal.agreements.models import Agreement
from legal.agreements.queries import programmes_of, read_terms
from legal.agreements.services import terms
from legal.agreements.terms import ProductTerms, fingerprint
from legal.norms.models import BudgetProgramme
from legal.norms.settlement import FixedRule
from legal.norms.settlement.rules import MoneyRules
from tests.factories import World, complete_terms, make_draft, submit, write

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(target: str) -> None:
    call_command("migrate", "agreements", target, verbosity=0)


@pytest.fixture(autouse=True)
def _is_left_as_it_was() -> Iterator[None]:
    """Leave the database in its last shape, whatever happens."""
    yield
    call_command("migrate", verbosity=0)


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_the_one_programme_of_an_agreement_is_carried_with_its_history(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    before = fingerprint(read_terms(agreement))
    migrate("0001")
    assert rows("SELECT programme_id FROM agreements_agreement") == [(world.programme.pk,)]
    assert set(rows("SELECT programme_id FROM agreements_historicalagreement")) == {(world.programme.pk,)}
    call_command("migrate", "agreements", verbosity=0)
    assert programmes_of(agreement) == [world.programme]
    assert agreement.products.get().programme == world.programme
    assert fingerprint(read_terms(agreement)) == before
    told, opened = agreement.programmes.get().history.get(), agreement.history.earliest()
    assert (told.history_user, told.history_date) == (world.formulator, opened.history_date)


def test_an_agreement_with_several_programmes_does_not_go_back(world: World) -> None:
    agreement = make_draft(world)
    both = [world.programme, BudgetProgramme.objects.create(code="0001", name="Articulado Nutricional")]
    products = [ProductTerms(programme=each.code, code="3000001", name="Acciones comunes") for each in both]
    write(agreement, world.formulator, terms.write_ambit, programmes=both, districts=[], products=products)
    with pytest.raises(RuntimeError, match="has had 2 programmes"):
        migrate("0001")
    assert programmes_of(agreement) == both


def test_an_agreement_takes_over_the_rules_of_its_norm_and_its_text_stays_the_same(world: World) -> None:
    world.norm.rules = MoneyRules(fixed=FixedRule.FIXED_PERCENTAGE, percentage=Decimal("0.45"))
    world.norm.save()
    agreement = complete_terms(make_draft(world), world)
    before = fingerprint(read_terms(agreement))
    migrate("0003")
    call_command("migrate", "agreements", verbosity=0)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.rules == world.norm.rules
    assert {each.fixed_rule for each in agreement.history.all()} == {"fixed_percentage"}
    assert fingerprint(read_terms(agreement)) == before


def test_texts_sent_before_the_draft_asked_say_who_verifies(world: World) -> None:
    sent = complete_terms(make_draft(world), world)
    draft = make_draft(world)
    submit(sent)
    migrate("0006")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_agreement SET verified_by = ''")
    call_command("migrate", "agreements", verbosity=0)
    assert dict(rows("SELECT id, verified_by FROM agreements_agreement")) == {sent.pk: "grantor", draft.pk: ""}
