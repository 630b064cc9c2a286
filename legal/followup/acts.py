"""The acts of the room: who may, how the record tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.entities.roles import COORDINATOR, DIRECTOR_GENERAL, EXECUTING_UNIT, FORMULATOR, HEAD, VERIFIER
from legal.entities.stages import EARNED, IN_FORCE, PERFORMED, SUSPENDED, TIMED
from workflow import permissions
from workflow.permissions import Act

permissions.register(
    Act(
        name="followup.record_spending",
        title=_("registrar un gasto"),
        sentence=_("%(post)s registró un gasto de S/ %(amount)s en «%(product)s» (%(unit)s; %(reference)s)."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        stages=PERFORMED,
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="followup.import_spending",
        title=_("importar los gastos exportados del SIAF"),
        sentence=_("%(post)s importó gastos del SIAF: %(count)s por S/ %(amount)s."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        stages=PERFORMED,
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="followup.reverse_spending",
        title=_("extornar un gasto"),
        sentence=_("%(post)s extornó el gasto %(reversed)s de S/ %(amount)s (%(reference)s)."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        stages=PERFORMED,
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="followup.request_assistance",
        title=_("pedir asistencia técnica"),
        sentence=_("%(post)s pidió asistencia técnica: «%(subject)s» (se pide a: %(addressee)s)."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        stages=PERFORMED,
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="followup.give_assistance",
        title=_("atender una solicitud de asistencia técnica"),
        sentence=_("%(post)s atendió la solicitud «%(subject)s» con una %(kind)s (%(place)s)."),
        roles=(FORMULATOR, VERIFIER),
        stages=EARNED,
        capacities=("grantor", "verifier"),
    ),
    Act(
        name="followup.decline_assistance",
        title=_("no atender una solicitud de asistencia técnica"),
        sentence=_("%(post)s no atendió la solicitud «%(subject)s»."),
        roles=(FORMULATOR, VERIFIER),
        stages=EARNED,
        capacities=("grantor", "verifier"),
    ),
    Act(
        name="followup.record_visit",
        title=_("registrar una visita o asistencia técnica"),
        sentence=_("%(post)s registró una %(kind)s (%(place)s): «%(subject)s»."),
        roles=(FORMULATOR, VERIFIER),
        stages=PERFORMED,
        capacities=("grantor", "verifier"),
    ),
    Act(
        name="followup.record_meeting",
        title=_("registrar un acta de reunión"),
        sentence=_("%(post)s registró un acta de reunión (%(number)s) con sus metas acordadas: %(count)s."),
        roles=(FORMULATOR,),
        stages=PERFORMED,
        capacities=("grantor",),
    ),
    Act(
        name="followup.answer_meeting",
        title=_("responder a un acta de reunión"),
        sentence=_("%(post)s respondió a un acta de reunión (%(number)s): %(answer)s."),
        roles=(COORDINATOR,),
        stages=EARNED,
        capacities=("beneficiary",),
    ),
    Act(
        name="followup.settle_target",
        title=_("determinar si se cumplió una meta acordada"),
        sentence=_("%(post)s dio por %(outcome)s la meta «%(target)s» (%(unit)s; %(number)s)."),
        roles=(FORMULATOR,),
        stages=EARNED,
        capacities=("grantor",),
    ),
    Act(
        name="followup.request_extension",
        title=_("pedir la prórroga de un plazo"),
        sentence=_("%(post)s pidió prorrogar en %(more)s el plazo «%(title)s», que vence el %(due_on)s."),
        roles=(COORDINATOR, HEAD),
        stages=TIMED,
        capacities=("beneficiary",),
    ),
    Act(
        name="followup.grant_extension",
        title=_("conceder la prórroga de un plazo"),
        sentence=_("%(post)s prorrogó en %(more)s el plazo «%(title)s», hasta el %(due_on)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=TIMED,
        capacities=("grantor",),
    ),
    Act(
        name="followup.refuse_extension",
        title=_("denegar la prórroga de un plazo"),
        sentence=_("%(post)s no concedió la prórroga de %(more)s del plazo «%(title)s» (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=TIMED,
        capacities=("grantor",),
    ),
    Act(
        name="followup.suspend_deadline",
        title=_("suspender un plazo"),
        sentence=_("%(post)s suspendió el plazo «%(title)s», que vencía el %(due_on)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=TIMED,
        capacities=("grantor",),
    ),
    Act(
        name="followup.resume_deadline",
        title=_("reanudar un plazo"),
        sentence=_("%(post)s reanudó el plazo «%(title)s»; vence el %(due_on)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=TIMED,
        capacities=("grantor",),
    ),
    Act(
        name="followup.suspend_agreement",
        title=_("suspender el convenio"),
        sentence=_("%(post)s suspendió el convenio y los plazos que corrían: %(terms)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=(IN_FORCE,),
        capacities=("grantor",),
    ),
    Act(
        name="followup.resume_agreement",
        title=_("levantar la suspensión del convenio"),
        sentence=_("%(post)s levantó la suspensión del convenio (%(document)s). Plazos reanudados: %(terms)s."),
        roles=(DIRECTOR_GENERAL,),
        stages=(SUSPENDED,),
        capacities=("grantor",),
    ),
)
