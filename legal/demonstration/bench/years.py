"""The years of an agreement in force, and its ends: verification, transfers, closure, termination."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from legal.closure.models import Closure, Termination
from legal.closure.services import closure as closures
from legal.closure.services import termination as terminations
from legal.demonstration.bench.life import Life
from legal.demonstration.play.nights import run_nights
from legal.norms.routes import ROUTES
from legal.notices import services as notices
from legal.notices.models import Notice
from legal.transfers.models import Transfer
from legal.transfers.models.transfers import OPEN_STATUSES
from legal.transfers.services import transfer as transfers
from legal.verification.models import Verification
from legal.verification.queries import levels_of, missing_reports, targets_of
from legal.verification.rules import Judged
from legal.verification.services import observations, reporting, reports, reviewing, verifying
from legal.verification.services.reporting import PresentedReport


class LongLife(Life):
    """An agreement that is in force, until its end."""

    def wait(self, until: date) -> None:
        """Let the clock run up to a day; people act on it next."""
        run_nights(after=self.on, until=until)
        self.on = until
        self.agreement.refresh_from_db()

    def present(self, year: int) -> None:
        """Present the compliance reports of a year."""
        verification = self.verification(year)
        presented = [
            PresentedReport(
                kind=kind, number=f"Informe de ensayo N° {number:03d}-{self.on.year}-ENSAYO", upload=self.upload(kind)
            )
            for number, kind in enumerate(missing_reports(verification), start=45)
        ]
        self._verify("present", year, reporting.present_reports, reports=presented)

    def report(self, year: int, *, met: bool = True) -> None:
        """Take a year from the reports of the entity to report I."""
        self.present(year)
        self._verify("admit", year, reporting.admit, note="")
        verification = self.verification(year)
        self._verify(
            "verify",
            year,
            verifying.verify,
            criteria={
                level.pk: Judged(
                    value=level.threshold if met else level.threshold / 2,
                    met=met,
                    reason="Se verificó en la base que señala el convenio."
                    if met
                    else "La base remitida no permite reproducir el cálculo.",
                )
                for level in levels_of(verification)
            },
            indicators={target.pk: target.target for target in targets_of(verification)},
        )
        self._verify("review_first", year, reviewing.agree)
        self._verify("first_report", year, reports.issue_first_report)

    def observe(self, year: int) -> None:
        """Communicate the observations and prove their receipt: the term to correct runs."""
        self._verify("communicate", year, observations.communicate)
        self.serve()

    def pay(self, *, steps: int = 6) -> None:
        """Take the transfers under way through their steps, or the first ones of them."""
        under_way = Transfer.objects.filter(case=self.agreement.case, status__in=OPEN_STATUSES)
        for found in under_way.order_by("pk"):
            for node, act, values in self._steps_of_payment(found)[:steps]:
                transfer = Transfer.objects.select_related("tranche__period", "case", "process").get(pk=found.pk)
                self.do(node, act, process=transfer.process, transfer=transfer, **values)

    def serve(self) -> None:
        """Send the notice that waits and record its receipt."""
        task = next(task for task in self.open_tasks() if task.flow_task.name == "send")
        notice = Notice.objects.get(process=task.process)
        self.do("send", notices.send, process=task.process, notice=notice, channel=Notice.Channel.IN_PERSON)
        self.do(
            "receive",
            notices.receive,
            process=task.process,
            notice=Notice.objects.get(pk=notice.pk),
            receiver="Mesa de partes",
            receipt=self.upload("cargo"),
        )

    def conclude(self) -> None:
        """Present the final report, agree with it, close."""
        self._close(
            "final_report",
            closures.present_final_report,
            number=f"Informe final de ensayo N° 001-{self.on.year}-ENSAYO",
            summary="El convenio cumplió su objeto.",
            unspent=Decimal(0),
            unspent_note="",
            upload=self.upload("informe-final"),
        )
        self._close("review", closures.accept_final_report)
        self._close("close", closures.close)

    def terminate(self) -> None:
        """Propose to end the agreement, decide it and serve it; the settlement is left to do."""
        self.perform(
            "closure.propose_termination",
            terminations.propose_termination,
            self.agreement.case.opened_by,
            cause=Termination.Cause.BREACH,
            facts="La entidad no presentó el informe de cumplimiento.",
        )
        termination = Termination.objects.get(agreement=self.agreement)
        self.do(
            "opinion",
            terminations.give_opinion,
            termination=termination,
            report=f"Informe de ensayo N° 044-{self.on.year}-ENSAYO",
            opinion="La causal está acreditada.",
        )
        self.do("decide", terminations.terminate, termination=Termination.objects.get(pk=termination.pk))
        self.serve()

    def verification(self, year: int) -> Verification:
        """Return the verification of a year, read afresh."""
        found = Verification.objects.select_related("case", "process", "period__agreement__entity__unit")
        return found.get(period__agreement=self.agreement, period__year=year)

    def _verify(self, node: str, year: int, act: Callable[..., object], **values: Any) -> None:
        verification = self.verification(year)
        self.do(node, act, process=verification.process, verification=verification, **values)

    def _close(self, node: str, act: Callable[..., object], **values: Any) -> None:
        closure = Closure.objects.select_related("agreement", "case", "process").get(agreement=self.agreement)
        self.do(node, act, process=closure.process, closure=closure, **values)

    def _steps_of_payment(self, transfer: Transfer) -> list[tuple[str, Callable[..., object], dict[str, Any]]]:
        bodies = [str(body) for body in ROUTES[transfer.route].copies_to]
        order = {"document": f"Memorando de ensayo N° 215-{self.on.year}-ENSAYO", "upload": self.upload("orden")}
        resolution = {
            "resolution": f"Resolución de ensayo N° 101-{self.on.year}-ENSAYO",
            "upload": self.upload("resolucion"),
        }
        copies = {
            body: f"Oficio de ensayo N° {number:03d}-{self.on.year}-ENSAYO"
            for number, body in enumerate(bodies, start=1)
        }
        return [
            ("review", transfers.review, {}),
            ("authorize", transfers.authorize, {}),
            ("instruct", transfers.instruct, order),
            ("incorporate", transfers.incorporate, resolution),
            ("copies", transfers.send_copies, {"copies": copies}),
            ("confirm", transfers.confirm, {"siaf_record": f"{transfer.pk:010d}"}),
        ]


def day_after(day: date | None) -> date:
    """Return the day after the last of a term."""
    assert day is not None
    return day + timedelta(days=1)
