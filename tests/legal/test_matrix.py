"""The table of who may do what is what is decided: every cell of it is asked."""

from __future__ import annotations

import json
from http import HTTPStatus
from io import StringIO

import pytest
from django.core.management import call_command

from legal.agreements.models import Agreement
from legal.entities import stages
from legal.entities.models import Level
from legal.entities.roles import GRANTOR_ROLES, ROLES
from scripts.document_roles import product_acts
from tests.factories import World, make_draft
from tests.factories.cast import Cast, make_cast
from workflow import clock, competence, ledger, matrix, permissions, service
from workflow.acting import Occurrence
from workflow.competence import UNOPENED, VIEW, Act
from workflow.errors import Refusal
from workflow.flow import all_flows
from workflow.models import Case, LedgerEntry, Mandate, Unit, User
from workflow.nodes import RoleTask
from workflow.permissions import decide


def acts_of_people() -> list[Act]:
    """Return the product's acts that somebody does."""
    return [act for act in product_acts().values() if act.roles]


@pytest.fixture
def cast(db: None) -> Cast:
    """Write the people and the agreements."""
    return make_cast()


def answer(user: User, act: str, obj: Case | Unit) -> bool:
    """Ask whether a person may do an act."""
    return decide(user=user, act=act, obj=obj).allowed


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read once what a person holds that reaches an object in some capacities: tens of thousands of cells ask for it.

    Nobody of the cast has an exception, or has done anything in a case.
    """
    read = permissions._held
    known: dict[tuple[object, ...], list[Mandate]] = {}

    def held(user: User, act: str, obj: Case | Unit) -> list[Mandate]:
        capacities = competence.all_acts()[act].capacities if act != VIEW else ()
        key = (user.pk, capacities, type(obj), obj.pk)
        if key not in known:
            known[key] = list(read(user, act, obj))
        return known[key]

    monkeypatch.setattr(permissions, "_held", held)
    monkeypatch.setattr(permissions, "_grant", lambda *_arguments, **_days: None)
    monkeypatch.setattr(permissions, "segregation", lambda *_arguments: "")


class TestEveryCell:
    def test_is_decided_as_it_is_printed(self, cast: Cast, read_once: None) -> None:
        wrong = []
        for row in matrix.rows(ROLES, acts_of_people()):
            person, unit = cast.people[row.role, row.level], cast.units[row.role, row.level]
            for stage in competence.all_stages() if row.act != VIEW else competence.opened_stages():
                obj: Case | Unit = unit if stage == UNOPENED else cast.own[stage]
                if answer(person, row.act, obj) != (stage in row.stages):
                    wrong.append(f"{row.role} {row.level} {row.act} {stage}: printed {stage in row.stages}")
        assert not wrong, "\n".join(wrong)

    def test_is_a_no_in_a_case_that_the_posts_unit_takes_no_part_in(self, cast: Cast) -> None:
        for row in matrix.rows(ROLES, acts_of_people()):
            for stage in set(row.stages[:1]) - {UNOPENED}:
                assert not answer(cast.people[row.role, row.level], row.act, cast.others[stage]), row

    def test_is_a_no_in_another_capacity_than_the_acts(self, cast: Cast) -> None:
        for row in matrix.rows(ROLES, acts_of_people()):
            for stage in row.stages[:1] if row.capacities else ():
                assert not answer(cast.people[row.role, row.level], row.act, cast.elsewhere[stage]), row


class TestTheTable:
    def test_names_the_stages_of_every_act_that_somebody_does(self) -> None:
        known = set(competence.all_stages())
        assert not [act.name for act in acts_of_people() if not act.stages or not set(act.stages) <= known]

    def test_names_roles_that_exist(self) -> None:
        assert not [act.name for act in acts_of_people() if not set(act.roles) <= set(ROLES)]

    def test_gives_the_posts_of_the_directorate_to_the_national_level_alone(self) -> None:
        rows = matrix.rows(GRANTOR_ROLES, acts_of_people())
        assert {row.level for row in rows if row.stages and row.act != VIEW} == {Level.NATIONAL}

    def test_lets_nobody_act_on_what_is_concluded_or_withdrawn(self) -> None:
        closed = {Agreement.Status.CONCLUDED, Agreement.Status.WITHDRAWN}
        assert not [act.name for act in acts_of_people() if closed & set(act.stages)]

    def test_has_the_words_of_the_status_of_an_agreement(self) -> None:
        assert list(competence.opened_stages()) == Agreement.Status.values
        assert set(stages.EARNED) | set(stages.BEFORE_FORCE) < set(Agreement.Status.values)

    def test_holds_the_role_of_every_step_among_those_of_its_act(self) -> None:
        steps = [
            node
            for flow_class in all_flows()
            if flow_class.__module__.startswith("legal.")
            for node in flow_class.instance.nodes()
            if isinstance(node, RoleTask) and not callable(node.role)
        ]
        acts = product_acts()
        assert steps
        assert not [f"{node.act}: {node.role}" for node in steps if node.role not in acts[node.act].roles]

    def test_tells_the_role_and_level_that_stand_in_the_way(self, cast: Cast) -> None:
        person, case = cast.people["director_general", "local"], cast.own[Agreement.Status.IN_REVIEW]
        decision = decide(user=person, act="agreements.approve", obj=case)
        assert decision.reasons == (
            "El cargo de Director_general, Unidad 903-director_general ejerce este acto solo en una unidad de este "
            "nivel: Gobierno Nacional.",
        )

    def test_tells_the_stage_that_stands_in_the_way(self, cast: Cast) -> None:
        person, case = cast.people["director_general", "national"], cast.own[Agreement.Status.DRAFT]
        decision = decide(user=person, act="agreements.approve", obj=case)
        assert decision.out_of_stage
        assert decision.reasons == (
            "El convenio está «En formulación»; aprobar el texto para la firma procede solo cuando está «En revisión».",
        )


class TestTheWritePath:
    def test_refuses_by_the_stage_what_no_rule_of_the_act_refuses(self, world: World) -> None:
        agreement = make_draft(world)
        recorded = LedgerEntry.objects.filter(case=agreement.case, kind=LedgerEntry.Kind.ACT).count()

        def lesson(*, actor: User, occurred: Occurrence) -> None:
            ledger.record(act="closure.record_lesson", subject=agreement, after={"kind": "lección", "text": "nada"})

        with pytest.raises(Refusal, match="El convenio está «En formulación»") as refused:
            service.perform(
                case=agreement.case,
                actor=world.formulator,
                act_name="closure.record_lesson",
                act=lesson,
                occurred=Occurrence(on=clock.today()),
            )
        assert refused.value.status_code == HTTPStatus.CONFLICT
        entries = LedgerEntry.objects.filter(case=agreement.case)
        assert entries.filter(kind=LedgerEntry.Kind.ACT).count() == recorded
        assert entries.filter(kind=LedgerEntry.Kind.REFUSAL, act="closure.record_lesson").count() == 1


class TestTheCommand:
    def test_prints_the_shape_that_is_documented(self) -> None:
        out = StringIO()
        call_command("permission_matrix", "--json", stdout=out)
        told = json.loads(out.getvalue())
        assert set(told) == {"roles", "levels", "stages", "rows"}
        assert list(told["stages"]) == [UNOPENED, *Agreement.Status.values]
        row = next(each for each in told["rows"] if each["role"] == "formulator" and each["act"] == "agreements.edit")
        assert row == {
            "role": "formulator",
            "level": "national",
            "act": "agreements.edit",
            "stages": ["draft", "in_review"],
            "capacities": ["grantor", "beneficiary"],
        }
        of_the_product = [
            each for each in told["rows"] if each["role"] in ROLES and not each["act"].startswith("tests")
        ]
        assert len(of_the_product) == len(ROLES) * len(Level.values) * (len(acts_of_people()) + 1)

    def test_prints_the_tables_of_the_page_of_roles(self) -> None:
        out = StringIO()
        call_command("permission_matrix", "--markdown", stdout=out)
        assert "| `agreements.approve` | – | – | yes | – |" in out.getvalue()

    def test_prints_a_line_for_each_yes(self) -> None:
        out = StringIO()
        call_command("permission_matrix", stdout=out)
        lines = out.getvalue().splitlines()
        assert "formulator national agreements.edit: draft in_review" in lines
        assert not [line for line in lines if line.startswith("formulator local agreements.")]
