"""Write the tables and pictures of ``docs/reference/flows.md`` from the flows themselves.

    python -m scripts.document_flows            writes the page and the pictures
    python -m scripts.document_flows --check    exits 1 when a file differs from what would be written
    python -m scripts.document_flows --pin      also writes the signature of each new flow to flows.json

A pinned signature is never written over: a released flow whose graph changed needs a new class.
Before the first release of a flow, remove its line from ``flows.json`` and pin it again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final

import django

from scripts.sections import table, with_section, write_all

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
PAGE: Final = FOLDER / "flows.md"
PINNED: Final = FOLDER / "flows.json"


def flows() -> list[type[Any]]:
    """Return the product's flows, in the order of their names; a base without nodes is none."""
    from workflow.flow import all_flows

    product = [flow for flow in all_flows() if flow.__module__.split(".")[0] in {"legal", "workflow"}]
    return sorted((flow for flow in product if list(flow.instance.nodes())), key=name_of)


def name_of(flow: type[Any]) -> str:
    """Return the name under which running processes know a flow."""
    return f"{flow.__module__}.{flow.__qualname__}"


def file_of(flow: type[Any]) -> str:
    """Return the name of a flow's picture: ``FormulationFlow`` gives ``formulation.svg``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", flow.__name__.removesuffix("Flow")).lower()
    return f"{words}.svg"


def steps_table(flow: type[Any]) -> str:
    """Return the steps of a flow in reading order: who, which act, until when, what follows."""
    from workflow.diagrams.graph import Kind, read, steps

    links = read(flow).links
    rows = []
    for step in steps(flow):
        node = getattr(flow, step.name)
        after = [f"{link.label}: `{link.dst}`".removeprefix(": ") for link in links if link.src == step.name]
        is_task = step.kind is Kind.TASK
        rows.append(
            [
                f"`{step.name}`",
                step.title,
                step.kind.value,
                _role(node) if is_task else "",
                f"`{node.act}`" if is_task else "",
                f"{node.due} ({node.basis})" if is_task and node.due else "",
                "<br>".join(after),
            ]
        )
    return table(["step", "on the pages", "kind", "role", "act", "term", "then"], rows)


def _role(node: Any) -> str:
    if not callable(node.role):
        return f"`{node.role}`"
    # A role that depends on the case is told by the method that gives it.
    told = str(node.role.__doc__).strip().splitlines()[0].rstrip(".")
    return told[:1].lower() + told[1:]


def section(flow: type[Any]) -> str:
    """Return what the page says of a flow."""
    title = str(flow.process_title)
    return "\n\n".join(
        [
            f"### {title}",
            f"`{name_of(flow)}`. {(flow.__doc__ or '').strip().splitlines()[0]}",
            f"![{title}](flows/{file_of(flow)})",
            steps_table(flow),
        ]
    )


def alone(picture: str) -> str:
    """Return a picture that is read without the site's stylesheet, on a light or a dark page."""
    dressed = picture.replace("<svg ", '<svg color="#1b1b1b" font-family="sans-serif" ', 1)
    return dressed.replace("</title>", '</title><rect width="100%" height="100%" fill="#fff" stroke="none"/>', 1) + "\n"


def files() -> dict[Path, str]:
    """Return the page and the pictures as they should be."""
    from django.utils import translation

    from workflow.diagrams import draw

    with translation.override("es-pe"):
        body = "\n\n".join(section(flow) for flow in flows())
        pictures = {FOLDER / "flows" / file_of(flow): alone(draw(flow)) for flow in flows()}
    return {PAGE: with_section(PAGE.read_text(encoding="utf-8"), "flows", body), **pictures}


def pinned() -> dict[str, str]:
    """Return the signature of each flow as it was pinned."""
    return dict(json.loads(PINNED.read_text(encoding="utf-8"))) if PINNED.exists() else {}


def pin() -> None:
    """Add the signatures of the flows that have none yet."""
    from workflow.diagrams import signature

    signatures = {name_of(flow): signature(flow) for flow in flows()} | pinned()
    PINNED.write_text(json.dumps(signatures, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write the page and the pictures, or only compare them. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages and pictures of the flows.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    parser.add_argument("--pin", action="store_true", help="add the signatures of new flows to flows.json")
    options = parser.parse_args(arguments)
    if options.pin:
        pin()
    different = write_all(files(), only_check=options.check)
    if different:
        print(("Differs: " if options.check else "Written: ") + ", ".join(different))
    return 1 if different and options.check else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main())
