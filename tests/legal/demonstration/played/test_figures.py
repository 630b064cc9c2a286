"""The sums of every agreement, to the cent: what its page and the command tell is what its data files earn.

Every amount here is reckoned by the tests from the data files, never read from the product first.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from legal.demonstration import database
from legal.demonstration.lives import AGREEMENTS
from tests.legal.demonstration.playing import agreement_of
from tests.legal.demonstration.reading import LIVES, LIVING, Life
from workflow.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]

NAMED = {life.name: life for life in [*LIVES, *LIVING]}
KINDS = {"fixed": "tramo fijo", "variable": "tramo variable"}
# What becomes of a tranche; the page tells what is not verified yet apart from the balance that can be lost.
PARTS = ("amount", "paid", "due", "balance", "cancelled", "forgone")
FIGURE = re.compile(r"\d[\d,]*\.\d\d")
each_agreement = pytest.mark.parametrize("life", [NAMED[name] for name in AGREEMENTS], ids=str)


@pytest.fixture
def auditor(client: Client) -> Client:
    """Return the browser of the auditor of the Contraloría, who reads every case."""
    client.force_login(User.objects.get(username="contraloria"))
    return client


def page_of(life: Life, auditor: Client) -> str:
    """Return the page of the case of an agreement."""
    shown = auditor.get(reverse("casefile:detail", args=[agreement_of(life).case.number]))
    assert shown.status_code == 200
    return shown.content.decode()


def table_under(caption: str, page: str) -> list[tuple[str, list[Decimal]]]:
    """Return the rows of the table with a caption, if there is one: what each is of, and its amounts."""
    found = [each for each in re.findall(r"<table.*?</table>", page, re.DOTALL) if caption in each]
    read = []
    for row in re.findall(r"<tr>.*?</tr>", "".join(found), re.DOTALL):
        heading, cells = (
            re.search(r'<th scope="row">(.*?)</th>', row, re.DOTALL),
            re.findall(r'<td class="n".*?</td>', row, re.DOTALL),
        )
        if heading and cells:
            words = re.sub(r"<[^>]+>", "", heading[1].partition("<span")[0])
            amounts = [Decimal(each.replace(",", "")) for cell in cells for each in FIGURE.findall(cell)]
            read.append((words.strip(), amounts))
    return read


def shown_of(row: dict[str, Decimal], *, is_verified: bool) -> list[Decimal]:
    """Return the columns of the page: what a report has not reached is to be verified, what it left can be lost."""
    zero, balance = Decimal("0.00"), row["balance"]
    split = [zero, balance] if is_verified else [balance, zero]
    return [row["amount"], row["paid"], row["due"], *split, row["cancelled"], row["forgone"]]


def sums_of(life: Life) -> list[Decimal]:
    """Return the parts of all tranches together."""
    return [sum((row[part] for row in life.tranches().values()), Decimal("0.00")) for part in PARTS]


@each_agreement
def test_the_parts_of_each_tranche_add_up_to_it_and_the_tranches_to_the_maximum(life: Life) -> None:
    for row in life.tranches().values():
        assert row["amount"] == sum(row[part] for part in PARTS[1:])
        assert all(row[part] >= 0 for part in PARTS)
    assert sums_of(life)[0] in (Decimal(life.agreement["money"]["maximum"]), 0)


@each_agreement
def test_the_page_shows_each_tranche_and_the_total_as_the_data_earn_them(life: Life, auditor: Client) -> None:
    expected = [
        (f"Año {year}, {KINDS[kind]}", shown_of(row, is_verified=year in life.verified))
        for (year, kind), row in life.tranches().items()
    ]
    total = [sum(column, Decimal("0.00")) for column in zip(*(row for _name, row in expected), strict=True)]
    assert table_under("Montos por tramo", page_of(life, auditor)) == (
        [*expected, ("Total", total)] if expected else []
    )


@each_agreement
def test_the_page_shows_each_transfer_with_what_its_report_newly_earned(life: Life, auditor: Client) -> None:
    expected = [
        (f"Tramo {KINDS[kind][6:]} del año {year}" + (f", {number}.ª" if number > 1 else ""), [amount])
        for year in life.years
        for kind in KINDS
        for number, amount in enumerate(life.payments(year, kind), start=1)
    ]
    shown = table_under("Transferencias, con su monto y su estado", page_of(life, auditor))
    assert sorted(shown) == sorted(expected)


@each_agreement
def test_before_it_is_in_force_the_page_shows_the_maximum_of_each_year_and_tranche(life: Life, auditor: Client) -> None:
    expected = [(f"Año {year}", [life.tranche(year, "fixed"), life.tranche(year, "variable")]) for year in life.years]
    expected = [(words, [*amounts, sum(amounts, Decimal(0))]) for words, amounts in expected]
    total = [sum((row[column] for _, row in expected), Decimal(0)) for column in range(3)]
    shown = table_under("Montos máximos por año y tramo", page_of(life, auditor))
    assert shown == ([] if life.tranches() else [*expected, ("Total", total)])


def test_the_command_tells_the_sums_of_every_agreement() -> None:
    database.mark()
    output = StringIO()
    call_command("demo", "--if-needed", "--json", stdout=output)
    told = {row["entity"]: [row[part] for part in PARTS[1:]] for row in json.loads(output.getvalue())["agreements"]}
    lives = {agreement_of(life).entity.unit.name: life for life in NAMED.values()}
    assert told == {entity: [f"{amount:.2f}" for amount in sums_of(life)[1:]] for entity, life in lives.items()}


def test_what_is_over_does_not_count_idle_days_any_more(auditor: Client) -> None:
    concluded, in_force = page_of(NAMED["huancavelica"], auditor), page_of(NAMED["ayacucho"], auditor)
    assert "En el seguimiento no se registró ningún gasto." in concluded
    assert "Hay dinero sin gastar" not in concluded
    assert "Hay dinero sin gastar" in in_force
