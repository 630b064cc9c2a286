"""What stands in the way of the acts on an addendum. Pure questions on plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.addenda.terms import Bounds, ChangeTerms, TermsInForce
from legal.agreements.rules import obstacles_to_reaching
from workflow.errors import Obstacle

# The law demands these two of every agreement (TUO Ley 27444 art. 88.3, Ley 27785 art. 4).
MANDATORY_CLAUSES = frozenset({"libre_adhesion", "control"})


def obstacles_to_asking(*, status: str, status_text: str, ends_on: date | None, on: date) -> list[Obstacle]:
    """Return what keeps an addendum from being asked for: only in force, and before the end of the term."""
    if status != "in_force":
        return [
            Obstacle(
                text=_("El convenio está «%(status)s»; solo se modifica por adenda el que está en vigor.")
                % {"status": status_text}
            )
        ]
    if ends_on is not None and on > ends_on:
        return [
            Obstacle(
                text=_("La vigencia del convenio terminó el %(date)s; una adenda se solicita antes.")
                % {"date": date_format(ends_on, "DATE_FORMAT")}
            )
        ]
    return []


def obstacles_to_changes(
    changes: Sequence[ChangeTerms], *, in_force: TermsInForce, bounds: Bounds, effective_on: date | None, on: date
) -> list[Obstacle]:
    """Return what is wrong with the changes of an addendum against the terms that rule when it takes effect."""
    obstacles = [] if changes else [Obstacle(text=_("La adenda no modifica nada: escriba al menos una modificación."))]
    if effective_on is not None and effective_on < on:
        obstacles.append(
            Obstacle(text=_("Una adenda rige desde su firma o desde una fecha posterior."), where="effective_on")
        )
    if effective_on is not None and effective_on > in_force.ends_on:
        obstacles.append(
            Obstacle(
                text=_("La vigencia vence el %(date)s: la adenda debe regir antes.")
                % {"date": date_format(in_force.ends_on, "DATE_FORMAT")},
                where="effective_on",
            )
        )
    for change in changes:
        obstacles += obstacles_to_change(change, in_force=in_force, bounds=bounds)
    return obstacles


def obstacles_to_change(change: ChangeTerms, *, in_force: TermsInForce, bounds: Bounds) -> list[Obstacle]:
    """Return what is wrong with one change against the terms in force and what no addendum goes beyond."""
    match change.kind:
        case "term":
            return _term(change, in_force, bounds)
        case "ambit":
            return _ambit(change, in_force, bounds)
        case _:
            return _clause(change)


def _term(change: ChangeTerms, in_force: TermsInForce, bounds: Bounds) -> list[Obstacle]:
    if change.ends_on is None or change.ends_on <= in_force.ends_on:
        text = _("La nueva fecha debe ser posterior al vencimiento vigente, %(date)s.")
        return [Obstacle(text=text % {"date": date_format(in_force.ends_on, "DATE_FORMAT")}, where="ends_on")]
    if bounds.last_day is not None and change.ends_on > bounds.last_day:
        text = _("%(norm)s no admite que este convenio dure más allá del %(date)s.")
        words = {"norm": bounds.norm, "date": date_format(bounds.last_day, "DATE_FORMAT")}
        return [Obstacle(text=text % words, where="ends_on")]
    return []


def _ambit(change: ChangeTerms, in_force: TermsInForce, bounds: Bounds) -> list[Obstacle]:
    current = {district.code for district in in_force.terms.ambit}
    added, removed = ({each.code: each.name for each in side} for side in (change.added, change.removed))
    obstacles = []
    if not added and not removed:
        obstacles.append(Obstacle(text=_("Elija al menos un distrito que entra o que sale."), where="added"))
    if known := [name for code, name in added.items() if code in current]:
        obstacles.append(
            Obstacle(text=_("Ya están en el ámbito: %(names)s.") % {"names": ", ".join(known)}, where="added")
        )
    obstacles += obstacles_to_reaching(added, territory=bounds.territory, name=bounds.territory_name)
    if unknown := [name for code, name in removed.items() if code not in current]:
        obstacles.append(
            Obstacle(text=_("No están en el ámbito: %(names)s.") % {"names": ", ".join(unknown)}, where="removed")
        )
    if removed and not (current - set(removed)) | set(added):
        obstacles.append(Obstacle(text=_("El ámbito no puede quedar sin distritos."), where="removed"))
    return obstacles


def _clause(change: ChangeTerms) -> list[Obstacle]:
    if change.clause not in MANDATORY_CLAUSES:
        return []
    return [
        Obstacle(
            text=_("La ley exige esa cláusula en todo convenio: su texto no se sustituye por adenda."), where="clause"
        )
    ]


def day_of_effect(*, effective_on: date | None, last_signature_on: date) -> date:
    """Return the day from which an addendum rules: that of its last signature, or the later one that it names."""
    return max(filter(None, (effective_on, last_signature_on)))


def outlives(ruling_day: date | None, *, ended_on: date) -> bool:
    """Whether an addendum that rules from a day stays when its agreement ends: it ruled by then, registered or not.

    ``ruling_day`` is None while a signature is missing.
    """
    return ruling_day is not None and ruling_day <= ended_on


def obstacles_to_signing(*, ends_on: date, on: date) -> list[Obstacle]:
    """Return what is wrong with the date of a signature: an agreement whose term is over is not amended."""
    if on <= ends_on:
        return []
    return [
        Obstacle(
            text=_("La vigencia del convenio venció el %(date)s: una adenda se firma hasta ese día.")
            % {"date": date_format(ends_on, "DATE_FORMAT")},
            where="occurred_on",
        )
    ]


def conflicts(changes: Sequence[ChangeTerms], others: Mapping[str, Collection[str]]) -> list[Obstacle]:
    """Return which other addenda on their way touch the same provision; ``others`` maps names to what they touch."""
    mine = {change.provision for change in changes}
    return [
        Obstacle(
            text=_("%(addendum)s, en trámite, modifica la misma disposición. Concluya primero una de las dos.")
            % {"addendum": name}
        )
        for name, touched in others.items()
        if mine & set(touched)
    ]


def obstacles_to_approving(
    *, pending_opinions: Collection[str], missing_instruments: Collection[str], in_signature: Collection[str] = ()
) -> list[Obstacle]:
    """Return what keeps a draft from being approved besides its changes: opinions, instruments, another in signature.

    The addenda of an agreement are signed one after the other, so that their numbers follow their signatures.
    """
    return [
        *(
            Obstacle(
                text=_("Falta la %(opinion)s favorable sobre la adenda.") % {"opinion": opinion.lower()}, who=opinion
            )
            for opinion in pending_opinions
        ),
        *(
            Obstacle(
                text=_("Falta %(instrument)s que apruebe este mismo texto.") % {"instrument": instrument},
                who=_("Mesa de partes"),
            )
            for instrument in missing_instruments
        ),
        *(
            Obstacle(
                text=_("%(addendum)s está en firma: las adendas de un convenio se suscriben una tras otra.")
                % {"addendum": addendum}
            )
            for addendum in in_signature
        ),
    ]
