"""What the addresses are about: for each word of the table one object of the played world, and its case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.urls import reverse

from legal.addenda.models import Addendum, Change
from legal.agreements.models import Agreement, Consultation, Criterion, Indicator, Instrument
from legal.agreements.models.review import Part
from legal.closure.models import Closure
from legal.documents.models import IssuedDocument, TemplateVersion
from legal.followup.models import AgreedTarget, Meeting, Spending, Suspension, Visit
from legal.notices.models import Notice
from legal.signing.models import Signature, SignatureRound, Visa
from legal.transfers.models import Calculation, Rescue, Tranche, Transfer
from legal.verification.models import Evidence, Verification
from tests.legal.crawl.addresses import Address
from workflow.models import Case, Mandate, User

NOWHERE: Final = 999_999_999


@dataclass(frozen=True, kw_only=True)
class Place:
    """What an address takes, and the case that it is about, where it is about one."""

    case: Case | None
    arguments: dict[str, Any]

    def url(self, address: Address) -> str:
        """Return an address as it is asked for."""
        return reverse(address.name, kwargs=self.arguments) + address.query


def _of(case: Case, **arguments: Any) -> Place:
    return Place(case=case, arguments={"number": case.number, **arguments})


def _bare(case: Case | None, **arguments: Any) -> Place:
    return Place(case=case, arguments=arguments)


def _first(model: type[Model], *conditions: Q, **lookup: Any) -> Any:
    found = model._default_manager.filter(*conditions, **lookup).order_by("pk").first()
    assert found is not None, f"the played world has no {model.__name__} with {lookup or 'anything'}"
    return found


def _row(model: type[Any], name: str) -> Place:
    row = _first(model, in_text=True)
    return _of(row.agreement.case, **{name: row.code})


def _addendum() -> Addendum:
    found: Addendum = _first(Addendum)
    return found


def _change(**lookup: Any) -> Change:
    found: Change = _first(Change, in_text=True, **lookup)
    return found


def _transfer(**lookup: Any) -> Place:
    transfer = _first(Transfer, **lookup)
    return _of(transfer.case, pk=transfer.pk)


def _rescue(**lookup: Any) -> Place:
    rescue = _first(Rescue, **lookup)
    return _of(rescue.case, pk=rescue.pk)


def _period() -> Place:
    verification = _first(Verification)
    return _of(verification.case, year=verification.period.year)


def _evidence() -> Place:
    evidence = _first(Evidence)
    verification = evidence.verification
    return _of(verification.case, year=verification.period.year, pk=evidence.file_id)


def _signed_file() -> Place:
    signature = _first(Signature, file__isnull=False)
    return _of(signature.round.case, pk=signature.file_id)


def _any_case() -> Case:
    """Return a case in force: most acts are possible in it."""
    agreement: Agreement = _first(Agreement, status=Agreement.Status.IN_FORCE)
    return agreement.case


def _followed(model: type[Any], **lookup: Any) -> Place:
    row = _first(model, **lookup)
    return _of(row.case, pk=row.pk)


PLACES: Final[dict[str, Callable[[], Place]]] = {
    "": lambda: _bare(None),
    "provider": lambda: _bare(None, provider_id="ministerio"),
    "unknown calendar": lambda: _bare(None, secret="no-such-secret"),
    "case": lambda: _of(_any_case()),
    "closed case": lambda: _of(_first(Closure, report_file__isnull=False).case),
    "criterion": lambda: _row(Criterion, "code"),
    "indicator": lambda: _row(Indicator, "code"),
    **{part.value: lambda part=part: _of(_any_case(), part=part) for part in Part},  # type: ignore[misc]
    "instrument": lambda: _of((row := _first(Instrument)).agreement.case, pk=row.pk),
    "consultation": lambda: _bare((row := _first(Consultation)).agreement.case, pk=row.pk),
    "document": lambda: _bare((row := _first(IssuedDocument)).case, pk=row.pk),
    "signature": lambda: _bare((row := _first(Signature, file__isnull=False)).round.case, pk=row.pk),
    "signed file": _signed_file,
    "round": lambda: _bare((row := _first(SignatureRound, document__isnull=False)).case, pk=row.pk),
    "visa": lambda: _of((row := _first(Visa)).round.case, pk=row.pk),
    "notice": lambda: _bare((row := _first(Notice, receipt__isnull=False)).case, pk=row.pk),
    "addendum": lambda: _of((row := _addendum()).agreement.case, pk=row.pk),
    "clause": lambda: _of((row := _addendum()).agreement.case, pk=row.pk, key="objeto"),
    "change": lambda: _of((row := _change()).addendum.agreement.case, pk=row.addendum_id, position=row.position),
    "period": _period,
    "evidence": _evidence,
    "transfer": _transfer,
    "instructed transfer": lambda: _transfer(instruction_file__isnull=False),
    "incorporated transfer": lambda: _transfer(resolution_file__isnull=False),
    "tranche": lambda: _followed(Tranche),
    "calculation": lambda: _of((row := _first(Calculation)).tranche.case, pk=row.pk),
    "rescue": _rescue,
    "answered rescue": lambda: _rescue(answer_file__isnull=False),
    "spending": lambda: _of((row := _first(Spending)).agreement.case, pk=row.pk),
    "visit": lambda: _followed(Visit),
    "visit with a file": lambda: _followed(Visit, file__isnull=False),
    "meeting": lambda: _followed(Meeting),
    "target": lambda: _of((row := _first(AgreedTarget)).meeting.case, pk=row.pk),
    "suspension": lambda: _of((row := _first(Suspension)).case, pk=row.file_id),
    "app": lambda: _bare(None, app_label="workflow"),
    "user": lambda: _bare(None, pk=_first(User).pk),
    "password of a user": lambda: _bare(None, id=str(_first(User).pk)),
    "no file of a mandate": lambda: _bare(None, pk=0),
    "kind of template": lambda: _bare(None, kind="extension_letter"),
    "template version": lambda: _bare(None, pk=_first(TemplateVersion, kind="extension_letter").pk),
    "no sample of a template": lambda: _bare(None, pk=0),
    "mandate": lambda: _bare(None, pk=_first(Mandate, annulled_on__isnull=True).pk),
    "row elsewhere": lambda: _bare(
        None, content_type_id=ContentType.objects.get_for_model(User).pk, object_id=_first(User).pk
    ),
}


def place_of_row(model: str) -> Place:
    """Return the first row of a model that the administration names (``workflow_post``)."""
    app_label, name = model.split("_")
    row = apps.get_model(app_label, name)._default_manager.order_by("pk").first()
    assert row is not None, f"the played world has no {model}"
    return _bare(None, object_id=str(row.pk))
