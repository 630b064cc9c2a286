"""The people of the demonstration: units, posts, mandates and accounts, as the data files have them."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from legal.demonstration.lives import read_life
from legal.demonstration.organization import accounts, load_organization, read_organization
from legal.demonstration.play import Player
from tests.legal.demonstration.reading import AMAZONAS
from workflow import clock
from workflow.models import Mandate, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    """Load the catalogues and the people of the demonstration."""
    call_command("load_catalogues", stdout=StringIO())
    load_organization("una contraseña de prueba")


def test_every_unit_hangs_from_its_parent_and_every_mandate_is_there(people: None) -> None:
    for row in read_organization()["unit"]:
        unit = Unit.objects.get(code=row["code"])
        assert (unit.parent.code if unit.parent else None) == row.get("parent")
        assert unit.parent is None or unit.path.startswith(unit.parent.path)
    assert Mandate.objects.count() == len(read_organization()["mandate"])
    assert all(user.check_password("una contraseña de prueba") for user in User.objects.all()[:3])


def test_only_administrators_enter_the_administration(people: None) -> None:
    staff = User.objects.filter(is_staff=True)
    assert staff
    assert set(Mandate.objects.filter(user__in=staff).values_list("post__role", flat=True)) == {"administrator"}


def test_accounts_name_who_holds_a_post_and_leave_out_whose_mandate_is_over(people: None) -> None:
    posts = {post["key"]: post["title"] for post in read_organization()["post"]}
    held = [mandate for mandate in read_organization()["mandate"] if "ends_on" not in mandate]
    standing_in = {"titular": "", "suplencia": " (s)"}
    expected = [
        (mandate["user"], mandate.get("title", posts[mandate["post"]]) + standing_in[mandate["kind"]])
        for mandate in held
    ]
    assert [(account.username, account.post) for account in accounts()] == expected


def test_every_person_has_an_account_to_enter_with(people: None) -> None:
    assert {account.username for account in accounts()} == set(User.objects.values_list("username", flat=True))


@pytest.mark.parametrize(
    ("on", "name", "kind"),
    [
        (date(2015, 10, 16), "Lucio Caoba Ficticio", "titular"),
        (date(2015, 10, 21), "Zoila Bolaina Ficticia", "suplencia"),
        (date(2015, 10, 26), "Lucio Caoba Ficticio", "titular"),
    ],
)
def test_the_vice_governor_stands_in_for_the_governor_while_he_is_on_leave_and_no_longer(
    people: None, on: date, name: str, kind: str
) -> None:
    """The texts name whoever took the post over last."""
    heads = Mandate.objects.valid_on(on).filter(post__unit__code="GRA", post__role="head").order_by("starts_on", "pk")
    last = heads.last()
    assert last is not None
    assert (str(last.user), last.kind) == (name, kind)


def test_a_script_that_does_not_fit_the_flows_is_told_by_its_act_and_step(people: None) -> None:
    player = Player(read_life("amazonas", today=clock.today()))
    player.acts = [AMAZONAS.one("open_case"), AMAZONAS.one("approve_for_signature")]
    with pytest.raises(LookupError, match="approve: the step 'approve' is not open; open are"):
        player.play()
