"""The acts of the room: who may, how the record tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.entities.roles import COORDINATOR, EXECUTING_UNIT
from workflow import permissions
from workflow.permissions import Act

permissions.register(
    Act(
        name="followup.record_spending",
        title=_("registrar un gasto"),
        sentence=_("%(post)s registró un gasto de S/ %(amount)s de %(unit)s en «%(product)s» (%(reference)s)."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="followup.import_spending",
        title=_("importar los gastos exportados del SIAF"),
        sentence=_("%(post)s importó gastos del SIAF: %(count)s por S/ %(amount)s."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="followup.reverse_spending",
        title=_("extornar un gasto"),
        sentence=_("%(post)s extornó el gasto %(reversed)s de S/ %(amount)s (%(reference)s)."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        capacities=("beneficiary", "executing"),
    ),
)
