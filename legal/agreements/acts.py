"""The acts of the room: who may, what keeps a person from them, how the record tells them."""

from __future__ import annotations

from typing import Any

from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement
from legal.agreements.services.entry_into_force import SUBJECT
from legal.entities.roles import (
    BUDGET_REVIEWER,
    CLERK,
    CONSULTED,
    COORDINATOR,
    DIRECTOR_GENERAL,
    FORMULATOR,
    LEGAL_REVIEWER,
    TECHNICAL_REVIEWER,
)
from legal.entities.stages import APPROVED, BEFORE_FORCE, DRAFT, IN_REVIEW, IN_SIGNATURE
from legal.signing import subjects
from workflow import competence, permissions
from workflow.permissions import UNOPENED, Act

subjects.register(SUBJECT)


def stage_of_case(key: Any) -> Subquery:
    """Return the SQL expression of a case's stage from its key: the status of its agreement, if it has one."""
    return Subquery(Agreement.objects.filter(case=key).values("status")[:1])


competence.register_stages(
    dict(Agreement.Status.choices),
    of_case=stage_of_case,
    sentence=_("El convenio está «%(stage)s»; %(act)s procede solo cuando está %(stages)s."),
)

FORMULATING = (
    "agreements.open",
    "agreements.edit",
    "agreements.give_reasons",
    "agreements.submit",
    "agreements.correct",
)
OPINING = ("agreements.technical_opinion", "agreements.budget_opinion", "agreements.legal_opinion")
WHO_FORMULATES_GIVES_NO_OPINION = _("Quien formula no opina sobre lo que formuló.")
WHO_GIVES_AN_OPINION_DOES_NOT_FORMULATE = _("Quien opinó sobre el texto no lo formula.")

permissions.register(
    Act(
        name="agreements.open",
        title=_("abrir el expediente"),
        sentence=_("%(post)s abrió el expediente del convenio «%(title)s» (%(entity)s; %(norm)s)."),
        roles=(FORMULATOR,),
        stages=(UNOPENED,),
    ),
    Act(
        name="agreements.edit",
        title=_("redactar el texto"),
        sentence=_("%(post)s redactó la parte «%(part)s»."),
        roles=(FORMULATOR, COORDINATOR),
        stages=(DRAFT, IN_REVIEW),
        capacities=("grantor", "beneficiary"),
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_FORMULATE,
    ),
    Act(
        name="agreements.give_reasons",
        title=_("escribir por qué se mantienen los avisos"),
        sentence=_("%(post)s escribió por qué se mantienen avisos de la revisión del proyecto (%(count)s)."),
        roles=(FORMULATOR,),
        stages=(DRAFT, IN_REVIEW, APPROVED),
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_FORMULATE,
    ),
    Act(
        name="agreements.submit",
        title=_("enviar el proyecto a consulta y opinión"),
        sentence=_("%(post)s envió el proyecto a consulta y opinión."),
        roles=(FORMULATOR,),
        stages=(DRAFT,),
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_FORMULATE,
    ),
    Act(
        name="agreements.answer_consultation",
        title=_("responder la consulta"),
        sentence=_("%(post)s respondió la consulta: «%(comment)s»"),
        roles=(CONSULTED,),
        stages=(IN_REVIEW,),
    ),
    Act(
        name="agreements.close_consultation",
        title=_("cerrar la consulta sin respuesta"),
        sentence=_("%(post)s cerró la consulta (%(unit)s): venció su plazo sin respuesta."),
        roles=(FORMULATOR,),
        stages=(IN_REVIEW,),
    ),
    Act(
        name="agreements.technical_opinion",
        title=_("emitir la opinión técnica"),
        sentence=_("%(post)s emitió opinión técnica %(status)s (%(report)s)."),
        roles=(TECHNICAL_REVIEWER,),
        stages=(IN_REVIEW,),
        never_after=FORMULATING,
        segregation=WHO_FORMULATES_GIVES_NO_OPINION,
    ),
    Act(
        name="agreements.budget_opinion",
        title=_("emitir la opinión presupuestal"),
        sentence=_("%(post)s emitió opinión presupuestal %(status)s (%(report)s)."),
        roles=(BUDGET_REVIEWER,),
        stages=(IN_REVIEW,),
        never_after=FORMULATING,
        segregation=WHO_FORMULATES_GIVES_NO_OPINION,
    ),
    Act(
        name="agreements.legal_opinion",
        title=_("emitir la opinión legal"),
        sentence=_("%(post)s emitió opinión legal %(status)s (%(report)s)."),
        roles=(LEGAL_REVIEWER,),
        stages=(IN_REVIEW,),
        never_after=FORMULATING,
        segregation=WHO_FORMULATES_GIVES_NO_OPINION,
    ),
    Act(
        name="agreements.correct",
        title=_("corregir lo observado"),
        sentence=_("%(post)s corrigió el texto y respondió lo observado (observaciones: %(count)s)."),
        roles=(FORMULATOR,),
        stages=(IN_REVIEW,),
        never_after=OPINING,
        segregation=WHO_GIVES_AN_OPINION_DOES_NOT_FORMULATE,
    ),
    Act(
        name="agreements.register_instrument",
        title=_("registrar el instrumento exigido"),
        sentence=_("%(post)s registró %(instrument)s, del %(issued_on)s (%(basis)s)."),
        roles=(CLERK,),
        stages=(IN_REVIEW,),
    ),
    Act(
        name="agreements.approve",
        title=_("aprobar el texto para la firma"),
        sentence=_("%(post)s aprobó el texto para la firma."),
        roles=(DIRECTOR_GENERAL,),
        stages=(IN_REVIEW,),
    ),
    Act(
        name="agreements.send_back",
        title=_("devolver el texto con observaciones"),
        sentence=_("%(post)s devolvió el texto con observaciones (%(count)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=(IN_REVIEW,),
    ),
    Act(
        name="agreements.number",
        title=_("numerar el convenio"),
        sentence=_("El convenio recibió el número %(number)s."),
        roles=(FORMULATOR,),
        stages=(APPROVED,),
    ),
    Act(
        name="agreements.keep_number",
        title=_("conservar el número del convenio en su nueva versión"),
        sentence=_("El convenio conservó el número %(number)s en su versión %(version)s."),
        roles=(),
    ),
    Act(
        name="agreements.take_back",
        title=_("devolver el texto a revisión"),
        sentence=_("El texto volvió a revisión. Quien lo devolvió: %(unit)s."),
        roles=(),
    ),
    Act(
        name="agreements.enter_into_force",
        title=_("poner en vigor el convenio"),
        sentence=_("El convenio %(number)s entró en vigor el %(in_force_from)s; vence el %(ends_on)s."),
        roles=(CLERK,),
        stages=(IN_SIGNATURE,),
    ),
    Act(
        name="agreements.withdraw",
        title=_("desistir del convenio"),
        sentence=_("%(post)s registró el desistimiento del convenio."),
        roles=(FORMULATOR, DIRECTOR_GENERAL),
        stages=BEFORE_FORCE,
    ),
)
