"""The engine's own acts: taking and giving back a task, and what the clock does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from workflow.permissions import Act

ACTS = (
    Act(
        name="tasks.claim",
        title=_("tomar la tarea"),
        sentence=_("%(post)s tomó la tarea «%(task)s»."),
        roles=(),
    ),
    Act(
        name="tasks.release",
        title=_("devolver la tarea"),
        sentence=_("%(post)s devolvió la tarea «%(task)s» a su cargo."),
        roles=(),
    ),
    Act(
        name="tasks.hand_over",
        title=_("entregar el cargo con sus tareas"),
        sentence=_("%(holder)s recibió de %(before_holder)s las tareas de %(post_handed)s: %(tasks)s."),
        roles=(),
    ),
    Act(
        name="deadlines.expire",
        title=_("dar por vencido el plazo"),
        sentence=_("Venció el plazo «%(title)s» (último día: %(due_on)s)."),
        roles=(),
    ),
    Act(
        name="deadlines.recount",
        title=_("contar de nuevo los plazos"),
        sentence=_("Los plazos se contaron de nuevo. %(moved)s."),
        roles=(),
    ),
    Act(
        name="tasks.escalate",
        title=_("avisar al superior de un paso vencido"),
        sentence=_("Se avisó a %(superior)s de que «%(task)s», a cargo de %(of_post)s, venció el %(due_on)s."),
        roles=(),
    ),
    Act(
        name="cases.copied",
        title=_("copiar el expediente"),
        sentence=_("El expediente se escribió como copia del expediente de ensayo %(model)s."),
        roles=(),
    ),
)
