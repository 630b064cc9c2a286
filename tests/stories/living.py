"""The life of an agreement through its pages: each step as the person whose turn it is does it, on its day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from io import StringIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from legal.agreements.models import Agreement, CriterionLevel, IndicatorTarget
from legal.demonstration.lives import read_life
from legal.demonstration.organization import load_organization
from legal.demonstration.play import Player
from legal.documents.models import IssuedDocument
from legal.documents.wordtext import extract_text
from legal.transfers.models import Tranche
from tests.stories.pages import PDF, Person, open_steps
from workflow import clock, deadlines
from workflow.models import LedgerEntry

Travel = Callable[[date], None]
CENT = Decimal("0.01")
REASON = "Falta el documento que lo acredita."
SEEN = "Consta en los documentos presentados."
# The steps in which another person reads the draft of a report.
REVIEWS = {
    "review_first": "Revisar el proyecto del I Informe",
    "review_second": "Revisar el proyecto del II Informe",
}
REGISTERED = "register"

# One record of the SIAF confirms one transfer.
_siaf_records = count(1)


def a_file(name: str = "documento.pdf") -> SimpleUploadedFile:
    """Return a file to bring."""
    return SimpleUploadedFile(name, PDF, "application/pdf")


def share(amount: Decimal, part: int, whole: int) -> Decimal:
    """Return a part of an amount, half up to the cent, by arithmetic of our own."""
    exact = Fraction(amount) * part / whole
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)


class Life:
    """An agreement of the demonstration, formulated and signed, and the people who carry it on from there."""

    def __init__(self, name: str, travel: Travel) -> None:
        self.travel = travel
        self.place = name
        call_command("load_catalogues", stdout=StringIO())
        load_organization("a password nobody types")
        player = Player(read_life(name, today=clock.today()))
        registered = next(place for place, act in enumerate(player.acts) if act["act"] == REGISTERED)
        player.acts = player.acts[: registered + 1]
        self.today = player.acts[-1]["occurred_on"]
        travel(self.today)
        self.agreement: Agreement = player.play()
        self.number = self.agreement.case.number

    def on(self, day: date) -> None:
        """Let the nights pass until a day."""
        self.travel(day)
        self.today = day
        report = deadlines.run_clock(on=day)
        assert report.failed == (), report.failed
        self.agreement.refresh_from_db()

    def as_(self, username: str) -> Person:
        """Return somebody who has just signed in: of the region, where only a role is named."""
        return Person(username if "." in username else f"{username}.{self.place}")

    def status(self) -> str:
        """Return the status of the agreement as it is now."""
        self.agreement.refresh_from_db()
        return self.agreement.status

    def case_page(self) -> str:
        """Return the words of the page of the case, as the entity's own auditor reads it."""
        return self.as_("oci").reads(f"/expedientes/{self.number}/")

    # --- the entity -------------------------------------------------------------------------------------------------

    def add_evidence(self, username: str, year: int, codes: Collection[str], title: str) -> None:
        """Keep one file as evidence of these criteria."""
        supports = [f"criterion_{pk}" for code, pk in self.levels(year).items() if code in codes]
        self.as_(username).sends(
            f"/convenios/{self.number}/periodos/{year}/evidencia/",
            title=title,
            file=a_file("evidencia.pdf"),
            supports=supports,
            occurred_on=self.today.isoformat(),
            grounds="",
        )

    def present(self, kinds: Collection[str] = ("fixed",), *, status: int = 302, **values: Any) -> str:
        """Present the compliance reports."""
        given: dict[str, Any] = {f"{kind}_number": f"Informe N° 10-{self.today.year}-GRPPAT" for kind in kinds}
        given |= {f"{kind}_file": a_file(f"{kind}.pdf") for kind in kinds}
        return self.as_("coordinador").does(
            "Presentar el informe de cumplimiento", status=status, **{**given, **values}
        )

    def correct(self, answers: Mapping[int, str], *, status: int = 302) -> str:
        """Present the correction."""
        return self.as_("coordinador").does(
            "Subsanar las observaciones",
            status=status,
            number=f"Informe N° 20-{self.today.year}-GRPPAT",
            file=a_file("subsanacion.pdf"),
            **{f"answer_{number}": text for number, text in answers.items()},
        )

    # --- verification -----------------------------------------------------------------------------------------------

    def levels(self, year: int) -> dict[str, int]:
        """Return the keys of what the year demands, by the code of the criterion."""
        rows = CriterionLevel.objects.filter(criterion__agreement=self.agreement, year=year)
        return dict(rows.order_by("criterion__code").values_list("criterion__code", "pk"))

    def verdicts(self, year: int, unmet: Collection[str], only: Collection[str] = ()) -> dict[str, str]:
        """Return the form of a verification: these criteria are not met, the others are."""
        values: dict[str, str] = {}
        for code, pk in self.levels(year).items():
            if only and code not in only:
                continue
            values[f"criterion_{pk}_met"] = "unmet" if code in unmet else "met"
            values[f"criterion_{pk}_reason"] = f"{code}: {REASON}" if code in unmet else SEEN
        return values

    def measured(self, year: int, reached: Mapping[str, str]) -> dict[str, str]:
        """Return the form of the indicators: their targets, unless a value is given."""
        targets = IndicatorTarget.objects.filter(indicator__agreement=self.agreement, year=year)
        return {
            f"indicator_{target.pk}": reached.get(target.indicator.code, f"{target.target}")
            for target in targets.select_related("indicator")
        }

    def judge(
        self,
        title: str,
        year: int,
        *,
        unmet: Collection[str] = (),
        reached: Mapping[str, str] | None = None,
        username: str = "verificador.dgpp",
    ) -> None:
        """Judge every criterion and measure every indicator of a year."""
        form = {**self.verdicts(year, unmet), **self.measured(year, reached or {})}
        self.as_(username).does(title, **form)

    def admit(self, note: str = "") -> None:
        """Admit what was presented."""
        self.as_("sectorista.dgpp").does("Admitir el informe de cumplimiento", decision="admit", note=note)

    def report(self, title: str) -> None:
        """Issue a report, once another person has read its draft, where something was verified."""
        for node, review in REVIEWS.items():
            if any(step.startswith(node) for step in open_steps(self.number)):
                self.as_("tecnico.dgpp").does(review, decision="agree")
        self.as_("verificador.dgpp").does(title)

    def serve(self, sent_on: date, received_on: date) -> None:
        """Send the letter that waits, and record its receipt with the proof."""
        clerk = "mesadepartes.dgpp"
        self.on(sent_on)
        self.as_(clerk).does("Enviar la notificación", channel="in_person")
        self.on(received_on)
        self.as_(clerk).does(
            "Registrar la recepción",
            result="received",
            receiver="Mesa de partes de la entidad",
            file=a_file("cargo.pdf"),
        )

    # --- money ------------------------------------------------------------------------------------------------------

    def tranche(self, year: int, kind: str = "fixed") -> Tranche:
        """Return a tranche as it is now."""
        return Tranche.objects.get(case=self.agreement.case, period__year=year, kind=kind)

    def pay(self, *, head: str = "gobernador") -> None:
        """Take the transfer that waits first through its six steps, one a day."""
        today = self.today
        steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("presupuesto.dgpp", "Revisar el cálculo", {"decision": "go_on"}),
            ("director.dgpp", "Autorizar la transferencia", {"decision": "go_on"}),
            (
                "transferencias.dgpp",
                "Instruir la transferencia",
                {"document": "Memorando N° 215-2026-EF", "file": a_file()},
            ),
            (
                head,
                "Incorporar los recursos en el presupuesto",
                {"resolution": "Resolución N° 101-2026-EF", "file": a_file()},
            ),
            (
                "coordinador",
                "Remitir copias de la resolución",
                {f"copy_{place}": f"Oficio N° {place}-2026-EF" for place in (1, 2, 3)},
            ),
            (
                "transferencias.dgpp",
                "Confirmar la transferencia en el SIAF",
                {"decision": "go_on", "siaf_record": f"{next(_siaf_records):010d}"},
            ),
        )
        for days, (username, title, values) in enumerate(steps):
            self.on(today + timedelta(days=days))
            self.as_(username).does(title, **values)

    # --- what was written -------------------------------------------------------------------------------------------

    def text_of(self, kind: str, place: int = -1) -> str:
        """Return the words of an issued document: the last one of its kind unless told otherwise."""
        documents = list(IssuedDocument.objects.filter(case=self.agreement.case, kind=kind).order_by("pk"))
        with documents[place].file.file.open("rb") as file:
            return extract_text(file.read())

    def acts(self, prefix: str) -> list[tuple[str, date]]:
        """Return the acts of a room with their legal dates, in the order of the record."""
        entries = LedgerEntry.objects.filter(
            case=self.agreement.case, kind=LedgerEntry.Kind.ACT, act__startswith=prefix
        )
        return list(entries.order_by("sequence").values_list("act", "occurred_on"))
