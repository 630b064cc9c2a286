"""Write the tables of ``docs/reference/roles.md`` from the registered acts and roles.

python -m scripts.document_roles            writes the page
python -m scripts.document_roles --check    exits 1 when the page differs from what would be written
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, Final

import django

from scripts.sections import table, with_section, write_all

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference" / "roles.md"


def product_acts() -> dict[str, Any]:
    """Return the acts of the product by name; tests and benchmarks register some of their own."""
    from workflow import permissions

    acts = sorted(permissions.all_acts().items())
    return {name: act for name, act in acts if not name.startswith(("tests.", "benchmarks."))}


def roles_table() -> str:
    """Return each role of the product with its title and the acts it may do."""
    from legal.entities.roles import ROLES

    acts = product_acts()
    return table(
        ["role", "on the pages", "acts"],
        [
            [f"`{role}`", str(title), _listed(tuple(name for name in acts if role in acts[name].roles))]
            for role, title in ROLES.items()
        ],
    )


def acts_table() -> str:
    """Return each act with who may do it, in which capacity, and what keeps a person from it."""
    return table(
        ["act", "on the pages", "roles", "capacities", "never after", "delegated signature"],
        [
            [
                f"`{act.name}`",
                str(act.title),
                _listed(act.roles),
                _listed(act.capacities),
                _listed(act.never_after),
                "yes" if act.is_signing else "–",
            ]
            for act in product_acts().values()
        ],
    )


def matrix_tables() -> str:
    """Return what each role may do in each status, as ``manage.py permission_matrix --markdown`` prints it."""
    from legal.entities.roles import ROLES
    from workflow import matrix

    return matrix.tables(ROLES, [act for act in product_acts().values() if act.roles])


def page() -> str:
    """Return the page as it should be."""
    from django.utils import translation

    with translation.override("es-pe"):
        text = with_section(PAGE.read_text(encoding="utf-8"), "roles", roles_table())
        text = with_section(text, "acts", acts_table())
        return with_section(text, "matrix", matrix_tables())


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or only compare it. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the tables of roles and acts.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page differs")
    options = parser.parse_args(arguments)
    different = write_all({PAGE: page()}, only_check=options.check)
    if different:
        print(("Differs: " if options.check else "Written: ") + ", ".join(different))
    return 1 if different and options.check else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main())
