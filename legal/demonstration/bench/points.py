"""Which agreements are lived: one for each point of a life that lists, inboxes and case pages show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from legal.agreements.models import Agreement
from legal.agreements.services.review import NewObservation
from legal.demonstration.bench.offices import Office
from legal.demonstration.bench.years import LongLife, day_after
from legal.entities.models import Level
from workflow.models import Unit


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a life: of which level, how it is reached, how many of each hundred agreements stand there."""

    level: str
    title: str
    opened: int
    live: Callable[[LongLife, date], None]
    share: int


def live(point: Point, office: Office, *, number: int, today: date) -> Agreement:
    """Live an agreement with an office up to a point, as it stands on a day, and return it."""
    life = LongLife(
        office,
        title=f"Convenio de ensayo {number}: {point.title}",
        maximum=Decimal(600_000) * number,
        on=today - timedelta(days=point.opened),
    )
    point.live(life, today)
    life.agreement.refresh_from_db()
    return life.agreement


def _empty(_life: LongLife, _today: date) -> None:
    """Nothing is written yet."""


def _written(life: LongLife, _today: date) -> None:
    life.write_terms()


def _in_opinion(life: LongLife, _today: date) -> None:
    life.write_terms()
    life.submit()
    life.give_opinion("technical")


def _consulted(life: LongLife, _today: date) -> None:
    life.write_terms()
    life.submit(Unit.objects.get(code="MINSA"))


def _observed(life: LongLife, _today: date) -> None:
    life.write_terms()
    life.submit()
    life.give_opinion("technical")
    life.give_opinion("budget")
    life.give_opinion("legal", NewObservation(part="parties", text="Precise quién representa a la entidad."))


def _in_signature(life: LongLife, _today: date) -> None:
    life.write_terms()
    life.submit()
    life.approve()
    life.issue()
    life.sign()


def _in_force(life: LongLife, _today: date) -> None:
    life.write_terms()
    life.enter_into_force()


def _corrects(life: LongLife, _today: date) -> None:
    _in_force(life, _today)
    life.report(1, met=False)
    life.observe(1)


def _is_paid(life: LongLife, _today: date) -> None:
    _in_force(life, _today)
    life.report(1)
    life.pay(steps=2)


def _lived_years(life: LongLife, years: int) -> None:
    """Report and pay year after year, each in the first weeks of its fiscal year."""
    life.write_terms()
    life.enter_into_force()
    start = life.on
    for year in range(1, years + 1):
        if year > 1:
            life.wait(date(start.year + year - 1, 1, 20))
        life.report(year)
        life.pay()


def _second_year(life: LongLife, today: date) -> None:
    _lived_years(life, 1)
    life.wait(today)


def _third_year(life: LongLife, today: date) -> None:
    _lived_years(life, 2)
    life.wait(today)


def _expired(life: LongLife, _today: date) -> None:
    _lived_years(life, 3)
    life.wait(day_after(life.agreement.ends_on))


def _concluded(life: LongLife, today: date) -> None:
    _expired(life, today)
    life.conclude()


def _terminated(life: LongLife, today: date) -> None:
    _in_force(life, today)
    life.terminate()


# A day in the middle of a year lies between the fiscal years: 400 days ago one has begun since, 800 days ago two.
POINTS = (
    Point(level=Level.REGIONAL, title="tres años cumplidos", opened=1200, live=_concluded, share=14),
    Point(level=Level.LOCAL, title="en liquidación", opened=1180, live=_expired, share=8),
    Point(level=Level.NATIONAL, title="tercer año", opened=780, live=_third_year, share=8),
    Point(level=Level.REGIONAL, title="segundo año", opened=400, live=_second_year, share=8),
    Point(level=Level.LOCAL, title="segundo año municipal", opened=380, live=_second_year, share=6),
    Point(level=Level.REGIONAL, title="por pagar", opened=25, live=_is_paid, share=6),
    Point(level=Level.LOCAL, title="por subsanar", opened=20, live=_corrects, share=8),
    Point(level=Level.LOCAL, title="primer año", opened=15, live=_in_force, share=8),
    Point(level=Level.NATIONAL, title="resuelto", opened=60, live=_terminated, share=4),
    Point(level=Level.REGIONAL, title="en suscripción", opened=12, live=_in_signature, share=5),
    Point(level=Level.LOCAL, title="en suscripción municipal", opened=9, live=_in_signature, share=5),
    Point(level=Level.NATIONAL, title="en opinión", opened=14, live=_in_opinion, share=6),
    Point(level=Level.REGIONAL, title="en consulta", opened=8, live=_consulted, share=4),
    Point(level=Level.LOCAL, title="observado", opened=30, live=_observed, share=4),
    Point(level=Level.REGIONAL, title="por redactar", opened=3, live=_empty, share=3),
    Point(level=Level.LOCAL, title="en formulación", opened=6, live=_written, share=3),
)
