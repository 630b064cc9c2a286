"""From terms to text: the whole, the parties and the people of the day, what led to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms
from legal.agreements.services import matrices, terms
from legal.agreements.services.terms import PartiesTerms
from legal.agreements.terms import ProductTerms
from legal.agreements.texts import agreement_document
from legal.agreements.texts.letterheads import DEMONSTRATION_NOTE
from legal.agreements.texts.wording import BLANK
from legal.documents.models import YearName
from legal.documents.rules import missing_mandatory_clauses
from legal.entities.models import FormerName
from legal.norms.models import BudgetProgramme
from tests.factories import (
    World,
    a_criterion,
    answer_consultations,
    approve,
    complete_terms,
    give_opinions,
    make_draft,
    make_mandate,
    make_post,
    make_user,
    submit,
    write,
)
from tests.legal.agreements.printing import TODAY, printed, text
from workflow.models import Mandate, Post


@pytest.fixture
def draft(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return a draft with all its terms, with the regional government, without a third party."""
    travel(TODAY)
    return complete_terms(make_draft(world), world)


class TestWholeText:
    def test_of_a_complete_draft_has_the_clauses_the_law_demands(self, draft: Agreement) -> None:
        assert missing_mandatory_clauses(printed(draft)) == []

    def test_of_an_empty_draft_can_be_read_with_lines_to_fill_in(self, world: World) -> None:
        shown = printed(make_draft(world))
        assert f"tiene por objeto {BLANK}." in shown
        assert f"su ámbito de intervención comprende {BLANK}," in shown
        assert "None" not in shown

    def test_names_each_of_its_programmes_and_of_which_each_product_is(self, draft: Agreement, world: World) -> None:
        others = [
            BudgetProgramme.objects.create(code=code, name=name)
            for code, name in (("0051", "Prevención del Consumo de Drogas"), ("0072", "Desarrollo Alternativo"))
        ]
        named = "0002 “Salud Materno Neonatal”, 0051 “Prevención del Consumo de Drogas” y 0072 “Desarrollo Alternativo”"
        write(
            draft,
            world.formulator,
            terms.write_ambit,
            programmes=[world.programme, *others],
            districts=world.districts,
            products=[ProductTerms(programme="0051", code="3000297", name="Familias fuertes")],
        )
        shown = printed(draft).replace("\u00a0", " ")
        assert f"A LOS PROGRAMAS PRESUPUESTALES {named.upper()} ENTRE" in shown
        assert f"El CONVENIO se aplica a los Programas Presupuestales {named}; su ámbito" in shown
        assert f"apoya la ejecución de los Programas Presupuestales {named}. Sus" in shown
        assert "PRESENTACIÓN DE LOS PROGRAMAS PRESUPUESTALES" in shown
        assert "Familias fuertes (Programa Presupuestal 0051)" in shown

    def test_is_spanish_whatever_the_language_of_the_page(self, draft: Agreement) -> None:
        spanish = text(draft)
        with translation.override("en"):
            assert text(draft) == spanish

    def test_carries_the_name_of_its_year(self, draft: Agreement) -> None:
        assert text(draft).letterhead.year_name == ""
        YearName.objects.create(year=2026, name="Año de la Esperanza", decade_name="Decenio de la Igualdad")
        assert text(draft).letterhead.year_name == "Año de la Esperanza"
        assert text(draft).letterhead.decade_name == "Decenio de la Igualdad"

    def test_says_that_it_is_a_demonstration(self, draft: Agreement) -> None:
        assert text(draft).demonstration_note == ""
        draft.demonstration_note = "Datos inventados."
        assert agreement_document(draft, read_terms(draft), on=TODAY).demonstration_note == DEMONSTRATION_NOTE

    def test_costs_the_same_queries_with_more_criteria(
        self, draft: Agreement, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(2, 12):
            criterion = a_criterion(code=f"C-{number:02d}")
            unit = world.executing_unit
            write(draft, world.formulator, matrices.write_criterion, terms=criterion, responsible_unit=unit)
        agreement = Agreement.objects.get(pk=draft.pk)
        with django_assert_max_num_queries(35):
            agreement_document(agreement, read_terms(agreement), on=TODAY)


class TestParties:
    def test_appear_with_their_entity_and_the_organ_that_acts_for_it(self, draft: Agreement) -> None:
        grantor, entity = text(draft).grantor, text(draft).entity
        assert grantor.name == "el MINISTERIO DE ECONOMÍA Y FINANZAS"
        assert grantor.through == "a través de la Dirección General de Presupuesto Público"
        assert entity.name == "el GOBIERNO REGIONAL DEL DEPARTAMENTO DE AMAZONAS"
        assert (entity.through, entity.alias) == ("", "LA ENTIDAD")

    def test_are_named_in_the_title_two_or_three(self, draft: Agreement, world: World) -> None:
        assert text(draft).title.endswith("PRESUPUESTO PÚBLICO, Y EL GOBIERNO REGIONAL DEL DEPARTAMENTO DE AMAZONAS")
        parties = PartiesTerms(verifier=world.insurer_entity, conducting_unit=world.region, signing_order="parallel")
        write(draft, world.formulator, terms.write_parties, terms=parties)
        assert text(draft).title.endswith(
            "PRESUPUESTO PÚBLICO, EL GOBIERNO REGIONAL DEL DEPARTAMENTO DE AMAZONAS Y EL SEGURO INTEGRAL DE SALUD"
        )
        assert [verifier.alias for verifier in text(draft).verifiers] == ["EL SIS"]
        assert text(draft).copies == "tres (03)"

    def test_are_represented_by_who_holds_the_post_on_the_date(self, draft: Agreement) -> None:
        entity = text(draft).entity
        assert (entity.representative_post, entity.representative_name) == ("Gobernadora Regional", "Gloria Medina")
        assert entity.representative_instrument == (
            "según la Resolución Ministerial N° 001-2015-EF/43, del 1 de enero de 2015"
        )

    def test_are_represented_by_whoever_is_in_charge(self, draft: Agreement, world: World) -> None:
        post = Post.objects.get(unit=world.region, role="head")
        make_mandate(
            make_user("zoila", "Zoila", "Bolaina"),
            post,
            starts_on=date(2026, 11, 20),
            ends_on=date(2026, 11, 27),
            kind=Mandate.Kind.ENCARGATURA,
        )
        during, after = text(draft).entity, text(draft, date(2026, 11, 28)).entity
        assert during.representative_post == "Gobernadora Regional (e)"
        assert during.representative_name == "Zoila Bolaina"
        assert after.representative_name == "Gloria Medina"

    def test_leave_a_line_where_a_post_is_vacant(self, draft: Agreement, world: World) -> None:
        mandate = Mandate.objects.get(post__unit=world.region, post__role="head")
        mandate.ends_on = date(2026, 1, 31)
        mandate.save()
        assert text(draft).entity.representative_name == BLANK
        assert f"cuya representación ejerce {BLANK}, Gobernadora Regional, a quien" in printed(draft)

    def test_have_the_title_that_the_law_gave_the_head_of_a_region(self, draft: Agreement) -> None:
        assert text(draft, date(2015, 3, 10)).entity.representative_post == "Presidenta Regional"
        assert text(draft, date(2015, 3, 11)).entity.representative_post == "Gobernadora Regional"

    def test_the_clause_of_the_grantor_has_the_name_of_its_office_on_the_day(
        self, draft: Agreement, world: World
    ) -> None:
        FormerName.objects.create(
            unit=world.directorate,
            name="Dirección Nacional del Presupuesto Público",
            until=date(2011, 3, 30),
            instrument="Resolución Ministerial N° 223-2011-EF/43",
            instrument_on=date(2011, 3, 29),
        )
        of_2010 = "CLÁUSULA QUINTA: COMPROMISOS DE LA DIRECCIÓN NACIONAL DEL PRESUPUESTO PÚBLICO"
        assert of_2010 in printed(draft, date(2010, 6, 16))
        assert "QUINTA: COMPROMISOS DE LA DIRECCIÓN GENERAL DE PRESUPUESTO PÚBLICO\n" in printed(draft)

    def test_read_well_without_tax_number_or_address(self, draft: Agreement, world: World) -> None:
        world.region_entity.ruc = world.region_entity.address = ""
        world.region_entity.save()
        assert "DEPARTAMENTO DE AMAZONAS, cuya representación ejerce" in printed(draft)
        world.region_entity.address = "Jr. Ortiz Arrieta N° 1250"
        world.region_entity.save()
        assert "AMAZONAS, con domicilio legal en Jr. Ortiz Arrieta" in printed(draft).replace("\u00a0", " ")

    def test_sign_in_their_order(self, draft: Agreement) -> None:
        assert [signature.entity for signature in text(draft).signatures] == [
            "Gobierno Regional del Departamento de Amazonas",
            "Dirección General de Presupuesto Público",
        ]


class TestAntecedents:
    def test_name_the_case_and_who_was_consulted(self, draft: Agreement, world: World) -> None:
        make_mandate(make_user("tania"), make_post(world.executing_unit, "consulted"))
        submit(draft, consulted=[world.health_ministry, world.executing_unit])
        answer_consultations(draft)
        antecedents = text(draft).antecedents
        assert f"en el Expediente N° {draft.case.number}, abierto el 23 de noviembre de 2026." in antecedents[1]
        assert antecedents[2] == (
            "El proyecto fue consultado al Ministerio de Salud y a la Dirección Regional de Salud de Amazonas."
        )

    def test_cite_the_favorable_opinions(self, draft: Agreement) -> None:
        submit(draft)
        give_opinions(draft)
        assert text(draft).antecedents[2] == (
            "El proyecto cuenta con opiniones favorables: "
            "técnica (Informe N° 001-2026-EF/50.01 (technical), del 23 de noviembre de 2026); "
            "presupuestal (Informe N° 001-2026-EF/50.01 (budget), del 23 de noviembre de 2026); y "
            "legal (Informe N° 001-2026-EF/50.01 (legal), del 23 de noviembre de 2026)."
        )

    def test_cite_the_instrument_that_approved_this_text(self, world: World, travel: Callable[[date], None]) -> None:
        travel(TODAY)
        agreement = complete_terms(make_draft(world, entity=world.municipality_entity), world)
        submit(agreement)
        give_opinions(agreement)
        approve(agreement)
        # One alone precedes.
        assert text(agreement).antecedents[-1] == (
            "Precede a la suscripción: Acuerdo de Concejo, N° 001-2026-GRA/CR, del 23 de noviembre de 2026."
        )
