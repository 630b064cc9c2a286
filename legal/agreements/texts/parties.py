"""Who appears: the parties, the posts that represent them and who holds them on a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from legal.agreements.appearing import Appearing
from legal.agreements.documents import PartyText, SignatureText
from legal.agreements.models import Agreement, Party
from legal.agreements.queries import parties_of
from legal.agreements.texts.programmes import Programmes, agreement_title
from legal.agreements.texts.wording import BLANK, article, with_article
from legal.documents import spanish
from legal.entities.names import name_on, named_on
from legal.entities.roles import ROLES
from legal.norms.names import title_on
from workflow.models import Mandate, Post


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """A party with the names that several places of the document print."""

    text: PartyText
    entity_name: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class Signatories:
    """The parties by what they are in the agreement, and where they sign, in the order of signing."""

    grantor: Signatory
    entity: Signatory
    verifiers: tuple[Signatory, ...]
    signatures: tuple[SignatureText, ...]


def read(agreement: Agreement, *, on: date) -> Signatories:
    """Return the parties as they appear on a date, with the names that they had then; in five queries."""
    rows = _named(agreement)
    holders = _holders(rows, on)
    posts = _posts(rows)
    found: dict[str, Signatory] = {}
    signatures = []
    for party in rows:
        mandate = holders.get((party.unit_id, party.role))
        post = _post_title(party, mandate.post_title if mandate else posts.get((party.unit_id, party.role), ""), on)
        if mandate:
            post = mandate.signs_as(post)
        name = str(mandate.user) if mandate else BLANK
        found[party.capacity] = Signatory(
            text=_appearance(party, post=post, name=name, mandate=mandate, on=on),
            entity_name=name_on(party.entity.unit, on),
            unit_name=name_on(party.unit, on),
        )
        signatures.append(SignatureText(name=name, post=post, entity=name_on(party.unit, on)))
    verifier = found.get(Party.Capacity.VERIFIER)
    return Signatories(
        grantor=found[Party.Capacity.GRANTOR],
        entity=found[Party.Capacity.BENEFICIARY],
        verifiers=(verifier,) if verifier else (),
        signatures=tuple(signatures),
    )


def appearing(agreement: Agreement, *, on: date) -> list[Appearing]:
    """Return what is known of each party and of who represents it on a date, in four queries."""
    rows = _named(agreement)
    holders = _holders(rows, on)
    return [_appearing(party, holders.get((party.unit_id, party.role)), on) for party in rows]


def _appearing(party: Party, mandate: Mandate | None, on: date) -> Appearing:
    return Appearing(
        entity=name_on(party.entity.unit, on),
        ruc=party.entity.ruc,
        address=party.entity.address,
        is_invented=party.entity.is_demonstration,
        representative=str(mandate.user) if mandate else "",
        dni=mandate.user.dni if mandate else "",
    )


def title(signatories: Signatories, programmes: Programmes) -> str:
    """Return the title of the agreement: its programmes and its parties, in capitals."""
    grantor = signatories.grantor.text
    first = f"{grantor.name}, {grantor.through}" if grantor.through else grantor.name
    others = [each.text.name for each in (signatories.entity, *signatories.verifiers)]
    # After the apposition of the grantor a comma closes it: "…, A TRAVÉS DE LA DGPP, Y EL GOBIERNO REGIONAL".
    rest = f", y {others[0]}" if len(others) == 1 else f", {spanish.listing(others)}"
    return f"{agreement_title(programmes)} entre {first}{rest}".upper()


def _named(agreement: Agreement) -> list[Party]:
    """Return the parties with the names that they had in time."""
    rows = list(parties_of(agreement))
    prefetch_related_objects(rows, "unit__former_names", "entity__unit__former_names")
    return rows


def _holders(rows: Sequence[Party], on: date) -> dict[tuple[int, str], Mandate]:
    """Return who holds each signing post on a date: whoever took it over last (an encargatura over the titular).

    A delegation of signature leaves the post with its holder, who is the one that appears (TUO Ley 27444 art. 83).
    """
    mandates = (
        Mandate.objects.valid_on(on)
        .exclude(kind=Mandate.Kind.SIGNATURE)
        .filter(post__unit__in=[party.unit_id for party in rows], post__role__in=[party.role for party in rows])
        .select_related("user", "post", "own_post", "origin__user", "origin__post")
        .order_by("starts_on", "pk")
    )
    return {(mandate.post.unit_id, mandate.post.role): mandate for mandate in mandates}


def _posts(rows: Sequence[Party]) -> dict[tuple[int, str], str]:
    posts = Post.objects.filter(
        unit__in=[party.unit_id for party in rows], role__in=[party.role for party in rows], is_active=True
    )
    return {(post.unit_id, post.role): post.title for post in posts.order_by("-pk")}


def _post_title(party: Party, titled: str, on: date) -> str:
    return title_on(titled or str(ROLES[party.role]), on)


def _appearance(party: Party, *, post: str, name: str, mandate: Mandate | None, on: date) -> PartyText:
    entity, entity_name = party.entity, name_on(party.entity.unit, on)
    is_entity_itself = party.unit_id == entity.unit_id
    return PartyText(
        name=f"{article(entity_name)} {entity_name.upper()}",
        through="" if is_entity_itself else f"a través de {with_article(name_on(party.unit, on))}",
        ruc=entity.ruc,
        address=entity.address,
        email="",
        representative_post=post,
        representative_name=name,
        identity_document=f"DNI N° {mandate.user.dni}" if mandate and mandate.user.dni else "",
        representative_instrument=_instrument(mandate),
        alias=_alias(party, on),
    )


def _instrument(mandate: Mandate | None) -> str:
    if mandate is None or not mandate.instrument.strip():
        return ""
    return f"según {with_article(mandate.instrument)}, del {spanish.long_date(mandate.instrument_on)}"


def _alias(party: Party, on: date) -> str:
    if party.capacity == Party.Capacity.BENEFICIARY:
        return "LA ENTIDAD"
    named = named_on(party.unit, on)
    return f"{article(named.name)} {named.short}".upper()
