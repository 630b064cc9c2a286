"""The acts of the room: who may, what keeps a person from them, how the record tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.agreements.services import entry_into_force
from legal.entities.roles import (
    COORDINATOR,
    DIRECTOR_GENERAL,
    EXECUTING_UNIT,
    FORMULATOR,
    TECHNICAL_REVIEWER,
    VERIFIER,
)
from legal.entities.stages import EARNED, PERFORMED
from legal.notices import subjects
from legal.verification.services import observations, opening, reporting, unreported
from workflow import deadlines, permissions, schedule
from workflow.permissions import Act

entry_into_force.follow(opening.open_first_periods)
schedule.on_schedule("verification.open", opening.due_periods)
subjects.register(observations.NOTICE_SUBJECT, observations.start_correction)
deadlines.on_expiry("report", unreported.expire_report_term)
deadlines.on_expiry(reporting.COMPLETION, reporting.give_up_completion)
deadlines.on_expiry(observations.CORRECTION, observations.lapse_correction)

VERIFYING = (
    "verification.verify_as_third",
    "verification.verify",
    "verification.report_1",
    "verification.verify_correction",
    "verification.report_2",
)
PRESENTING = ("verification.present", "verification.complete", "verification.correct", "verification.add_evidence")
JUDGING = ("verification.verify_as_third", "verification.verify", "verification.verify_correction")
WHO_VERIFIES_DOES_NOT_REVIEW = _("Quien presenta o verifica no revisa el informe de verificación.")
WHO_PRESENTS_DOES_NOT_VERIFY = _("Quien presenta lo que se verifica no lo verifica.")

permissions.register(
    Act(
        name="verification.open",
        title=_("abrir el período"),
        sentence=_(
            "Se abrió el período del año %(year)s (Nivel %(level)s); el informe de cumplimiento vence el %(due_on)s."
        ),
        roles=(),
    ),
    Act(
        name="verification.add_evidence",
        title=_("agregar evidencia"),
        sentence=_("%(post)s agregó evidencia del año %(year)s: «%(title)s» (%(supports)s)."),
        roles=(COORDINATOR, EXECUTING_UNIT),
        stages=EARNED,
        capacities=("beneficiary", "executing"),
    ),
    Act(
        name="verification.present",
        title=_("presentar el informe de cumplimiento"),
        sentence=_("%(post)s presentó, por el año %(year)s: %(reports)s."),
        roles=(COORDINATOR,),
        stages=PERFORMED,
    ),
    Act(
        name="verification.admit",
        title=_("admitir el informe de cumplimiento"),
        sentence=_("%(post)s admitió el informe de cumplimiento del año %(year)s."),
        roles=(FORMULATOR,),
        stages=PERFORMED,
        never_after=PRESENTING,
        segregation=WHO_PRESENTS_DOES_NOT_VERIFY,
    ),
    Act(
        name="verification.ask_to_complete",
        title=_("requerir que se complete el informe"),
        sentence=_("%(post)s requirió completar el informe de cumplimiento del año %(year)s hasta el %(due_on)s."),
        roles=(FORMULATOR,),
        stages=PERFORMED,
    ),
    Act(
        name="verification.complete",
        title=_("completar el informe de cumplimiento"),
        sentence=_("%(post)s completó el informe de cumplimiento del año %(year)s (%(number)s)."),
        roles=(COORDINATOR,),
        stages=PERFORMED,
    ),
    Act(
        name="verification.refuse",
        title=_("tener el informe por no presentado"),
        sentence=_("%(post)s tuvo por no presentado el informe de cumplimiento del año %(year)s."),
        roles=(FORMULATOR,),
        stages=PERFORMED,
    ),
    Act(
        name="verification.declare_unreported",
        title=_("declarar que no se presentó el informe"),
        sentence=_("El período del año %(year)s se cerró sin informe de cumplimiento (%(outcome)s)."),
        roles=(FORMULATOR, DIRECTOR_GENERAL),
        stages=PERFORMED,
    ),
    Act(
        name="verification.verify_as_third",
        title=_("verificar como tercero"),
        sentence=_("%(post)s verificó, como tercero, el año %(year)s: cumple %(met)s de %(criteria)s criterios."),
        roles=(VERIFIER,),
        stages=EARNED,
        never_after=PRESENTING,
        segregation=WHO_PRESENTS_DOES_NOT_VERIFY,
    ),
    Act(
        name="verification.verify",
        title=_("verificar criterios e indicadores"),
        sentence=_("%(post)s verificó el año %(year)s: se cumplen %(met)s de %(criteria)s criterios."),
        roles=(VERIFIER,),
        stages=EARNED,
        never_after=PRESENTING,
        segregation=WHO_PRESENTS_DOES_NOT_VERIFY,
    ),
    Act(
        name="verification.review_report",
        title=_("revisar el proyecto del informe de verificación"),
        sentence=_("%(post)s dio su conformidad al proyecto del %(ordinal)s Informe del año %(year)s."),
        roles=(TECHNICAL_REVIEWER,),
        stages=EARNED,
        never_after=(*JUDGING, *PRESENTING),
        segregation=WHO_VERIFIES_DOES_NOT_REVIEW,
    ),
    Act(
        name="verification.return_report",
        title=_("devolver el proyecto del informe de verificación"),
        sentence=_("%(post)s devolvió, con notas, el proyecto del %(ordinal)s Informe del año %(year)s."),
        roles=(TECHNICAL_REVIEWER,),
        stages=EARNED,
        never_after=(*JUDGING, *PRESENTING),
        segregation=WHO_VERIFIES_DOES_NOT_REVIEW,
    ),
    Act(
        name="verification.report_1",
        title=_("emitir el I Informe de Verificación"),
        sentence=_("%(post)s emitió el I Informe del año %(year)s (%(document)s): %(met)s de %(criteria)s criterios."),
        roles=(VERIFIER,),
        stages=EARNED,
        never_after=PRESENTING,
        segregation=WHO_PRESENTS_DOES_NOT_VERIFY,
    ),
    Act(
        name="verification.communicate",
        title=_("comunicar las observaciones"),
        sentence=_("%(post)s comunicó lo observado en el año %(year)s (%(document)s; observaciones: %(count)s)."),
        roles=(DIRECTOR_GENERAL,),
        stages=EARNED,
    ),
    Act(
        name="verification.start_correction",
        title=_("iniciar el plazo de subsanación"),
        sentence=_("Con la recepción del oficio empezó el plazo de subsanación del año %(year)s; vence el %(due_on)s."),
        roles=(),
    ),
    Act(
        name="verification.correct",
        title=_("presentar la subsanación"),
        sentence=_("%(post)s presentó la subsanación del año %(year)s (%(number)s; observaciones: %(count)s)."),
        roles=(COORDINATOR,),
        stages=EARNED,
    ),
    Act(
        name="verification.lapse",
        title=_("dar por vencida la subsanación"),
        sentence=_("La subsanación del año %(year)s no se presentó hasta el %(due_on)s."),
        roles=(),
    ),
    Act(
        name="verification.verify_correction",
        title=_("verificar la subsanación"),
        sentence=_("%(post)s verificó la subsanación del año %(year)s (subsanadas: %(corrected)s de %(observed)s)."),
        roles=(VERIFIER,),
        stages=EARNED,
        never_after=PRESENTING,
        segregation=WHO_PRESENTS_DOES_NOT_VERIFY,
    ),
    Act(
        name="verification.report_2",
        title=_("emitir el II Informe de Verificación"),
        sentence=_("%(post)s emitió el II Informe del año %(year)s (%(document)s): %(met)s de %(criteria)s criterios."),
        roles=(VERIFIER,),
        stages=EARNED,
        never_after=PRESENTING,
        segregation=WHO_PRESENTS_DOES_NOT_VERIFY,
    ),
    Act(
        name="verification.close",
        title=_("cerrar el período"),
        sentence=_("Se cerró el período del año %(year)s: %(outcome)s."),
        roles=(),
    ),
)
