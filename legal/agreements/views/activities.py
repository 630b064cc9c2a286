"""The schedule of activities on one page; it opens with the part of the money."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from legal.agreements.forms.activities import ScheduleForm
from legal.agreements.models.review import Part
from legal.agreements.paths import part_url
from legal.agreements.queries import read_activities
from legal.agreements.services.activities import write_activities
from legal.agreements.services.checking import findings_of
from legal.agreements.views.parts import EditPage
from workflow.service import LegalAct

CODES = ("activity_after_end", "activity_ends_before_money", "activity_starts_before_money")


class EditActivities(EditPage):
    """All activities, each in a row."""

    part = Part.MONEY
    template_name = "agreements/activities.html"

    def form(self, data: Any = None) -> ScheduleForm:
        """Return the rows as they stand, and some empty ones."""
        return ScheduleForm(data, years=self.agreement.years, standing=read_activities(self.agreement))

    def act(self, form: ScheduleForm) -> LegalAct:
        """Write the schedule."""
        return partial(write_activities, agreement=self.agreement, activities=form.activities())

    def done_message(self, form: ScheduleForm) -> str:
        """Say what was written."""
        return _("Se guardó el cronograma de actividades.")

    def next_url(self) -> str:
        """Stay on the page: it says which money comes late."""
        return self.request.path

    def page_context(self) -> dict[str, Any]:
        """Return which activities the money comes late for."""
        found = findings_of(self.agreement, self.today)
        products = self.agreement.products.filter(in_text=True).order_by("name").values_list("name", flat=True)
        return {
            "warnings": [each.text for each in found if each.code in CODES],
            "list_url": part_url(self.agreement, Part.MONEY),
            "products": list(products),
            "standing": read_activities(self.agreement),
        }
