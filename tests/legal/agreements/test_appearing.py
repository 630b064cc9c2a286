"""Who signs is told apart in the first words of the agreement: what is not known of a party is asked for in time."""

from __future__ import annotations

import pytest

from legal.agreements.appearing import Appearing, obstacles_to_appearing, warnings_of_appearing
from legal.agreements.errors import CannotApprove
from legal.agreements.services import approval
from tests.factories import World, give_opinions, make_draft, open_task, to_in_review, today
from tests.factories.tasks import do
from tests.legal.agreements.printing import printed, text
from tests.legal.browsing import get, words

KNOWN = {"entity": "Municipalidad de Montero", "ruc": "20146900000", "address": "Jr. Lima N° 1"}


def told(**changes: object) -> tuple[list[str], list[str]]:
    """Return the obstacles and the warnings of one party."""
    party = Appearing(**{**KNOWN, **changes})  # type: ignore[arg-type]
    return [str(each)[:22] for each in obstacles_to_appearing([party])], [
        each[:22] for each in warnings_of_appearing([party])
    ]


class TestTheRule:
    @pytest.mark.parametrize(
        ("changes", "obstacles", "warnings"),
        [
            ({}, [], []),
            ({"ruc": ""}, ["Falta el RUC de Munici"], ["Falta el RUC de Munici"]),
            ({"address": ""}, ["Falta el domicilio leg"], ["Falta el domicilio leg"]),
            ({"representative": "Ana Ruiz"}, [], ["Falta el DNI de Ana Ru"]),
            ({"representative": "Ana Ruiz", "dni": "01234567"}, [], []),
            ({"ruc": "", "address": "", "is_invented": True}, [], ["Falta el RUC de Munici", "Falta el domicilio leg"]),
        ],
    )
    def test_asks_for_what_tells_the_party_apart(
        self, changes: dict[str, object], obstacles: list[str], warnings: list[str]
    ) -> None:
        assert told(**changes) == (obstacles, warnings)

    def test_says_who_supplies_it(self) -> None:
        (obstacle,) = obstacles_to_appearing([Appearing(entity="Montero", ruc="", address="Jr. Lima N° 1")])
        assert (str(obstacle), obstacle.who) == (
            "Falta el RUC de Montero, con el que comparece en el convenio. Se registra en su entidad.",
            "quien administra el sistema",
        )


class TestApproving:
    def test_waits_for_the_ruc_and_the_address_of_each_party(self, world: World) -> None:
        agreement = to_in_review(make_draft(world, entity=world.other_region_entity), world)
        give_opinions(agreement)
        entity = world.other_region_entity
        entity.ruc = entity.address = ""
        entity.save()
        found = [str(each) for each in approval.obstacles_to_approving(agreement, today().on)]
        assert [each.partition(",")[0] for each in found if each.startswith("Falta el ")] == [
            "Falta el RUC de Gobierno Regional del Departamento de Loreto",
            "Falta el domicilio legal de Gobierno Regional del Departamento de Loreto",
        ]
        with pytest.raises(CannotApprove, match="Falta el RUC de"):
            do(open_task(agreement.case, "approve"), approval.approve, agreement=agreement)

    def test_is_not_stopped_by_what_is_unknown_of_an_invented_entity(self, world: World) -> None:
        agreement = to_in_review(make_draft(world), world)
        give_opinions(agreement)
        entity = world.region_entity
        entity.ruc, entity.address, entity.is_demonstration = "", "", True
        entity.save()
        assert not [each for each in approval.obstacles_to_approving(agreement, today().on) if "RUC" in str(each)]


class TestTheWords:
    def test_read_without_a_gap_where_nothing_is_known(self, world: World) -> None:
        entity = world.region_entity
        entity.ruc = entity.address = ""
        entity.save()
        assert (
            "el GOBIERNO REGIONAL DEL DEPARTAMENTO DE AMAZONAS, cuya representación ejerce Gloria Medina, "
            "Gobernadora Regional, según"
        ) in printed(make_draft(world))

    def test_have_the_dni_of_who_represents(self, world: World) -> None:
        world.head.dni = "01234567"
        world.head.save()
        draft = make_draft(world)
        assert text(draft).entity.identity_document == "DNI N° 01234567"
        assert "Gloria Medina, con DNI N° 01234567, Gobernadora Regional, según" in printed(draft)

    def test_are_announced_on_the_page_of_the_draft(self, world: World) -> None:
        draft = make_draft(world)
        page = words(get(world.formulator, "agreements:text", draft.case.number))
        assert "Falta el DNI de Gloria Medina, que representa a Gobierno Regional del Departamento de Amazonas" in page
