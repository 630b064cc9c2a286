"""Write what an addendum changes, and send it to opinion."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from legal.addenda import rules
from legal.addenda.errors import CannotDraft
from legal.addenda.models import Addendum, AddendumOpinion, Change, DistrictChange
from legal.addenda.queries import bounds_of, fresh, open_addenda, read_changes, terms_of_agreement_on, text_hash
from legal.addenda.status import AddendumStatus
from legal.addenda.terms import ChangeTerms
from legal.addenda.texts.clauses import ruling_clause
from legal.agreements.queries import signed_clauses
from workflow import ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

Status = Addendum.Status


def obstacles_to_drafting(addendum: Addendum) -> list[Obstacle]:
    """Return what keeps the changes closed: they are written while the addendum is drafted."""
    if addendum.status == Status.DRAFTING:
        return []
    return [
        Obstacle(
            text=_("La adenda está «%(status)s»; sus modificaciones se escriben mientras se redacta.")
            % {"status": addendum.get_status_display()}
        )
    ]


def write_change(*, addendum: Addendum, change: ChangeTerms, actor: User, occurred: Occurrence) -> None:
    """Write one change; one of the same provision that stood before leaves the text.

    :raises CannotDraft: when the draft is closed, the change says nothing new, or its reason is missing.
    """
    addendum = fresh(addendum)
    obstacles = obstacles_to_drafting(addendum)
    if not change.reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo de la modificación."), where="change_reason"))
    if change.kind == Change.Kind.CLAUSE and not change.text.strip():
        obstacles.append(Obstacle(text=_("Escriba el texto que tendrá la cláusula."), where="text"))
    in_force = terms_of_agreement_on(addendum.agreement, occurred.on)
    obstacles += rules.obstacles_to_change(change, in_force=in_force, bounds=bounds_of(addendum.agreement))
    if change.clause:
        today = ruling_clause(signed_clauses(addendum.agreement), in_force, change.clause)
        if change.text.split() == today.split():
            obstacles.append(Obstacle(text=_("La cláusula ya dice eso: escriba el texto que cambia."), where="text"))
    if obstacles:
        raise CannotDraft(*obstacles)
    for row in addendum.changes.filter(in_text=True, kind=change.kind, clause=change.clause):
        row.in_text = False
        row.save()
    row = Change.objects.create(
        addendum=addendum,
        kind=change.kind,
        position=addendum.changes.count() + 1,
        reason=change.reason.strip(),
        ends_on=change.ends_on,
        clause=change.clause,
        text=change.text.strip(),
    )
    for added, districts in ((True, change.added), (False, change.removed)):
        for district in districts:
            DistrictChange.objects.create(change=row, district_id=district.code, added=added)
    ledger.record(
        act="addenda.write_change",
        subject=addendum,
        after={
            "change": _told(row),
            "ends_on": change.ends_on,
            "added": [district.code for district in change.added],
            "removed": [district.code for district in change.removed],
            "clause": change.clause,
            "text": row.text,
        },
        reason=row.reason,
    )


def drop_change(*, addendum: Addendum, position: int, actor: User, occurred: Occurrence) -> None:
    """Take a change out of the draft; its row stays.

    :raises CannotDraft: when the draft is closed or holds no such change.
    """
    addendum = fresh(addendum)
    obstacles = obstacles_to_drafting(addendum)
    row = addendum.changes.filter(in_text=True, position=position).first()
    if row is None:
        obstacles.append(Obstacle(text=_("La adenda no tiene esa modificación.")))
    if obstacles or row is None:
        raise CannotDraft(*obstacles)
    row.in_text = False
    row.save()
    ledger.record(
        act="addenda.drop_change",
        subject=addendum,
        before={"change": str(row)},
        after={"change": _told(row)},
    )


def _told(row: Change) -> str:
    """Return what a change does as a sentence has it after a colon."""
    kind = str(row.get_kind_display())
    return kind[:1].lower() + kind[1:]


def obstacles_to_submitting(addendum: Addendum, *, effective_on: date | None, on: date) -> list[Obstacle]:
    """Return what is wrong with the draft, and which other addenda touch the same provisions."""
    changes = read_changes(addendum)
    ruling_on = max(filter(None, (effective_on, on)))
    in_force = terms_of_agreement_on(addendum.agreement, ruling_on)
    others = {
        f"{other.label} ({other.get_status_display()})": {change.provision for change in read_changes(other)}
        for other in open_addenda(addendum.agreement).exclude(pk=addendum.pk).exclude(status__in=[Status.DRAFTING])
    }
    return [
        *rules.obstacles_to_changes(
            changes, in_force=in_force, bounds=bounds_of(addendum.agreement), effective_on=effective_on, on=on
        ),
        *rules.conflicts(changes, others),
    ]


def submit(*, addendum: Addendum, effective_on: date | None, actor: User, occurred: Occurrence) -> None:
    """Send the draft to the technical and the legal opinion, with the day from which it is to rule.

    Without a day it rules from its last signature. Both opinions are asked for on each text that is sent.

    :raises CannotDraft: with everything that is wrong with the draft.
    """
    addendum = fresh(addendum)
    if obstacles := obstacles_to_submitting(addendum, effective_on=effective_on, on=occurred.on):
        raise CannotDraft(*obstacles)
    before = addendum.status
    AddendumStatus(addendum).submit()
    addendum.effective_on = effective_on
    addendum.save()
    for opinion in addendum.opinions.filter(replaced=False):
        opinion.replaced = True
        opinion.save()
    round_ = addendum.opinions.filter(kind=AddendumOpinion.Kind.LEGAL).count() + 1
    for kind in AddendumOpinion.Kind.values:
        AddendumOpinion.objects.create(addendum=addendum, kind=kind, round=round_)
    ledger.record(
        act="addenda.submit",
        subject=addendum,
        before={"status": before},
        after={
            "status": addendum.status,
            "effective_on": addendum.effective_on,
            "changes": [str(row) for row in addendum.changes.filter(in_text=True).order_by("position")],
            "text_hash": text_hash(addendum),
        },
    )
