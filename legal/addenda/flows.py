"""An addendum: from its request to the text approved for signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.addenda.models import Addendum, AddendumOpinion
from legal.addenda.queries import fresh, missing_instruments
from legal.addenda.services import effect, review
from legal.agreements.flows import AgreementFlow
from legal.entities.roles import CLERK, DIRECTOR_GENERAL, FORMULATOR, LEGAL_REVIEWER, TECHNICAL_REVIEWER
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import Process
from workflow.nodes import CallActivity, RoleTask, Start


class AddendumOpinionFlow(AgreementFlow):
    """One reviewer gives one opinion on an addendum."""

    process_title = _("Opinión sobre la adenda")

    start = Start().Next(this.kind_of_opinion)
    kind_of_opinion = (
        flow.If(this.is_technical).Annotation(title=_("¿Opinión técnica?")).Then(this.technical).Else(this.legal)
    )
    technical = (
        RoleTask(
            TECHNICAL_REVIEWER,
            act="addenda.technical_opinion",
            page="addenda:technical_opinion",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Opine sobre el sustento y los efectos de cada modificación. Si observa, vuelve a redactarse."),
        )
        .Annotation(title=_("Emitir la opinión técnica sobre la adenda"))
        .Next(this.end)
    )
    legal = (
        RoleTask(
            LEGAL_REVIEWER,
            act="addenda.legal_opinion",
            page="addenda:legal_opinion",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Opine sobre la procedencia y el texto de cada modificación. Si observa, vuelve a redactarse."),
        )
        .Annotation(title=_("Emitir la opinión legal sobre la adenda"))
        .Next(this.end)
    )
    end = flow.End()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the opinion."""
        opinion: AddendumOpinion = subjects["opinion"]
        opinion.process = process
        opinion.save()

    def is_technical(self, activation: Any) -> bool:
        """Whether the technical opinion is asked for."""
        return activation.process.addendum_opinion.kind == AddendumOpinion.Kind.TECHNICAL


class AddendumFlow(AgreementFlow):
    """Request, admission, draft of the changes, opinions, instruments of the level, approval."""

    process_title = _("Adenda")

    start = Start().Next(this.admit)
    again = Start().Annotation(title=_("Texto devuelto")).Next(this.draft)
    admit = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="addenda.admit",
            page="addenda:admit",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Lea el informe que sustenta la solicitud. Admítala a trámite o deniéguela con su motivo."),
        )
        .Annotation(title=_("Admitir la solicitud de adenda"))
        .Next(this.was_denied)
    )
    was_denied = flow.If(this.is_denied).Annotation(title=_("¿Denegada?")).Then(this.denied).Else(this.draft)
    denied = flow.End().Annotation(title=_("Denegada"))
    draft = (
        RoleTask(
            FORMULATOR,
            act="addenda.submit",
            page="addenda:submit",
            help_text=_(
                "Escriba cada modificación con su motivo. Al enviarla, la adenda se cierra hasta las opiniones."
            ),
        )
        .Annotation(title=_("Redactar la adenda"))
        .Next(this.opinions)
    )
    opinions = (
        CallActivity(lambda: AddendumOpinionFlow.start, this.pending_opinions)
        .Annotation(title=_("Opiniones técnica y legal"))
        .Next(this.was_observed)
    )
    was_observed = (
        flow.If(this.is_observed)
        .Annotation(title=_("¿Hay observaciones?"))
        .Then(this.give_back)
        .Else(this.needs_instruments)
    )
    give_back = flow.Function(this.return_observed).Annotation(title=_("Devolver el texto")).Next(this.draft)
    needs_instruments = (
        flow.If(this.lacks_instruments)
        .Annotation(title=_("¿Faltan instrumentos?"))
        .Then(this.instruments)
        .Else(this.approve)
    )
    instruments = (
        RoleTask(
            CLERK,
            act="addenda.register_instrument",
            page="addenda:register_instrument",
            help_text=_("Registre el instrumento que exige el nivel de gobierno; aprueba la adenda tal como está."),
        )
        .Annotation(title=_("Registrar el instrumento exigido para la adenda"))
        .Next(this.needs_instruments)
    )
    approve = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="addenda.approve",
            page="addenda:approve",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Apruebe la adenda para la firma, o devuélvala con lo que debe corregirse."),
        )
        .Annotation(title=_("Aprobar la adenda para la firma"))
        .Next(this.was_sent_back)
    )
    was_sent_back = (
        flow.If(this.is_drafted_again)
        .Annotation(title=_("¿La Dirección la devolvió?"))
        .Then(this.draft)
        .Else(this.open_signature)
    )
    open_signature = flow.Function(this.start_signing).Annotation(title=_("Abrir la suscripción")).Next(this.approved)
    approved = flow.End().Annotation(title=_("Aprobada para la firma"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the addendum."""
        addendum: Addendum = subjects["addendum"]
        addendum.process = process
        addendum.save()

    def is_denied(self, activation: Any) -> bool:
        """Whether the request was denied."""
        return _addendum(activation).status == Addendum.Status.DENIED

    def pending_opinions(self, activation: Any) -> list[dict[str, Any]]:
        """Return the opinions to ask for."""
        pending = _addendum(activation).opinions.filter(replaced=False, status=AddendumOpinion.Status.PENDING)
        return [{"opinion": opinion} for opinion in pending.order_by("pk")]

    def is_observed(self, activation: Any) -> bool:
        """Whether an opinion is not favorable."""
        observed = AddendumOpinion.Status.OBSERVED
        return _addendum(activation).opinions.filter(replaced=False, status=observed).exists()

    def return_observed(self, activation: Any) -> None:
        """Take the addendum back to its draft."""
        review.return_observed(addendum=_addendum(activation))

    def lacks_instruments(self, activation: Any) -> bool:
        """Whether the level of government requires an instrument that nobody has brought for this text."""
        return bool(missing_instruments(_addendum(activation)))

    def is_drafted_again(self, activation: Any) -> bool:
        """Whether the director sent the addendum back."""
        return _addendum(activation).status == Addendum.Status.DRAFTING

    def start_signing(self, activation: Any) -> None:
        """Open the round of signatures."""
        effect.open_signature(addendum=_addendum(activation))


def _addendum(activation: Any) -> Addendum:
    """Read the addendum of a process afresh: an act may just have changed it."""
    return fresh(Addendum.objects.get(process=activation.process))
