"""Build the Word templates that ship with the product into ``templates_docx/``.

    python -m scripts.build_templates            writes each template
    python -m scripts.build_templates --check    exits 1 when a file differs from what would be written

Once lawyers edit a template in Word, their file is the source and this script no longer applies to it.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from legal.documents.packages import normalized
from scripts.word_templates import agreement_annexes, agreement_clauses, agreement_opening
from scripts.word_templates.addendum import build_addendum
from scripts.word_templates.calculation_sheet import build_calculation_sheet
from scripts.word_templates.closure_acts import build_closure_act, build_termination_act
from scripts.word_templates.correction_report import build_correction_report
from scripts.word_templates.incorporation_resolution import build_incorporation_resolution
from scripts.word_templates.layout import new_document
from scripts.word_templates.margins import add_margins
from scripts.word_templates.observations_letter import build_observations_letter
from scripts.word_templates.rescue_letters import build_cancellation_letter, build_carry_letter, build_warning_letter
from scripts.word_templates.term_letters import build_extension_letter, build_suspension_letter
from scripts.word_templates.verification_report import build_verification_report

FOLDER: Final = Path(__file__).resolve().parent.parent / "templates_docx"
# A template has no date of its own; its hash says which one it is.
DATED: Final = date(2026, 1, 1)


def build_agreement() -> Any:
    """Return the template of the budget support agreement with its annexes."""
    document = new_document()
    add_margins(document, running_title="Convenio de Apoyo Presupuestario {{ stamp.number }}")
    agreement_opening.add_opening(document)
    agreement_clauses.add_clauses(document)
    agreement_opening.add_signatures(document)
    agreement_annexes.add_technical_annex(document)
    agreement_annexes.add_administrative_annex(document)
    agreement_annexes.add_definitions_annex(document)
    return document


TEMPLATES: Final[dict[str, tuple[str, Callable[[], Any]]]] = {
    "agreement.docx": ("Plantilla: Convenio de Apoyo Presupuestario", build_agreement),
    "addendum.docx": ("Plantilla: Adenda al Convenio de Apoyo Presupuestario", build_addendum),
    "verification_report.docx": ("Plantilla: I Informe de Verificación", build_verification_report),
    "correction_report.docx": ("Plantilla: II Informe de Verificación", build_correction_report),
    "observations_letter.docx": ("Plantilla: Oficio que comunica observaciones", build_observations_letter),
    "calculation_sheet.docx": ("Plantilla: Hoja de cálculo de la transferencia", build_calculation_sheet),
    "warning_letter.docx": ("Plantilla: Oficio de apercibimiento", build_warning_letter),
    "carry_letter.docx": ("Plantilla: Oficio que arrastra criterios", build_carry_letter),
    "cancellation_letter.docx": ("Plantilla: Oficio que cancela el saldo", build_cancellation_letter),
    "extension_letter.docx": ("Plantilla: Oficio que resuelve una prórroga", build_extension_letter),
    "suspension_letter.docx": ("Plantilla: Oficio de suspensión o reanudación", build_suspension_letter),
    "incorporation_resolution.docx": ("Modelo: Resolución que incorpora los recursos", build_incorporation_resolution),
    "closure_act.docx": ("Plantilla: Acta de cierre", build_closure_act),
    "termination_act.docx": ("Plantilla: Oficio de resolución del convenio", build_termination_act),
}


def as_bytes(name: str) -> bytes:
    """Return a template as it would be written: the same bytes each time."""
    title, build = TEMPLATES[name]
    output = io.BytesIO()
    build().save(output)
    return normalized(output.getvalue(), title=title, dated=DATED)


def main(arguments: list[str] | None = None) -> int:
    """Write the templates, or only compare them. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the Word templates.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args(arguments)
    different = []
    for name in TEMPLATES:
        path, content = FOLDER / name, as_bytes(name)
        if path.exists() and path.read_bytes() == content:
            continue
        different.append(name)
        if not options.check:
            path.write_bytes(content)
    if different:
        print(("Differs: " if options.check else "Written: ") + ", ".join(different))
    return 1 if different and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
