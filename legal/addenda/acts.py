"""The acts of the room: who may, what keeps a person from them, how the record tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.addenda.services.effect import SUBJECT, due_effects
from legal.entities.roles import CLERK, COORDINATOR, DIRECTOR_GENERAL, FORMULATOR, LEGAL_REVIEWER, TECHNICAL_REVIEWER
from legal.entities.stages import BINDING, IN_FORCE
from legal.signing import subjects
from workflow import permissions, schedule
from workflow.permissions import Act

subjects.register(SUBJECT)
schedule.on_schedule("addenda.take_effect", due_effects)

PARTIES = ("grantor", "beneficiary")
DRAFTING = ("addenda.request", "addenda.write_change", "addenda.drop_change", "addenda.submit")
OPINING = ("addenda.technical_opinion", "addenda.legal_opinion")
WHO_DRAFTS_GIVES_NO_OPINION = _("Quien solicita o redacta la adenda no opina sobre ella.")
WHO_GIVES_AN_OPINION_DOES_NOT_DRAFT = _("Quien opinó sobre la adenda no la redacta.")

permissions.register(
    Act(
        name="addenda.request",
        title=_("solicitar una adenda"),
        sentence=_("%(post)s solicitó una adenda (%(report)s)."),
        roles=(FORMULATOR, COORDINATOR),
        stages=(IN_FORCE,),
        capacities=PARTIES,
    ),
    Act(
        name="addenda.admit",
        title=_("admitir la solicitud de adenda"),
        sentence=_("%(post)s admitió a trámite la solicitud de adenda."),
        roles=(DIRECTOR_GENERAL,),
        stages=BINDING,
    ),
    Act(
        name="addenda.deny",
        title=_("denegar la solicitud de adenda"),
        sentence=_("%(post)s denegó la solicitud de adenda."),
        roles=(DIRECTOR_GENERAL,),
        stages=BINDING,
    ),
    Act(
        name="addenda.write_change",
        title=_("escribir una modificación"),
        sentence=_("%(post)s escribió una modificación de la adenda: %(change)s."),
        roles=(FORMULATOR, COORDINATOR),
        stages=BINDING,
        capacities=PARTIES,
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_DRAFT,
    ),
    Act(
        name="addenda.drop_change",
        title=_("retirar una modificación"),
        sentence=_("%(post)s retiró una modificación de la adenda: %(change)s."),
        roles=(FORMULATOR, COORDINATOR),
        stages=BINDING,
        capacities=PARTIES,
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_DRAFT,
    ),
    Act(
        name="addenda.submit",
        title=_("enviar la adenda a opinión"),
        sentence=_("%(post)s envió la adenda a opinión técnica y legal."),
        roles=(FORMULATOR,),
        stages=BINDING,
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_DRAFT,
    ),
    Act(
        name="addenda.technical_opinion",
        title=_("emitir la opinión técnica sobre la adenda"),
        sentence=_("%(post)s emitió opinión técnica %(status)s sobre la adenda (%(report)s)."),
        roles=(TECHNICAL_REVIEWER,),
        stages=BINDING,
        never_after=DRAFTING,
        segregation=WHO_DRAFTS_GIVES_NO_OPINION,
    ),
    Act(
        name="addenda.legal_opinion",
        title=_("emitir la opinión legal sobre la adenda"),
        sentence=_("%(post)s emitió opinión legal %(status)s sobre la adenda (%(report)s)."),
        roles=(LEGAL_REVIEWER,),
        stages=BINDING,
        never_after=DRAFTING,
        segregation=WHO_DRAFTS_GIVES_NO_OPINION,
    ),
    Act(
        name="addenda.register_instrument",
        title=_("registrar el instrumento exigido para la adenda"),
        sentence=_("%(post)s registró %(instrument)s para la adenda."),
        roles=(CLERK,),
        stages=BINDING,
    ),
    Act(
        name="addenda.approve",
        title=_("aprobar la adenda para la firma"),
        sentence=_("%(post)s aprobó la adenda para la firma."),
        roles=(DIRECTOR_GENERAL,),
        stages=BINDING,
        never_after=OPINING,
        segregation=_("Quien opinó sobre la adenda no la aprueba."),
    ),
    Act(
        name="addenda.send_back",
        title=_("devolver la adenda"),
        sentence=_("%(post)s devolvió la adenda para que se corrija."),
        roles=(DIRECTOR_GENERAL,),
        stages=BINDING,
    ),
    Act(
        name="addenda.number",
        title=_("numerar la adenda"),
        sentence=_("La adenda recibió su número: %(number)s."),
        roles=(),
    ),
    Act(
        name="addenda.keep_number",
        title=_("conservar el número de la adenda en su nueva versión"),
        sentence=_("La adenda conservó su número en la versión %(version)s: %(number)s."),
        roles=(),
    ),
    Act(
        name="addenda.take_back",
        title=_("devolver la adenda a redacción"),
        sentence=_("La adenda volvió a redacción. Quien la devolvió: %(unit)s."),
        roles=(),
    ),
    Act(
        name="addenda.sign",
        title=_("dar por suscrita la adenda"),
        sentence=_("La %(addendum)s quedó suscrita el %(signed_on)s; rige desde el %(in_force_from)s."),
        roles=(),
    ),
    Act(
        name="addenda.take_effect",
        title=_("poner en vigor la adenda"),
        sentence=_("La %(addendum)s entró en vigor el %(in_force_from)s; el convenio vence el %(ends_on)s."),
        roles=(),
    ),
    Act(
        name="addenda.withdraw",
        title=_("desistir de la adenda"),
        sentence=_("%(post)s desistió de la adenda."),
        roles=(FORMULATOR, COORDINATOR),
        stages=BINDING,
        capacities=PARTIES,
    ),
    Act(
        name="addenda.lapse",
        title=_("dejar sin efecto la adenda"),
        sentence=_("La %(addendum)s quedó sin efecto: el convenio terminó antes."),
        roles=(),
    ),
)
