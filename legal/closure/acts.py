"""The acts of the room: who may, what keeps a person from them, how the record tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.closure.queries import cancelled_by_terminations
from legal.closure.services import closure, termination
from legal.entities.roles import COORDINATOR, DIRECTOR_GENERAL, FORMULATOR, LEGAL_REVIEWER
from legal.entities.stages import BINDING, EXPIRED, PERFORMED, TERMINATED
from legal.notices import subjects
from legal.transfers import books
from workflow import permissions, schedule
from workflow.permissions import Act

schedule.on_schedule("closure.expire", closure.due_expiries)
subjects.register(termination.NOTICE_SUBJECT, termination.take_effect)
books.count_cancellations(cancelled_by_terminations)

permissions.register(
    Act(
        name="closure.record_lesson",
        title=_("registrar una lección o buena práctica"),
        sentence=_("%(post)s registró una %(kind)s: «%(text)s»"),
        roles=(COORDINATOR, FORMULATOR),
        stages=PERFORMED,
    ),
    Act(
        name="closure.expire",
        title=_("dar por vencido el convenio"),
        sentence=_("El convenio %(number)s venció el %(ends_on)s y pasó a liquidación."),
        roles=(),
    ),
    Act(
        name="closure.present",
        title=_("presentar el informe final"),
        sentence=_("%(post)s presentó el informe final (%(number)s); saldo no gastado: S/ %(unspent)s."),
        roles=(COORDINATOR,),
        stages=(EXPIRED,),
    ),
    Act(
        name="closure.accept",
        title=_("dar conformidad al informe final"),
        sentence=_("%(post)s dio conformidad al informe final (%(number)s)."),
        roles=(FORMULATOR,),
        stages=(EXPIRED,),
    ),
    Act(
        name="closure.return",
        title=_("devolver el informe final"),
        sentence=_("%(post)s devolvió el informe final (%(number)s)."),
        roles=(FORMULATOR,),
        stages=(EXPIRED,),
    ),
    Act(
        name="closure.close",
        title=_("cerrar el convenio"),
        sentence=_("%(post)s cerró el convenio (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=(EXPIRED,),
    ),
    Act(
        name="closure.propose_termination",
        title=_("proponer la resolución del convenio"),
        sentence=_("%(post)s propuso resolver el convenio por %(cause)s: %(facts)s"),
        roles=(FORMULATOR, COORDINATOR),
        stages=BINDING,
        capacities=("grantor", "beneficiary"),
    ),
    Act(
        name="closure.opine_on_termination",
        title=_("opinar sobre la resolución del convenio"),
        sentence=_("%(post)s opinó sobre la resolución del convenio (%(report)s)."),
        roles=(LEGAL_REVIEWER,),
        stages=PERFORMED,
        never_after=("closure.propose_termination",),
        segregation=_("Quien propone la resolución del convenio no opina sobre ella."),
    ),
    Act(
        name="closure.terminate",
        title=_("resolver el convenio"),
        sentence=_("%(post)s resolvió el convenio por %(cause)s (%(document)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=PERFORMED,
        never_after=("closure.propose_termination", "closure.opine_on_termination"),
        segregation=_("Quien propone la resolución del convenio u opina sobre ella no la decide."),
    ),
    Act(
        name="closure.reject_termination",
        title=_("no resolver el convenio"),
        sentence=_("%(post)s decidió no resolver el convenio por %(cause)s."),
        roles=(DIRECTOR_GENERAL,),
        stages=PERFORMED,
    ),
    Act(
        name="closure.take_effect",
        title=_("hacer efectiva la resolución del convenio"),
        sentence=_("El convenio %(number)s quedó resuelto el %(received_on)s, con la recepción del oficio."),
        roles=(),
    ),
    Act(
        name="closure.settle_termination",
        title=_("liquidar el convenio resuelto"),
        sentence=_("%(post)s liquidó el convenio resuelto; se cancelaron saldos por S/ %(cancelled)s."),
        roles=(DIRECTOR_GENERAL,),
        stages=(TERMINATED,),
    ),
)
