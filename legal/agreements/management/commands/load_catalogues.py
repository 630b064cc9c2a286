"""Load the catalogues that the product ships."""

from __future__ import annotations

from functools import partial
from typing import Any

from legal.documents.catalogues import load_year_names
from legal.documents.services.shipped import load_shipped_templates
from legal.entities.catalogues import load_requirements, load_territory
from legal.norms.catalogues import load_norms, load_programmes, load_sources
from workflow import clock
from workflow.closed_days import load_public_sector_days
from workflow.commands import PlainCommand


class Command(PlainCommand):
    """Territory, closed days, required instruments, norms, programmes, sources, names of years and templates."""

    help = "Load or refresh the catalogues that ship with the product. Harmless to repeat; run it after each upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each catalogue and say how many rows it has."""
        for title, load in (
            ("territory", load_territory),
            ("public-sector days", load_public_sector_days),
            ("required instruments", load_requirements),
            ("norms", load_norms),
            ("budget programmes", load_programmes),
            ("financing sources", load_sources),
            ("names of years", load_year_names),
            ("templates", partial(load_shipped_templates, today=clock.today())),
        ):
            self.stdout.write(f"{title}: {load()}")
