"""The letters on terms: what each says, printed by its template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from legal.agreements.models import Agreement
from legal.casefile.panels.documents import title_of
from legal.documents.models import IssuedDocument
from legal.documents.wordtext import extract_text
from legal.followup.models import ExtensionRequest, Suspension
from legal.followup.services.extensions import decision_letter
from legal.followup.texts import lifting_letter, suspension_letter
from tests.factories import World, make_draft, to_in_force
from tests.factories.terms import ask_extension, direct, let_extend, term_of
from tests.legal.papers import shipped_draft

TODAY, RESUMED_ON = date(2026, 3, 16), date(2026, 5, 4)


@pytest.fixture
def agreement(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return an agreement signed on 2 March 2026, whose first report may be extended. It is 16 March."""
    travel(date(2026, 3, 2))
    let_extend("report_year_1")
    signed = to_in_force(make_draft(world, years=2), world)
    travel(TODAY)
    return signed


def printed(document: Any) -> str:
    """Return what a letter says."""
    return extract_text(shipped_draft(context=document, dated=TODAY).content)


def signed_by(world: World, on: date = TODAY) -> dict[str, Any]:
    """Return who signs, on which ground."""
    return {"ground": "Huelga del personal de salud", "on": on, "signatory": world.director_general, "authority": None}


@pytest.mark.parametrize("granted", [True, False])
def test_an_extension_is_granted_or_not_by_a_letter(agreement: Agreement, world: World, granted: bool) -> None:
    ask_extension(agreement, world)
    text = printed(decision_letter(ExtensionRequest.objects.get(), granted=granted, **signed_by(world)))
    assert "pidió que se prorrogue por diez (10) días calendario, con el sustento siguiente: “Huelga" in text
    assert "de treinta (30) días calendario" in text
    assert "el artículo 147 del Texto Único Ordenado" in text
    assert ("CONCEDE, por única vez" in text) == granted
    assert ("NO CONCEDE" in text) != granted
    assert ("13 de abril de 2026" in text) == granted
    assert "1 de abril de 2026" in text


def test_grounds_keep_the_paragraphs_and_lists_of_who_wrote_them(agreement: Agreement, world: World) -> None:
    written = "Las vías se cortaron el lunes.\n\nFaltan:\n- actas;\n\t- planes"
    ask_extension(agreement, world, ground=written)
    letter = decision_letter(ExtensionRequest.objects.get(), granted=True, **signed_by(world) | {"ground": written})
    filled = shipped_draft(context=letter, dated=TODAY).content
    assert "\nLas vías se cortaron el lunes.\nFaltan:\n- actas;\n- planes.\nIII. DECISIÓN" in extract_text(filled)
    quoted = next(each.text for each in Document(BytesIO(filled)).paragraphs if "con el sustento" in each.text)
    assert quoted.endswith(": “Las vías se cortaron el lunes.\nFaltan:\n- actas;\n- planes”.")
    suspended = suspension_letter(agreement, [], whole=True, **signed_by(world) | {"ground": written})
    assert suspended.grounds == letter.grounds


def test_a_refusal_after_the_end_says_that_the_term_is_over(agreement: Agreement, world: World) -> None:
    ask_extension(agreement, world)
    late = signed_by(world, date(2026, 4, 6))
    text = printed(decision_letter(ExtensionRequest.objects.get(), granted=False, **late))
    assert "venció el 1 de abril de 2026" in text
    assert "vence el" not in text


def test_a_term_is_suspended_and_goes_on_by_letters(
    agreement: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    term = term_of(agreement)
    text = printed(suspension_letter(agreement, [term], whole=False, **signed_by(world)))
    assert "SUSPENDER, desde el 16 de marzo de 2026, el cómputo del plazo siguiente:" in text
    assert "no amplía la vigencia" not in text
    direct(agreement, world, "suspend_deadline", name="report_1")
    letter = IssuedDocument.objects.get(kind="suspension_letter")
    assert str(letter) == f"Oficio {letter.number_text}"
    assert title_of(letter) == f"Oficio «Suspensión del plazo: {term.title}»"
    travel(RESUMED_ON)
    ends = {term: date(2026, 5, 20)}
    text = printed(lifting_letter(Suspension.objects.get(), ends, **signed_by(world, RESUMED_ON)))
    assert "REANUDAR, desde el 4 de mayo de 2026" in text
    assert (
        "Con el Oficio N° 001-2026-EF/50.01, de fecha 16 de marzo de 2026, se suspendió el cómputo del plazo." in text
    )
    assert "20 de mayo de 2026" in text


def test_an_agreement_is_suspended_with_the_terms_that_run(agreement: Agreement, world: World) -> None:
    terms = [term_of(agreement, name) for name in ("report_1", "report_2")]
    text = printed(suspension_letter(agreement, terms, whole=True, **signed_by(world)))
    assert "el convenio y el cómputo de los plazos siguientes:" in text
    assert all(term.title in text for term in terms)
    assert "La suspensión no amplía la vigencia del convenio" in text
    assert "no corre ningún plazo" in printed(suspension_letter(agreement, [], whole=True, **signed_by(world)))


def test_an_agreement_is_suspended_and_goes_on_without_a_word_on_terms_where_none_runs(
    agreement: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    letter = suspension_letter(agreement, [], whole=True, **signed_by(world))
    text = printed(letter)
    assert letter.subject == "Suspensión del Convenio"
    assert "para comunicarle que se suspende el citado convenio, conforme a lo siguiente:" in text
    assert "El día señalado" not in text
    direct(agreement, world, "suspend_agreement")
    travel(RESUMED_ON)
    text = printed(lifting_letter(Suspension.objects.get(), {}, **signed_by(world, RESUMED_ON)))
    assert "que se levanta la suspensión del citado convenio, conforme a lo siguiente:" in text
    assert "se suspendió el convenio." in text
    assert "vencimiento" not in text


def test_the_new_ends_are_told_in_the_number_of_the_terms(
    agreement: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    direct(agreement, world, "suspend_agreement")
    travel(RESUMED_ON)
    ends = {term_of(agreement, name): date(2026, 5, 20) for name in ("report_1", "report_2")}
    text = printed(lifting_letter(Suspension.objects.get(), ends, **signed_by(world, RESUMED_ON)))
    assert "Los nuevos vencimientos resultan de no contar los días en que los plazos estuvieron suspendidos." in text
    ends.popitem()
    text = printed(lifting_letter(Suspension.objects.get(), ends, **signed_by(world, RESUMED_ON)))
    assert "El nuevo vencimiento resulta de no contar los días en que el plazo estuvo suspendido." in text
