"""The addendum as it leaves the printer, and the clauses of the agreement that it may name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings

from legal.addenda.documents import AddendumDocument, ChangeText, CitedClauses, ModifiedAgreementText, RequestText
from legal.agreements.documents import AmbitRow, CodedName, PartyText, SignatureText
from legal.documents.packages import read_parts
from legal.documents.rules import missing_mandatory_clauses
from legal.documents.wordtext import extract_margins, extract_text
from tests.legal.papers import shipped_draft
from tests.legal.transfers.contracts import in_order, left_over, unprinted
from tests.legal.transfers.papers import DEMONSTRATION, LETTERHEAD

DATED = date(2018, 9, 28)
TEMPLATES = Path(settings.DOCX_TEMPLATES_DIR)


def party(name: str, alias: str, *, through: str = "") -> PartyText:
    """Return a party that appears."""
    return PartyText(
        name=name,
        through=through,
        ruc="20479569780",
        address="Jr. Ortiz Arrieta N° 1250, Chachapoyas",
        email="",
        representative_post="Gobernadora Regional",
        representative_name="Elena Ruiz Tafur",
        identity_document="",
        representative_instrument="según la Credencial N° 12, del 3 de enero de 2015",
        alias=alias,
    )


def row(province: str, districts: str, count: str) -> AmbitRow:
    """Return the districts of a province of Amazonas."""
    return AmbitRow(department="Amazonas", province=province, districts=districts, count=count)


TERM = ChangeText(
    ordinal="TERCERA",
    reason="El tercer año no alcanza para verificar.",
    ends_before="12 de junio de 2018",
    ends_on="12 de junio de 2019",
)
AMBIT = ChangeText(
    ordinal="CUARTA",
    reason="La red de salud se reordenó.",
    added=(row("Bagua", "Aramango e Imaza", "2"),),
    removed=(row("Luya", "Cocabamba", "1"),),
    ambit_summary="once (11) distritos de tres (03) provincias del departamento de Amazonas",
)
CLAUSE = ChangeText(
    ordinal="QUINTA",
    reason="Los correos cambiaron.",
    clause_ordinal="Décimo Séptima",
    clause_title="DOMICILIO Y NOTIFICACIONES",
    paragraphs=("17.1. Las comunicaciones se dirigen a <correo> & domicilio.", "17.2. Surten efecto al recibirse."),
)


def addendum() -> AddendumDocument:
    """Return an addendum for three parties with a change of each kind. Invented data."""
    return AddendumDocument(
        title="SEGUNDA ADENDA AL CONVENIO DE APOYO PRESUPUESTARIO N° 003-2015-EF/50.01",
        letterhead=LETTERHEAD,
        ordinal_name="SEGUNDA ADENDA",
        agreement=ModifiedAgreementText(
            name="Convenio de Apoyo Presupuestario N° 003-2015-EF/50.01",
            programmes=(CodedName(code="0002", name="Salud Materno Neonatal"),),
            signed_on="12 de junio de 2015",
            in_force_from="12 de junio de 2015",
            clauses=CitedClauses(
                object="Tercera", term="Décimo Primera", addenda="Décimo Segunda", free_adhesion="Décimo Cuarta"
            ),
        ),
        entity=party("el GOBIERNO REGIONAL DE AMAZONAS", "LA ENTIDAD"),
        grantor=party("el MINISTERIO DE ECONOMÍA Y FINANZAS", "LA DGPP", through="a través de la Dirección General"),
        verifiers=(party("el SEGURO INTEGRAL DE SALUD", "EL SIS"),),
        earlier_addenda=("Con fecha 20 de mayo de 2016, LAS PARTES suscribieron la Adenda N° 1 al CONVENIO.",),
        request=RequestText(
            requested_by="el Gobierno Regional de Amazonas",
            requested_on="2 de abril de 2018",
            report="el Informe N° 010-2018-GRA/GRPPAT",
            grounds=("La red se reordenó.",),
        ),
        endorsements=("Mediante el Informe N° 77-2018-EF/50.01 se emitió opinión técnica favorable.",),
        changes=(TERM, AMBIT, CLAUSE),
        last_ordinals=("SEXTA", "SÉPTIMA", "OCTAVA", "NOVENA"),
        effective_on="1 de mayo de 2018",
        free_adhesion_basis="el numeral 86.3 del artículo 86 del Texto Único Ordenado de la Ley N° 27444",
        copies="tres (03)",
        place_and_date="la ciudad de Lima, con el texto emitido el 20 de abril de 2018",
        signatures=tuple(
            SignatureText(name=name, post="Titular", entity="Entidad")
            for name in ("Elena Ruiz Tafur", "Rosa Peñaloza Ñahui", "Juan Luna")
        ),
        demonstration_note="",
    )


def text_of(document: AddendumDocument) -> str:
    """Return the text of the body of a preview."""
    return extract_text(shipped_draft(context=document, dated=DATED).content)


def margins_of(document: AddendumDocument) -> str:
    """Return the text of the margins of a preview."""
    return extract_margins(shipped_draft(context=document, dated=DATED).content)


def test_it_has_its_parts_in_order() -> None:
    text = text_of(addendum())
    assert not left_over(text)
    assert in_order(
        text,
        "SEGUNDA ADENDA",
        "de una parte, el MINISTERIO",
        "organismo verificador, el SEGURO INTEGRAL DE SALUD",
        "CLÁUSULA PRIMERA: ANTECEDENTES",
        "Con fecha 12 de junio de 2015, LAS PARTES suscribieron el CONVENIO",
        "suscribieron la Adenda N° 1 al CONVENIO",
        "con el sustento expuesto en el Informe N° 010-2018-GRA/GRPPAT",
        "La red se reordenó.",
        "opinión técnica favorable",
        "CLÁUSULA SEGUNDA: OBJETO",
        "CLÁUSULA TERCERA: AMPLIACIÓN DE LA VIGENCIA",
        "vence el 12 de junio de 2018",
        "dirá: “vence el 12 de junio de 2019”",
        "CLÁUSULA CUARTA: MODIFICACIÓN DEL ÁMBITO",
        "Amazonas | Bagua | Aramango e Imaza | 2",
        "Se retiran",
        "Amazonas | Luya | Cocabamba | 1",
        "comprende once (11) distritos",
        "CLÁUSULA QUINTA: MODIFICACIÓN DE LA CLÁUSULA DÉCIMO SÉPTIMA DEL CONVENIO",
        "quedará redactada con el texto siguiente:",
        "“17.1. Las comunicaciones se dirigen a <correo> & domicilio.",
        "17.2. Surten efecto al recibirse.”",
        "CLÁUSULA SEXTA: ENTRADA EN VIGOR",
        "desde el 1 de mayo de 2018",
        "conservan los términos con los que se verificaron",
        "CLÁUSULA SÉPTIMA: RATIFICACIÓN",
        "CLÁUSULA OCTAVA: LIBRE ADHESIÓN Y SEPARACIÓN",
        "CLÁUSULA NOVENA: ACCESO DE LOS ÓRGANOS DE CONTROL",
        "tres (03) ejemplares",
        "Elena Ruiz Tafur",
        "Juan Luna",
    )


def test_it_holds_the_clauses_that_the_law_demands() -> None:
    assert not missing_mandatory_clauses(text_of(addendum()))


def test_it_prints_every_field_of_its_contract() -> None:
    template = (TEMPLATES / AddendumDocument.template_name).read_bytes()
    # Where notices go is said in the agreement.
    assert unprinted(AddendumDocument, read_parts(template)) == {"email"}


def test_what_an_addendum_lacks_leaves_no_trace() -> None:
    only_added = replace(AMBIT, ordinal="TERCERA", removed=())
    bare = replace(
        addendum(), verifiers=(), earlier_addenda=(), endorsements=(), changes=(only_added,), effective_on=""
    )
    text = text_of(bare)
    assert "rige desde la fecha de la última de las firmas" in text
    for absent in ("verificador", "Se retiran", "VIGENCIA)", "texto siguiente:"):
        assert absent not in text


def test_the_first_ratifies_the_agreement_alone_and_a_later_one_the_earlier_addenda_too() -> None:
    earlier = "y de las adendas suscritas con anterioridad, que se mantienen vigentes"
    assert earlier in text_of(addendum())
    text = text_of(replace(addendum(), earlier_addenda=()))
    assert earlier not in text
    assert "los anexos del CONVENIO, que se mantienen vigentes" in text


def test_the_day_from_which_the_agreement_rules_is_told_once() -> None:
    later = replace(addendum().agreement, signed_on="12 de junio de 2015", in_force_from="1 de julio de 2015")
    assert "suscribieron el CONVENIO, en vigor desde el 1 de julio de 2015." in text_of(
        replace(addendum(), agreement=later)
    )
    same = replace(later, in_force_from=later.signed_on)
    assert "suscribieron el CONVENIO, en vigor desde esa fecha." in text_of(replace(addendum(), agreement=same))


def test_it_says_that_it_is_a_demonstration_only_when_it_is() -> None:
    assert margins_of(replace(addendum(), demonstration_note=DEMONSTRATION)).count(DEMONSTRATION) == 2
    assert DEMONSTRATION not in margins_of(addendum())
