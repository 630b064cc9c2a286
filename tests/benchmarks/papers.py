"""Make papers: our way to a Word file against plain docxtpl, the check of a template, the PDF, and their memory."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, get_args, get_type_hints
from unittest import mock

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import Environment

from legal.agreements.documents import AgreementDocument
from legal.documents import render_worker, rendering
from legal.documents.documents import plain_values
from legal.documents.linting import report, worker
from legal.documents.linting.findings import Findings
from legal.documents.linting.samples import sample
from legal.documents.pdf.office import NoOffice, Office, find_office
from legal.documents.pdf.profile import write_profile
from legal.documents.rendering import Template, render
from legal.documents.template_language import FUNCTIONS, ClauseNumbers
from tests.benchmarks.timing import Side, measure, ratio

# Four annexes with a table each: criteria, indicators, products and terms.
LONG = ("criteria", "indicators", "products", "deadlines")
ROWS = 60
DATED = date(2026, 11, 2)
# At most: our way, in one process, to plain docxtpl; the check of a template to plain docxtpl. At least: cold to kept.
AIM_OF_OURS, AIM_OF_LINT, AIM_OF_PDF = 1.3, 2, 2
PDF_ROUNDS = 5
FEW, MANY = 10, 50

Figures = dict[str, Any]


def measured_papers(*, rounds: int) -> Figures:
    """Return what papers cost, as ratios within the same rounds."""
    template, document = _template(), _agreement()
    values = plain_values(document)
    ours = Side(name="our way, in one process", run=lambda _prepared: _in_process(document, template))
    issued = Side(name="our way, as issued", run=lambda _prepared: render(document, template=template, dated=DATED))
    plain = Side(name="plain docxtpl", run=lambda _prepared: _plain(template.content, values))
    little = sample(report.terms_of(AgreementDocument)["fields"], texts=True, lists=True)
    small = Side(name="plain docxtpl, a sample", run=lambda _prepared: _plain(template.content, little))
    check = Side(name="check, in one process", run=lambda _prepared: _looked_at(template.content))
    sides = [ours, issued, plain, small, check]
    times = measure(sides, rounds=rounds, warm_up=1)
    return {
        "to_plain": {
            one.name: asdict(ratio(times[one.name], times[other.name]))
            for one, other in ((ours, plain), (issued, plain), (check, small))
        },
        "pdf": _measured_pdf(_in_process(document, template)),
        "memory": _measured_memory(document, template),
        "milliseconds": {side.name: median(times[side.name]) for side in sides},
    }


def lines(figures: Figures, line: Callable[..., str], spread: Callable[[Figures], str]) -> Iterator[str]:
    """Yield the figures as the table shows them."""
    yield line(f"an agreement with {len(LONG)} × {ROWS} rows", "/ plain docxtpl", "")
    for name, to_plain in figures["to_plain"].items():
        yield line(name, spread(to_plain), "")
    for name, value in figures["milliseconds"].items():
        yield line(f"{name}, milliseconds", f"{value:.0f}", "")
    pdf = figures["pdf"]
    yield line("PDF, LibreOffice started for each / kept", spread(pdf["cold_to_kept"]) if pdf else "no LibreOffice", "")
    if pdf:
        yield line("PDF, milliseconds: kept, started for each", *(f"{value:.0f}" for value in pdf["milliseconds"]))
    yield line(f"memory after {MANY} papers / after {FEW}", f"{figures['memory']:.2f}", "")


def aims(figures: Figures) -> Iterator[str]:
    """Yield what was aimed at and what came of it."""
    ours, issued, check = (each["middle"] for each in figures["to_plain"].values())
    yield f"our way / plain docxtpl = {ours:.2f} (aim ≤ {AIM_OF_OURS}), with its own process {issued:.2f}"
    yield f"check of a template / plain docxtpl = {check:.2f} (aim ≤ {AIM_OF_LINT})"
    if figures["pdf"]:
        cold = figures["pdf"]["cold_to_kept"]["middle"]
        yield f"LibreOffice started for each / kept = {cold:.1f} (aim ≥ {AIM_OF_PDF})"


def _template() -> Template:
    return Template.at(Path(settings.DOCX_TEMPLATES_DIR) / AgreementDocument.template_name)


def _agreement() -> AgreementDocument:
    document: AgreementDocument = _made(AgreementDocument, "")
    return document


def _made(hint: Any, name: str) -> Any:
    """Return a value of a type, as a contract writes it: every text says its own name, every list has its rows."""
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{each.name: _made(hints[each.name], each.name) for each in fields(hint)})  # type: ignore[operator]
    arguments = get_args(hint)
    if arguments:
        count = ROWS if name in LONG else 3 if arguments[-1] is Ellipsis else len(arguments)
        if name == "criteria":
            # Their list stands in three subprocesses of three processes.
            count = ROWS // 9 + 1
        return tuple(_made(arguments[0], name) for _each in range(count))
    return {str: f"[{name}] & otra palabra", int: 7, bool: True}[hint]


@contextmanager
def _one_process() -> Iterator[None]:
    def fill(template: bytes, context: dict[str, Any], _name: str) -> bytes:
        return render_worker.fill(template, context)

    with mock.patch.object(rendering, "_fill", fill):
        yield


def _in_process(document: AgreementDocument, template: Template) -> bytes:
    with _one_process():
        return render(document, template=template, dated=DATED).content


def _plain(template: bytes, values: dict[str, Any]) -> bytes:
    document, output = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    # Without escaping docxtpl drops what follows an ampersand.
    environment, numbers = Environment(autoescape=True), ClauseNumbers()
    environment.globals.update({name: getattr(numbers, name) for name in FUNCTIONS})
    document.render(values, environment)
    document.save(output)
    return output.getvalue()


def _looked_at(template: bytes) -> None:
    said: list[str] = []
    worker.look(template, report.terms_of(AgreementDocument), Findings(said.append))


def _measured_pdf(content: bytes) -> Figures | None:
    """Compare one LibreOffice that stays with one for each file, which is given a profile that it knows."""
    try:
        soffice = find_office().soffice
    except NoOffice:
        return None
    with tempfile.TemporaryDirectory() as folder, Office() as office:
        profile, source = Path(folder) / "profile", Path(folder) / "paper.docx"
        write_profile(profile)
        source.write_bytes(content)
        command = [soffice, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]

        def start_and_convert(_prepared: object) -> None:
            subprocess.run([*command, "--outdir", folder, str(source)], capture_output=True, check=True)

        kept = Side(name="kept", run=lambda _prepared: office.convert(content))
        cold = Side(name="cold", run=start_and_convert)
        times = measure([kept, cold], rounds=PDF_ROUNDS, warm_up=1)
    return {
        "cold_to_kept": asdict(ratio(times["cold"], times["kept"])),
        "milliseconds": [median(times["kept"]), median(times["cold"])],
    }


def _measured_memory(document: AgreementDocument, template: Template) -> float:
    """Return how much this process holds after many papers were issued from it, to what it held after a few."""
    held = {}
    for number in range(1, MANY + 1):
        render(document, template=template, dated=DATED)
        if number in (FEW, MANY):
            held[number] = int(Path("/proc/self/statm").read_text().split()[1])
    return held[MANY] / held[FEW]
