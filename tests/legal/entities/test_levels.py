"""What an entity does not say of itself is what is usual in its level."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from legal.entities.levels import USAGES
from legal.entities.models import Entity, Level
from tests.factories import World


def test_every_level_has_its_usages() -> None:
    assert set(USAGES) == set(Level.values)


@pytest.mark.parametrize("level", Level.values)
def test_an_entity_that_says_nothing_has_those_of_its_level(level: str) -> None:
    entity = Entity(level=level)
    assert (entity.act_of_head, entity.office_of_budget) == (USAGES[level].head_act, USAGES[level].budget_office)


def test_an_entity_that_says_so_has_its_own() -> None:
    entity = Entity(level="national", head_act="Resolución Jefatural", budget_office="Gerencia de Presupuesto")
    assert (entity.act_of_head, entity.office_of_budget) == ("Resolución Jefatural", "Gerencia de Presupuesto")


def test_the_migration_writes_down_the_act_of_ministers_and_of_nobody_else(world: World) -> None:
    migration = importlib.import_module("legal.entities.migrations.0004_act_of_the_head_and_budget_office")
    Entity.objects.exclude(head_act="").update(head_act="")
    migration.name_the_act_of_ministers(apps, None)
    told = set(Entity.objects.exclude(head_act="").values_list("unit__name", "head_act"))
    assert ("Ministerio de Economía y Finanzas", "Resolución Ministerial") in told
    assert all(name.startswith("Ministerio ") for name, _act in told)
