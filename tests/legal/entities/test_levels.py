"""What an entity does not say of itself is what is usual in its level."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from legal.entities.levels import USAGES
from legal.entities.models import Entity, Level
from legal.entities.roles import DIRECTOR_GENERAL, HEAD
from tests.factories import World, make_user
from workflow.models import Post
from workflow.posts import obstacles_to_keeping


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


@pytest.mark.django_db
class TestAPost:
    """Is refused where its role never acts: it would look like authority, and be none."""

    def test_of_the_directorate_is_not_kept_below_a_regional_government(self, world: World) -> None:
        unit = Entity.objects.filter(level=Level.REGIONAL).select_related("unit")[0].unit
        (obstacle,) = obstacles_to_keeping(Post(unit=unit, role=DIRECTOR_GENERAL, title="Director General"))
        assert obstacle.where == "role"
        assert (
            "El rol de Director General se ejerce solo en unidades de este nivel: Gobierno Nacional." in obstacle.text
        )

    def test_of_the_directorate_is_kept_at_the_national_level(self, world: World) -> None:
        unit = Entity.objects.filter(level=Level.NATIONAL).select_related("unit")[0].unit
        assert obstacles_to_keeping(Post(unit=unit, role=DIRECTOR_GENERAL, title="Director General")) == []

    def test_of_a_role_of_every_level_is_kept_anywhere(self, world: World) -> None:
        for entity in Entity.objects.select_related("unit"):
            assert obstacles_to_keeping(Post(unit=entity.unit, role=HEAD, title="Titular")) == []

    def test_of_a_wrong_level_is_refused_by_the_page_too(self, world: World, client: Client) -> None:
        client.force_login(make_user("keeper", is_staff=True, is_superuser=True))
        unit = Entity.objects.filter(level=Level.REGIONAL).select_related("unit")[0].unit
        form = {"unit": unit.pk, "role": DIRECTOR_GENERAL, "title": "Director", "scope": "unit", "is_active": "on"}
        told = client.post(reverse("admin:workflow_post_add"), form).content.decode()
        assert "se ejerce solo en unidades de este nivel: Gobierno Nacional" in told
        assert not Post.objects.filter(title="Director").exists()
