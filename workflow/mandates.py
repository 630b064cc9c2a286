"""The authority ledger: record, end and annul mandates; nothing here is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.competence import VIEW, all_acts
from workflow.errors import Obstacle, Refusal
from workflow.models import Mandate

Kind = Mandate.Kind


def holder_and_delegates(mandates: Iterable[Mandate]) -> tuple[Mandate | None, tuple[Mandate, ...]]:
    """Return the mandate of who holds a post, and those of who act for them by delegation.

    ``mandates`` are those of one post, in the order of their start: whoever took it over last holds it, an
    *encargatura* over the titular.
    """
    holder, delegates = None, []
    for mandate in mandates:
        if mandate.kind in Mandate.DELEGATIONS:
            delegates.append(mandate)
        else:
            holder = mandate
    return holder, tuple(delegates)


@transaction.atomic
def record(mandate: Mandate) -> Mandate:
    """Write a new mandate.

    :raises Refusal: with what the law says against it; nothing is written.
    """
    fill_own_post(mandate)
    others = Mandate.objects.filter(post=mandate.post_id).select_related("user", "post__unit")
    if obstacles := obstacles_to_recording(mandate, others):
        raise Refusal(*obstacles)
    mandate.save()
    return mandate


def fill_own_post(mandate: Mandate) -> None:
    """Give a delegation that names no post of the delegate the one of which he is titular, where there is just one."""
    if mandate.kind not in Mandate.DELEGATIONS or mandate.own_post is not None:
        return
    held = Mandate.objects.valid_on(mandate.starts_on).filter(user=mandate.user_id, kind=Kind.TITULAR)
    posts = {each.post_id: each.post for each in held.exclude(post=mandate.post_id).select_related("post__unit")}
    if len(posts) == 1:
        (mandate.own_post,) = posts.values()


@transaction.atomic
def end(mandate: Mandate, *, on: date) -> Mandate:
    """Let a mandate end on a day, its last.

    :raises Refusal: when it ends before it starts, or had ended earlier.
    """
    if obstacles := obstacles_to_ending(mandate, on):
        raise Refusal(*obstacles)
    mandate.ends_on = on
    mandate.save()
    return mandate


@transaction.atomic
def annul(mandate: Mandate, *, on: date, instrument: str) -> Mandate:
    """Write down that an act has annulled a mandate: it gives no authority on any day (TUO Ley 27444 arts. 12, 17).

    What was done under it stays in the record, and ``workflow.authority`` lists it.

    :raises Refusal: without the act that annuls it, or for a mandate annulled before.
    """
    if mandate.annulled_on is not None:
        raise Refusal(_("El mandato ya fue anulado por %(act)s.") % {"act": mandate.annulled_by})
    if not instrument.strip():
        raise Refusal(Obstacle(text=_("Indique el acto que anula el mandato."), where="annulled_by"))
    mandate.annulled_on, mandate.annulled_by = on, instrument.strip()
    mandate.save()
    return mandate


def obstacles_to_recording(mandate: Mandate, others: Iterable[Mandate]) -> list[Obstacle]:
    """Return what the law says against a mandate; ``others`` are those of the same post."""
    obstacles = []
    if mandate.ends_on is not None and mandate.ends_on < mandate.starts_on:
        obstacles.append(Obstacle(text=_("El mandato termina antes de empezar."), where="ends_on"))
    if mandate.kind in Mandate.DELEGATIONS:
        obstacles += _to_delegating(mandate)
    elif mandate.origin is not None and mandate.origin.post_id != mandate.post_id:
        obstacles.append(Obstacle(text=_("Quien es reemplazado no ocupa el mismo cargo."), where="origin"))
    if mandate.kind == Kind.TITULAR and mandate.post.is_sole:
        obstacles += _to_a_second_titular(mandate, others)
    return obstacles + _to_limiting(mandate)


def obstacles_to_ending(mandate: Mandate, on: date) -> list[Obstacle]:
    """Return what keeps a mandate from ending on a day."""
    if on < mandate.starts_on:
        return [Obstacle(text=_("El mandato no puede terminar antes de empezar."), where="ends_on")]
    if mandate.ends_on is not None and mandate.ends_on < on:
        return [
            Obstacle(
                text=_("El mandato ya terminó el %(date)s. Para que siga, registre otro con su propio acto.")
                % {"date": date_format(mandate.ends_on, "DATE_FORMAT")},
                where="ends_on",
            )
        ]
    return []


def reaches(mandate: Mandate, act: str) -> bool:
    """Whether a mandate reaches an act, by its name; what it is limited to does not keep its holder from seeing.

    Who holds the signature by delegation signs what somebody else has decided, and decides nothing (TUO Ley 27444
    art. 83).
    """
    if act == VIEW:
        return True
    known = all_acts().get(act)
    signs_only = mandate.kind == Kind.SIGNATURE
    return mandate.covers(act) and (not signs_only or (known is not None and known.is_signing))


def why_out_of_reach(mandate: Mandate, act: str) -> str:
    """Return why a mandate that is in force does not reach an act of its post, in words."""
    acts = all_acts()
    words = {
        "post": mandate.post,
        "instrument": mandate.instrument,
        "act": acts[act].title if act in acts else act,
        "acts": "; ".join(titles_of(mandate.acts)),
        "delegator": mandate.origin.user if mandate.origin else "",
    }
    if not mandate.covers(act):
        sentence = _("Su mandato de %(post)s (%(instrument)s) se limita a: %(acts)s. No comprende %(act)s.")
    else:
        sentence = _(
            "Por delegación de firma (%(instrument)s) solo se firma lo que otro ha decidido (TUO de la Ley N° 27444, "
            "art. 83): %(act)s corresponde a quien la delegó, %(delegator)s."
        )
    return sentence % words


def lapsed_last(mandates: Iterable[Mandate], *, on: date) -> list[Mandate]:
    """Return the mandate that gave authority last and gives none on a date any more; none where there is no such."""
    over = [each for each in mandates if each.starts_on <= on and not each.is_valid_on(on)]
    return sorted(over, key=lambda each: each.annulled_on or each.ends_on or on)[-1:]


def why_lapsed(mandate: Mandate, *, today: date) -> str:
    """Return why a mandate gives no authority any more, in words, with the article where the law says so.

    A delegation of competence ends by its term or its revocation (TUO Ley 27444 art. 78.5), one of signature leaves
    the signature with who delegated it (art. 83), who replaces a titular does so while the post is vacant or its
    titular absent (art. 84), and what is annulled never had effect (art. 12.1).
    """
    if mandate.annulled_on is not None:
        sentence = _(
            "Su mandato de %(post)s fue anulado el %(date)s por %(act)s y no da autoridad en ninguna fecha "
            "(TUO de la Ley N° 27444, art. 12.1)."
        )
    elif mandate.kind == Kind.COMPETENCE:
        sentence = _(
            "La delegación por la que actuaba como %(post)s (%(instrument)s) se extinguió el %(date)s, por su plazo o "
            "su revocación (TUO de la Ley N° 27444, art. 78.5): el acto vuelve a quien delegó, %(delegator)s."
        )
    elif mandate.kind == Kind.SIGNATURE:
        sentence = _(
            "La delegación de firma de %(post)s (%(instrument)s) concluyó el %(date)s: desde entonces firma quien la "
            "delegó, %(delegator)s (TUO de la Ley N° 27444, art. 83)."
        )
    elif mandate.kind in {Kind.SUPLENCIA, Kind.ENCARGATURA}:
        sentence = _(
            "Su %(kind)s en el cargo de %(post)s concluyó el %(date)s: se reemplaza al titular solo mientras falta "
            "(TUO de la Ley N° 27444, art. 84)."
        )
    else:
        sentence = _("Su mandato de %(post)s concluyó el %(date)s.")
    return sentence % {
        "post": mandate.post,
        "date": date_format(mandate.annulled_on or mandate.ends_on or today, "DATE_FORMAT"),
        "act": mandate.annulled_by,
        "instrument": mandate.instrument,
        "kind": mandate.get_kind_display(),
        "delegator": mandate.origin.user if mandate.origin else "",
    }


def _to_delegating(mandate: Mandate) -> list[Obstacle]:
    origin = mandate.origin
    if origin is None:
        return [Obstacle(text=_("Una delegación nace del mandato de quien delega: indíquelo."), where="origin")]
    obstacles = []
    if mandate.own_post is None:
        obstacles.append(
            Obstacle(
                text=_("Indique el cargo propio del delegado: desde él actúa, y el papel lo imprime."), where="own_post"
            )
        )
    if origin.kind in Mandate.DELEGATIONS:
        obstacles.append(
            Obstacle(
                text=_("Quien actúa por delegación no puede delegar a su vez (TUO de la Ley N° 27444, art. 78.2)."),
                where="origin",
            )
        )
    if origin.post_id != mandate.post_id:
        obstacles.append(
            Obstacle(text=_("Se delega lo que corresponde al cargo de quien delega: es otro cargo."), where="origin")
        )
    if origin.user_id == mandate.user_id:
        obstacles.append(Obstacle(text=_("Nadie se delega a sí mismo."), where="user"))
    if not origin.is_valid_on(mandate.starts_on):
        obstacles.append(
            Obstacle(
                text=_("Quien delega no ejerce el cargo el %(date)s, primer día de la delegación.")
                % {"date": date_format(mandate.starts_on, "DATE_FORMAT")},
                where="starts_on",
            )
        )
    return obstacles


def _to_limiting(mandate: Mandate) -> list[Obstacle]:
    known = all_acts()
    strange = [name for name in mandate.acts if name not in known or mandate.post.role not in known[name].roles]
    unsigned = [name for name in mandate.acts if name not in strange and not reaches(mandate, name)]
    sentences = (
        (strange, _("El cargo de %(post)s no hace estos actos, y su mandato no puede comprenderlos: %(acts)s.")),
        (unsigned, _("Por delegación de firma solo se firma (art. 83), y %(post)s no delega así: %(acts)s.")),
    )
    return [
        Obstacle(text=sentence % {"post": mandate.post, "acts": "; ".join(titles_of(names))}, where="acts")
        for names, sentence in sentences
        if names
    ]


def titles_of(names: Iterable[str]) -> list[str]:
    """Return acts as infinitives; an unknown one by its name."""
    known = all_acts()
    return [str(known[name].title) if name in known else name for name in names]


def _to_a_second_titular(mandate: Mandate, others: Iterable[Mandate]) -> list[Obstacle]:
    return [
        Obstacle(
            text=_(
                "%(person)s es titular del mismo cargo en esas fechas: un cargo tiene un solo titular. %(what_to_do)s"
            )
            % {
                "person": other.user,
                "what_to_do": _("Ponga fin a su mandato, o registre una suplencia o encargatura (art. 84)."),
            },
            where="starts_on",
            who=str(other.user),
        )
        for other in others
        if other.pk != mandate.pk and other.kind == Kind.TITULAR and other.annulled_on is None
        if _overlap(mandate, other)
    ]


def _overlap(first: Mandate, second: Mandate) -> bool:
    return first.starts_on <= (second.ends_on or date.max) and second.starts_on <= (first.ends_on or date.max)
