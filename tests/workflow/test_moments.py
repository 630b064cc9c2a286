"""When an act may have happened, who was first, and which unit lies under which."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from viewflow.workflow import STATUS

from tests.factories import make_case, make_unit, make_user
from tests.workflow.flows import TreatmentFlow
from workflow.acting import Occurrence
from workflow.errors import Obstacle, Refusal
from workflow.models import Process, Task, Unit
from workflow.models.people import path_prefixes
from workflow.moments import completed_by, obstacles_to_date
from workflow.units import save_unit

TODAY = date(2026, 3, 10)
A_DAY = timedelta(days=1)


class TestALegalDate:
    def places(self, on: date, grounds: str = "") -> list[str]:
        return [obstacle.where for obstacle in obstacles_to_date(Occurrence(on=on, grounds=grounds), TODAY)]

    def test_of_today_needs_nothing(self) -> None:
        assert self.places(TODAY) == []

    def test_of_the_past_needs_a_document(self) -> None:
        assert self.places(TODAY - A_DAY) == self.places(TODAY - A_DAY, "  ") == ["grounds"]
        assert self.places(TODAY - A_DAY, "Acta N° 4") == []

    def test_of_the_future_is_refused_whatever_the_document(self) -> None:
        assert self.places(TODAY + A_DAY, "Acta N° 4") == ["occurred_on"]

    def test_is_written_in_full_where_it_is_refused(self) -> None:
        (obstacle,) = obstacles_to_date(Occurrence(on=TODAY + A_DAY), TODAY)
        assert "11 de marzo de 2026" in str(obstacle)


class TestWhoWasFirst:
    def test_is_named_with_the_time_in_lima(self, db: None) -> None:
        user = make_user("ana", "Ana", "Torres")
        process = Process(flow_class=TreatmentFlow, case=make_case(make_unit("H1"), user))
        task = Task(process=process, owner=user, status=STATUS.DONE, finished=datetime(2026, 3, 11, 3, 14, tzinfo=UTC))
        obstacle = completed_by(task)
        assert obstacle.who == "Ana Torres"
        assert "por Ana Torres el 10 de marzo de 2026" in obstacle.text
        assert "22:14" in obstacle.text

    def test_is_nobody_when_the_step_was_cancelled(self) -> None:
        assert "siguió otro curso" in completed_by(Task(status=STATUS.CANCELED)).text


class TestRefusals:
    def test_carry_every_obstacle_and_read_as_one_text(self) -> None:
        refusal = Refusal("Falta el número.", Obstacle(text="Falta la fecha.", who="Mesa de partes"))
        assert [obstacle.who for obstacle in refusal.obstacles] == ["", "Mesa de partes"]
        assert str(refusal) == "Falta el número. Falta la fecha."


def tree() -> tuple[Unit, Unit, Unit, Unit]:
    """Make a unit with one below it and one below that, and one apart."""
    top = make_unit("A")
    middle = make_unit("B", parent=top)
    return top, middle, make_unit("C", parent=middle), make_unit("D")


@pytest.mark.django_db
class TestUnits:
    def test_hold_their_path_from_the_top_down(self) -> None:
        top, middle, leaf, apart = tree()
        assert top.path == f"/{top.pk}/"
        assert leaf.path == f"/{top.pk}/{middle.pk}/{leaf.pk}/"
        assert leaf.lies_within(top)
        assert leaf.lies_within(leaf)
        assert not top.lies_within(leaf)
        assert not apart.lies_within(top)

    def test_move_with_everything_below_them(self) -> None:
        top, middle, leaf, apart = tree()
        middle.parent = apart
        save_unit(middle)
        leaf.refresh_from_db()
        assert middle.path == f"/{apart.pk}/{middle.pk}/"
        assert leaf.path == f"/{apart.pk}/{middle.pk}/{leaf.pk}/"
        assert not leaf.lies_within(top)

    def test_move_to_the_top(self) -> None:
        _top, middle, leaf, _apart = tree()
        middle.parent = None
        save_unit(middle)
        leaf.refresh_from_db()
        assert (middle.path, leaf.path) == (f"/{middle.pk}/", f"/{middle.pk}/{leaf.pk}/")

    def test_keep_their_path_when_only_their_name_changes(self) -> None:
        _top, middle, leaf, _apart = tree()
        path, records = leaf.path, leaf.history.count()
        middle.name = "Otro nombre"
        save_unit(middle)
        leaf.refresh_from_db()
        assert (leaf.path, leaf.history.count()) == (path, records)

    def test_remember_where_they_were(self) -> None:
        _top, middle, leaf, apart = tree()
        before = leaf.path
        middle.parent = apart
        save_unit(middle)
        assert [record.path for record in leaf.history.order_by("-history_id")[:2]][1] == before

    @pytest.mark.parametrize("below", ["itself", "its child", "its grandchild"])
    def test_do_not_lie_below_themselves(self, below: str) -> None:
        top, middle, leaf, _apart = tree()
        top.parent = {"itself": top, "its child": middle, "its grandchild": leaf}[below]
        with pytest.raises(Refusal, match="no puede depender de sí misma"):
            save_unit(top)
        top.refresh_from_db()
        assert (top.parent, top.path) == (None, f"/{top.pk}/")

    def test_are_reached_by_the_posts_of_their_path(self) -> None:
        assert path_prefixes(["/1/5/", "/1/7/"]) == ["/1/", "/1/5/", "/1/7/"]
        assert path_prefixes([]) == []
