"""From approval to force: issue the document, take a refused signature back, open the schedule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.models import Agreement, Observation, Period
from legal.agreements.queries import grantor_of, parties_of, read_terms
from legal.agreements.rules import REPORT_TERM_LATER_YEARS, REPORT_TERM_YEAR_1, end_of_term
from legal.agreements.services.approval import obstacles_to_approving
from legal.agreements.services.parts import fresh
from legal.agreements.services.review import NewObservation, raise_observations
from legal.agreements.status import AgreementStatus
from legal.agreements.texts import agreement_document
from legal.documents import services as documents
from legal.documents.models import DocumentKind, IssuedDocument
from legal.documents.queries import current_document
from legal.entities.roles import COORDINATOR
from legal.norms.models import NormTerm
from legal.norms.terms import open_term
from legal.signing import subjects
from legal.signing.errors import CannotIssueForSignature
from legal.signing.models import SignatureRound
from workflow import ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Mandate, User

_followers: list[Callable[[Agreement], None]] = []


def follow(handler: Callable[[Agreement], None]) -> None:
    """Let a later room act when an agreement enters into force, in the same act."""
    if handler not in _followers:
        _followers.append(handler)


def obstacles_to_issuing(round_: SignatureRound, on: date) -> list[Obstacle]:
    """Return what keeps the agreement from being issued: whatever kept it from being approved."""
    return obstacles_to_approving(fresh(round_.case.agreement), on)


def vacant_posts(agreement: Agreement, on: date) -> list[Obstacle]:
    """Return which parties have nobody to sign for them on a date: their name would be a blank in the text."""
    return [
        Obstacle(
            text=_("Nadie ocupa el cargo que firma por %(unit)s el %(date)s; el texto no tendría quién lo represente.")
            % {"unit": party.unit.name, "date": date_format(on, "DATE_FORMAT")},
            who=_("quien administra el sistema"),
        )
        for party in parties_of(agreement)
        if not Mandate.objects.valid_on(on).filter(post__role=party.role, post__unit=party.unit).exists()
    ]


def issue(round_: SignatureRound, actor: User, occurred: Occurrence) -> IssuedDocument:
    """Give the agreement its number and its Word text; a re-issue keeps the number and gets a new version."""
    agreement = fresh(round_.case.agreement)
    if vacant := vacant_posts(agreement, occurred.on):
        raise CannotIssueForSignature(*vacant)
    grantor = grantor_of(agreement)
    previous = current_document(case=agreement.case, kind=DocumentKind.AGREEMENT)
    document = documents.issue_document(
        case=agreement.case,
        kind=DocumentKind.AGREEMENT,
        unit=grantor.unit,
        context=agreement_document(agreement, read_terms(agreement), on=occurred.on),
        title=agreement.title,
        issued_on=occurred.on,
        actor=actor,
        reissue_of=previous,
    )
    before = {"status": agreement.status, "number": agreement.number}
    AgreementStatus(agreement).issue()
    agreement.number = document.number_text
    agreement.save()
    ledger.record(
        act="agreements.keep_number" if previous else "agreements.number",
        subject=agreement,
        before=before,
        after={"status": agreement.status, "number": agreement.number, "version": document.version},
    )
    return document


def take_back(round_: SignatureRound, returned: subjects.Returned) -> None:
    """Take a returned text back into review: the reason is one observation, and it opens every part."""
    agreement = fresh(round_.case.agreement)
    before = agreement.status
    AgreementStatus(agreement).decline()
    agreement.save()
    raise_observations(
        agreement,
        [NewObservation(part=Observation.WHOLE_TEXT, text=returned.reason)],
        origin=Observation.Origin.VISA if returned.is_unvisaed else Observation.Origin.SIGNATORY,
        occurred=Occurrence(on=returned.on),
    )
    ledger.record(
        act="agreements.take_back",
        subject=agreement,
        before={"status": before},
        after={"status": agreement.status, "unit": returned.unit.name},
        reason=returned.reason,
    )
    from legal.agreements.flows import FormulationFlow

    service.start(FormulationFlow, at="again")


def enter_into_force(round_: SignatureRound, last_signature_on: date) -> None:
    """Put the agreement into force from its last signature and open its periods with their deadlines."""
    agreement = fresh(round_.case.agreement)
    before = agreement.status
    AgreementStatus(agreement).enter_into_force()
    agreement.signed_on = agreement.in_force_from = last_signature_on
    agreement.ends_on = end_of_term(last_signature_on, agreement.years)
    agreement.save()
    periods = [_open_period(agreement, year) for year in range(1, agreement.years + 1)]
    ledger.record(
        act="agreements.enter_into_force",
        subject=agreement,
        before={"status": before},
        after={
            "status": agreement.status,
            "number": agreement.number,
            "in_force_from": agreement.in_force_from,
            "ends_on": agreement.ends_on,
            "periods": [f"{period.year}: {period.report_deadline.due_on}" for period in periods],
        },
    )
    for handler in _followers:
        handler(agreement)


def _open_period(agreement: Agreement, year: int) -> Period:
    """Open the period of a year: the report is due from signature in year 1, later from the fiscal year's start.

    Year n ≥ 2 is the fiscal year of signature + n − 1; 1 January is day 1, so the count starts from
    31 December (Annex II, 1.02 a).
    """
    assert agreement.signed_on is not None
    fiscal_year = agreement.signed_on.year + year - 1
    term: NormTerm = agreement.norm.terms.get(name=REPORT_TERM_YEAR_1 if year == 1 else REPORT_TERM_LATER_YEARS)
    starts_on = agreement.signed_on if year == 1 else date(fiscal_year - 1, 12, 31)
    deadline = open_term(
        term,
        name=f"report_{year}",
        title=_report_title(year),
        starts_on=starts_on,
        role=COORDINATOR,
        unit=agreement.entity.unit,
    )
    return Period.objects.create(agreement=agreement, year=year, fiscal_year=fiscal_year, report_deadline=deadline)


def _report_title(year: int) -> str:
    return _("Informe de cumplimiento del año %(year)s (Nivel %(level)s)") % {"year": year, "level": year - 1}


SUBJECT = subjects.Subject(
    name="agreement",
    wording=subjects.Wording(
        title=gettext_lazy("El convenio"),
        named=gettext_lazy("el %(document)s"),
        to_issue=gettext_lazy("Emitir el convenio para la firma"),
        to_sign=gettext_lazy("Firmar el convenio"),
        to_register=gettext_lazy("Registrar el convenio suscrito"),
        issue_help=gettext_lazy("Al emitirse, el convenio recibe su número y su huella; ya no cambia."),
        sign_help=gettext_lazy(
            "Lea el convenio emitido. "
            "Puede registrar su conformidad, subir el archivo firmado o devolverlo con su motivo."
        ),
        register_help=gettext_lazy(
            "Compruebe todas las firmas. El convenio entra en vigor desde la última, salvo que su texto diga otra cosa."
        ),
        issued=gettext_lazy("El convenio quedó emitido, con su número y su huella. Ya no cambia."),
        declined=gettext_lazy("El convenio se devolvió sin firmar. Su texto vuelve a revisión con el motivo."),
        unvisaed=gettext_lazy("El convenio se devolvió sin visar. Su texto vuelve a revisión con el motivo."),
        registered=gettext_lazy("El convenio suscrito quedó registrado."),
    ),
    obstacles_to_issuing=obstacles_to_issuing,
    issue=issue,
    on_signed=enter_into_force,
    on_declined=take_back,
)
