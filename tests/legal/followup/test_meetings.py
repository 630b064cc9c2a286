"""Meeting acts: registered with their targets, confirmed or objected to, and what became of each target."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from legal.agreements.models import Agreement
from legal.documents.errors import CannotStore
from legal.followup.attendance import MOST_PEOPLE, Person, read_people
from legal.followup.errors import CannotConfirm, CannotMeet, CannotSettleTarget
from legal.followup.models import AgreedTarget, Meeting
from legal.followup.rules import days_overdue
from legal.followup.topics import Topic
from tests.factories import World
from tests.factories.followup import PEOPLE, agreed, confirm, meet, object_to, settle_target
from tests.legal.agreements.traces import last_act
from tests.legal.followup.conftest import SIGNED_ON
from tests.legal.followup.files import told_by
from tests.legal.followup.test_assistance import HOSTILE
from workflow.errors import NotAllowed


class TestRegistering:
    def test_keeps_who_met_and_what_was_agreed(self, in_force: Agreement, world: World) -> None:
        indicator = in_force.indicators.first()
        meeting = meet(
            in_force,
            world,
            agreed(world, topic=Topic(indicator=indicator), value=Decimal("62.5")),
            agreed(world, text="Contratar al responsable", unit=world.region),
        )
        assert (meeting.recorded_by, meeting.answer) == (world.formulator, "pending")
        first, second = meeting.targets.order_by("position")
        assert (first.indicator, first.value, first.status) == (indicator, Decimal("62.5"), "pending")
        assert second.unit == world.region
        assert [each.name for each in meeting.attendees.order_by("pk")] == [each.name for each in PEOPLE]
        entry = last_act(in_force.case)
        assert (entry.act, entry.actor) == ("followup.record_meeting", world.formulator)
        assert (entry.after["count"], entry.after["file_sha256"]) == (2, meeting.file.sha256)

    def test_needs_no_target(self, in_force: Agreement, world: World) -> None:
        assert not meet(in_force, world).targets.exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"number": " "}, "Escriba el número del acta"),
            ({"subject": ""}, "Escriba el asunto"),
            ({"place": ""}, "Escriba el lugar"),
            ({"people": ()}, "quiénes participaron"),
            ({"held_on": date(2026, 3, 3)}, "posterior a la del acto"),
            ({"held_on": date(2026, 3, 1)}, "rige recién"),
        ],
    )
    def test_says_what_is_missing(
        self, in_force: Agreement, world: World, changes: dict[str, Any], sentence: str
    ) -> None:
        assert sentence in told_by(in_force.case, CannotMeet, lambda: meet(in_force, world, **changes))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"text": " "}, "Meta 2: escriba qué se acordó"),
            ({"due_on": date(2026, 3, 1)}, "Meta 2: vence antes de la reunión"),
        ],
    )
    def test_says_which_target_is_wrong(
        self, in_force: Agreement, world: World, changes: dict[str, Any], sentence: str
    ) -> None:
        targets = (agreed(world), agreed(world, **changes))
        assert sentence in told_by(in_force.case, CannotMeet, lambda: meet(in_force, world, *targets))

    def test_names_units_that_take_part(self, in_force: Agreement, world: World) -> None:
        target = agreed(world, unit=world.other_region)
        assert "no interviene" in told_by(in_force.case, CannotMeet, lambda: meet(in_force, world, target))
        meet(in_force, world, agreed(world, unit=world.directorate))

    def test_takes_an_act_once(self, in_force: Agreement, world: World) -> None:
        meet(in_force, world)
        assert "ya está registrada" in told_by(in_force.case, CannotMeet, lambda: meet(in_force, world))

    @pytest.mark.parametrize(("content", "sentence"), HOSTILE)
    def test_takes_no_hostile_file(self, in_force: Agreement, world: World, content: bytes, sentence: str) -> None:
        told = told_by(in_force.case, CannotStore, lambda: meet(in_force, world, upload=("acta.pdf", content)))
        assert sentence in told
        assert not Meeting.objects.exists()

    def test_waits_for_the_agreement_to_be_in_force(self, draft: Agreement, world: World) -> None:
        assert "mientras está en vigor" in told_by(draft.case, CannotMeet, lambda: meet(draft, world))

    def test_is_not_for_others(self, in_force: Agreement, world: World) -> None:
        for person in (world.coordinator, world.grantor_verifier, world.auditor, world.stranger):
            with pytest.raises(NotAllowed):
                meet(in_force, world, by=person)


class TestAnswering:
    def test_is_of_the_entity_and_once(self, in_force: Agreement, world: World) -> None:
        meeting = meet(in_force, world, agreed(world))
        confirm(meeting, world.coordinator)
        meeting.refresh_from_db()
        assert (meeting.answer, meeting.answered_on) == ("confirmed", SIGNED_ON)
        entry = last_act(in_force.case)
        assert (entry.act, entry.actor, entry.after["answer"]) == (
            "followup.answer_meeting",
            world.coordinator,
            "conforme",
        )
        told = told_by(in_force.case, CannotConfirm, lambda: object_to(meeting, world.coordinator))
        assert "ya respondió" in told

    def test_may_be_an_objection_in_writing_and_the_targets_stay(self, in_force: Agreement, world: World) -> None:
        meeting = meet(in_force, world, agreed(world))
        told = told_by(in_force.case, CannotConfirm, lambda: object_to(meeting, world.coordinator, " "))
        assert "Escriba la objeción" in told
        object_to(meeting, world.coordinator)
        meeting.refresh_from_db()
        assert (meeting.answer, meeting.objection) == ("objected", "La meta era para junio.")
        assert last_act(in_force.case).reason == "La meta era para junio."
        assert meeting.targets.get().status == "pending"

    def test_is_not_for_others(self, in_force: Agreement, world: World) -> None:
        meeting = meet(in_force, world)
        for person in (world.formulator, world.executing_officer, world.head, world.stranger):
            with pytest.raises(NotAllowed):
                confirm(meeting, person)


class TestTargets:
    def test_are_told_met_by_a_person_with_what_grounds_it(self, in_force: Agreement, world: World) -> None:
        target = meet(in_force, world, agreed(world)).targets.get()
        told = told_by(in_force.case, CannotSettleTarget, lambda: settle_target(target, world.formulator, reason=" "))
        assert "qué lo sustenta" in told
        settle_target(target, world.formulator)
        target.refresh_from_db()
        assert (target.status, target.settled_on, target.reason) == ("met", SIGNED_ON, "Consta en el padrón.")
        entry = last_act(in_force.case)
        assert (entry.act, entry.actor, entry.after["outcome"]) == (
            "followup.settle_target",
            world.formulator,
            "cumplida",
        )
        told = told_by(in_force.case, CannotSettleTarget, lambda: settle_target(target, world.formulator))
        assert "ya consta como cumplida" in told

    def test_are_told_not_met_only_once_their_day_is_over(
        self, in_force: Agreement, world: World, travel: Callable[[date], None]
    ) -> None:
        target = meet(in_force, world, agreed(world)).targets.get()
        for day in (SIGNED_ON, date(2026, 3, 12)):
            travel(day)
            told = told_by(
                in_force.case, CannotSettleTarget, lambda: settle_target(target, world.formulator, is_met=False)
            )
            assert "puede cumplirse hasta el 12 de marzo de 2026" in told
        travel(date(2026, 3, 13))
        settle_target(target, world.formulator, is_met=False, reason="No se contrató.")
        assert AgreedTarget.objects.get().status == "not_met"

    def test_are_not_told_by_others(self, in_force: Agreement, world: World) -> None:
        target = meet(in_force, world, agreed(world)).targets.get()
        for person in (world.coordinator, world.executing_officer, world.stranger):
            with pytest.raises(NotAllowed):
                settle_target(target, person)


@pytest.mark.parametrize(
    ("due_on", "is_pending", "days"),
    [
        (date(2026, 3, 9), True, 1),
        (date(2026, 3, 10), True, 0),
        (date(2026, 3, 11), True, 0),
        (date(2026, 3, 1), False, 0),
    ],
)
def test_what_is_still_pending_after_its_day_is_overdue(due_on: date, is_pending: bool, days: int) -> None:
    assert days_overdue(due_on, is_pending=is_pending, on=date(2026, 3, 10)) == days


class TestPeople:
    def test_are_read_line_by_line(self) -> None:
        people, problems = read_people(" Ana Torres ; Sectorista; DGPP\n\nHugo Luna;Coordinador;GRA\n")
        assert problems == []
        assert people[0] == Person(name="Ana Torres", post="Sectorista", unit="DGPP")
        assert len(people) == 2

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("Ana Torres", "Línea 1: escriba nombre"),
            ("Ana; Sectorista; DGPP\nHugo; ; GRA", "Línea 2: escriba nombre"),
            ("Ana; a; b; c", "Línea 1: escriba nombre"),
            (f"{'x' * 151}; a; b", "Línea 1: es demasiado larga"),
            ("Ana; a; b\n" * (MOST_PEOPLE + 1), "Son más de"),
        ],
    )
    def test_are_told_which_line_names_none(self, text: str, problem: str) -> None:
        _people, problems = read_people(text)
        assert len(problems) == 1
        assert problems[0].startswith(problem)
