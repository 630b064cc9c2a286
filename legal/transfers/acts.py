"""The acts of the room: who may, what keeps a person from them, how the record tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.agreements.services import entry_into_force
from legal.entities.roles import BUDGET_REVIEWER, COORDINATOR, DIRECTOR_GENERAL, HEAD, TRANSFERS_OFFICER
from legal.entities.stages import EARNED, PERFORMED
from legal.notices import subjects
from legal.transfers.services import calculation, rescue, tranches
from legal.verification import followers
from legal.verification.acts import VERIFYING
from workflow import permissions
from workflow.permissions import Act

entry_into_force.follow(tranches.open_tranches)
followers.follow(on_report=calculation.settle_report, on_closed=rescue.open_rescues)
subjects.register(rescue.WARNING, rescue.start_answer)

WHO_VERIFIES_DOES_NOT_APPROVE = _("Quien verifica no aprueba el monto.")
WHO_PROPOSES_DOES_NOT_AUTHORISE = _("Quien verifica, propone o revisa una transferencia no la autoriza.")
WHO_AUTHORISES_DOES_NOT_INSTRUCT = _("Quien autoriza una transferencia no la instruye.")

permissions.register(
    Act(
        name="transfers.open",
        title=_("abrir los tramos"),
        sentence=_("Se abrieron los tramos del convenio por S/ %(total)s."),
        roles=(),
    ),
    Act(
        name="transfers.settle",
        title=_("calcular lo que corresponde transferir"),
        sentence=_("Por el %(tranche)s corresponde transferir ahora S/ %(due_now)s; el saldo es S/ %(balance)s."),
        roles=(),
    ),
    Act(
        name="transfers.propose",
        title=_("proponer la transferencia"),
        sentence=_("Se propuso transferir S/ %(amount)s del %(tranche)s."),
        roles=(TRANSFERS_OFFICER,),
        stages=EARNED,
        never_after=VERIFYING,
        segregation=WHO_VERIFIES_DOES_NOT_APPROVE,
    ),
    Act(
        name="transfers.take_back",
        title=_("retirar la propuesta de transferencia"),
        sentence=_("%(post)s retiró la propuesta de transferir S/ %(amount)s del %(tranche)s."),
        roles=(TRANSFERS_OFFICER,),
        stages=EARNED,
    ),
    Act(
        name="transfers.review",
        title=_("dar conformidad al cálculo"),
        sentence=_("%(post)s dio conformidad al cálculo de S/ %(amount)s del %(tranche)s (%(document)s)."),
        roles=(BUDGET_REVIEWER,),
        stages=EARNED,
        never_after=(*VERIFYING, "transfers.propose"),
        segregation=WHO_VERIFIES_DOES_NOT_APPROVE,
    ),
    Act(
        name="transfers.send_back",
        title=_("devolver la propuesta de transferencia"),
        sentence=_("%(post)s devolvió la propuesta de transferir S/ %(amount)s del %(tranche)s."),
        roles=(BUDGET_REVIEWER, DIRECTOR_GENERAL),
        stages=EARNED,
    ),
    Act(
        name="transfers.authorize",
        title=_("autorizar la transferencia"),
        sentence=_("%(post)s autorizó transferir S/ %(amount)s del %(tranche)s."),
        roles=(DIRECTOR_GENERAL,),
        stages=EARNED,
        never_after=(*VERIFYING, "transfers.propose", "transfers.review"),
        segregation=WHO_PROPOSES_DOES_NOT_AUTHORISE,
    ),
    Act(
        name="transfers.instruct",
        title=_("instruir la transferencia"),
        sentence=_("%(post)s instruyó la transferencia de S/ %(amount)s del %(tranche)s (%(document)s)."),
        roles=(TRANSFERS_OFFICER,),
        stages=EARNED,
        never_after=("transfers.authorize",),
        segregation=WHO_AUTHORISES_DOES_NOT_INSTRUCT,
    ),
    Act(
        name="transfers.incorporate",
        title=_("incorporar los recursos en el presupuesto"),
        sentence=_("%(post)s incorporó S/ %(amount)s del %(tranche)s en el presupuesto (%(resolution)s)."),
        roles=(HEAD,),
        stages=EARNED,
        capacities=("beneficiary",),
    ),
    Act(
        name="transfers.send_copies",
        title=_("remitir copias de la resolución"),
        sentence=_("%(post)s remitió copias de la resolución que incorpora S/ %(amount)s del %(tranche)s."),
        roles=(COORDINATOR,),
        stages=EARNED,
        capacities=("beneficiary",),
    ),
    Act(
        name="transfers.confirm",
        title=_("confirmar la transferencia"),
        sentence=_("%(post)s confirmó la transferencia de S/ %(amount)s del %(tranche)s (SIAF %(siaf_record)s)."),
        roles=(TRANSFERS_OFFICER,),
        stages=EARNED,
    ),
    Act(
        name="transfers.give_back",
        title=_("registrar la devolución del dinero"),
        sentence=_("%(post)s registró que se devolvieron S/ %(amount)s del %(tranche)s; siguen por transferir."),
        roles=(TRANSFERS_OFFICER,),
        stages=EARNED,
    ),
    Act(
        name="transfers.open_rescue",
        title=_("abrir el rescate del saldo"),
        sentence=_("El período se cerró con un saldo de S/ %(balance)s en el %(tranche)s: se abrió su rescate."),
        roles=(),
    ),
    Act(
        name="transfers.warn",
        title=_("apercibir a la entidad"),
        sentence=_("%(post)s apercibió a la entidad por el saldo de S/ %(balance)s del %(tranche)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=PERFORMED,
        never_after=VERIFYING,
        segregation=WHO_VERIFIES_DOES_NOT_APPROVE,
    ),
    Act(
        name="transfers.carry",
        title=_("arrastrar los criterios al siguiente nivel"),
        sentence=_(
            "%(post)s arrastró al Nivel %(level)s los criterios no subsanados del %(tranche)s (%(criteria)s), con "
            "%(document)s; su saldo de S/ %(balance)s se conserva."
        ),
        roles=(DIRECTOR_GENERAL,),
        stages=PERFORMED,
        never_after=VERIFYING,
        segregation=WHO_VERIFIES_DOES_NOT_APPROVE,
    ),
    Act(
        name="transfers.start_answer",
        title=_("iniciar el plazo para responder el apercibimiento"),
        sentence=_(
            "Se recibió el apercibimiento por el %(tranche)s: empezó el plazo para responder; vence el %(due_on)s."
        ),
        roles=(),
    ),
    Act(
        name="transfers.answer_warning",
        title=_("responder el apercibimiento"),
        sentence=_("%(post)s respondió el apercibimiento por el %(tranche)s: «%(answer)s»"),
        roles=(COORDINATOR, HEAD),
        stages=PERFORMED,
        capacities=("beneficiary",),
    ),
    Act(
        name="transfers.cancel_balance",
        title=_("cancelar el saldo"),
        sentence=_("%(post)s canceló el saldo de S/ %(amount)s del %(tranche)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=PERFORMED,
        never_after=VERIFYING,
        segregation=WHO_VERIFIES_DOES_NOT_APPROVE,
    ),
)
