"""From terms to text: the law and the coin of the day, the money, and the annexes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement, Indicator
from legal.agreements.queries import read_terms
from legal.agreements.texts import agreement_document, annexes, law, money
from legal.agreements.texts.wording import BLANK
from legal.entities.models import Entity
from legal.norms.models import NormTerm
from legal.norms.settlement import Band, FixedRule, VariableRule
from legal.norms.settlement.rules import MoneyRules, ScoreRule
from tests.factories import World, complete_terms, make_draft, to_in_force
from tests.legal.agreements.printing import BEFORE_THE_SOL, TODAY, printed, text


@pytest.fixture
def draft(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return a draft with all its terms, with the regional government, without a third party."""
    travel(TODAY)
    return complete_terms(make_draft(world), world)


class TestLaw:
    @pytest.mark.parametrize(
        ("on", "cited"),
        [
            (date(2017, 3, 19), "el numeral 77.3 del artículo 77 de la Ley N° 27444"),
            (date(2017, 3, 20), "el numeral 86.3 del artículo 86 del Texto Único Ordenado de la Ley N° 27444"),
            (date(2019, 1, 24), "el numeral 86.3 del artículo 86"),
            (date(2019, 1, 25), "el numeral 88.3 del artículo 88 del Texto Único Ordenado de la Ley N° 27444"),
        ],
    )
    def test_of_free_adhesion_is_cited_as_numbered_on_the_date(self, on: date, cited: str) -> None:
        assert law.free_adhesion_basis(on).startswith(cited)

    def test_of_free_adhesion_names_the_decree_that_ordered_it(self) -> None:
        assert law.free_adhesion_basis(date(2018, 5, 1)).endswith("Decreto Supremo N° 006-2017-JUS")
        assert law.free_adhesion_basis(TODAY).endswith("Decreto Supremo N° 004-2019-JUS")

    @pytest.mark.parametrize(
        ("on", "cited"),
        [
            (BEFORE_THE_SOL, "el artículo 42 del Texto Único Ordenado de la Ley N° 28411"),
            (date(2018, 12, 31), "el artículo 42 del Texto Único Ordenado de la Ley N° 28411"),
            (date(2019, 1, 1), "el numeral 50.1 del artículo 50 del Decreto Legislativo N° 1440"),
        ],
    )
    def test_of_incorporation_changed_with_the_budget_law(self, on: date, cited: str) -> None:
        assert law.incorporation_basis(on).startswith(cited)

    @pytest.mark.parametrize(
        ("on", "cited"),
        [
            (date(2015, 6, 12), "el numeral 125.1 del artículo 125 de la Ley N° 27444"),
            (date(2018, 5, 1), "el numeral 134.1 del artículo 134 del Texto Único Ordenado"),
            (TODAY, "el numeral 136.1 del artículo 136 del Texto Único Ordenado"),
        ],
    )
    def test_of_completing_what_was_filed_is_cited_as_numbered_on_the_date(self, on: date, cited: str) -> None:
        assert law.completion_basis(on).startswith(cited)

    def test_of_the_balance_is_the_clause_where_the_provision_is_not_known(self, world: World) -> None:
        clause = "la Cláusula Décima del Convenio"
        known = "el numeral 17.7 de la Directiva N° 002-2014-EF/50.01"
        assert law.cancellation_basis(world.norm, clause=clause) == known
        world.norm.code = "Directiva N° 001-2016-EF/50.01"
        assert law.cancellation_basis(world.norm, clause=clause) == clause

    def test_of_each_level_is_among_the_grounds(self, world: World) -> None:
        for level, cited in (("national", "29158"), ("regional", "27867"), ("local", "27972")):
            assert any(
                cited in ground for ground in law.legal_basis(entity=Entity(level=level), norm=world.norm, on=TODAY)
            )

    def test_cites_the_law_of_an_autonomous_entity_in_place_of_that_of_its_level(self, world: World) -> None:
        own = "Ley N° 26497, Ley Orgánica del Registro Nacional de Identificación y Estado Civil"
        cited = law.legal_basis(entity=Entity(level="national", organic_law=own), norm=world.norm, on=TODAY)
        assert f"{own}." in cited
        assert not any("29158" in each for each in cited)

    def test_that_was_not_yet_there_is_not_cited(self, draft: Agreement) -> None:
        shown = printed(draft, BEFORE_THE_SOL)
        assert "29951" in shown
        assert "1440" not in shown
        assert "004-2019-JUS" not in shown

    def test_a_directive_without_a_known_approval_reads_well(self, draft: Agreement, world: World) -> None:
        world.norm.approved_by = ""
        world.norm.save()
        assert "Apoyo Presupuestario” (en adelante, la DIRECTIVA)" in printed(draft)


class TestMoney:
    def test_is_written_in_the_coin_of_the_date(self, draft: Agreement) -> None:
        assert text(draft).money.total == "S/\u00a03,000,000.00"
        assert text(draft).money.total_words == "Tres millones con 00/100 soles"
        assert text(draft, BEFORE_THE_SOL).money.total == "S/.\u00a03,000,000.00"
        assert text(draft, BEFORE_THE_SOL).money.total_words == "Tres millones con 00/100 nuevos soles"

    def test_of_each_year_is_split_and_summed(self, draft: Agreement) -> None:
        years = text(draft).money.years
        assert [(year.label, year.fiscal_year, year.level) for year in years] == [
            ("Año 1", "2026", "Nivel 0"),
            ("Año 2", "2027", "Nivel 1"),
            ("Año 3", "2028", "Nivel 2"),
        ]
        assert [year.fixed_percentage for year in years] == ["100%", "70%", "50%"]
        assert text(draft).money.fixed_total == "S/\u00a02,200,000.00"
        assert text(draft).money.variable_total == "S/\u00a0800,000.00"

    def test_of_the_years_may_add_up_to_less_than_the_maximum(self, draft: Agreement) -> None:
        draft.maximum = Decimal("3500000.00")
        document = agreement_document(draft, read_terms(draft), on=TODAY)
        assert document.money.total == "S/\u00a03,500,000.00"
        assert document.money.annual_total == "S/\u00a03,000,000.00"

    def test_follows_the_year_of_the_signature(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 12, 30))
        agreement = to_in_force(make_draft(world), world)
        assert text(agreement, date(2027, 2, 1)).money.years[0].fiscal_year == "2026"

    def test_names_its_source_and_donor(self, draft: Agreement) -> None:
        assert text(draft).financing_source == (
            "la Fuente de Financiamiento Donaciones y Transferencias: “Programa de apoyo presupuestario” "
            "(donante: Unión Europea)"
        )
        assert text(draft).money.by_donation

    def test_without_a_donor_comes_by_supreme_decree(self, draft: Agreement, world: World) -> None:
        world.source.donor = ""
        world.source.save()
        document = text(draft)
        assert not document.money.by_donation
        assert document.financing_source == "la Fuente de Financiamiento Recursos Ordinarios"
        assert document.incorporation.term == "los cinco (05) días calendario de su vigencia"
        assert document.deadlines[-1].what == "Copia del acto de desagregación"
        assert "según el Decreto Supremo que aprueba la transferencia, dentro de los cinco (05)" in printed(draft)

    @pytest.mark.parametrize(
        ("head_act", "level", "act"),
        [
            ("Resolución de Presidencia Ejecutiva", "national", "Resolución de Presidencia Ejecutiva"),
            ("Resolución Ministerial", "national", "Resolución Ministerial"),
            ("", "national", "Resolución del Titular"),
            ("", "regional", "Resolución Ejecutiva Regional"),
            ("", "local", "Resolución de Alcaldía"),
            ("Decreto de Alcaldía", "local", "Decreto de Alcaldía"),
        ],
    )
    def test_is_taken_in_by_the_act_of_the_head(
        self, draft: Agreement, world: World, head_act: str, level: str, act: str
    ) -> None:
        world.region_entity.head_act = head_act
        world.region_entity.level, world.region_entity.sector_code = level, "11"
        world.region_entity.save()
        assert text(draft).incorporation.act == act
        assert f"en su presupuesto institucional mediante {act}, según" in printed(draft)

    def test_has_the_wording_of_every_rule_that_a_norm_may_choose(self) -> None:
        assert (set(money.FIXED_RULES), set(money.VARIABLE_RULES)) == (set(FixedRule), set(VariableRule))

    def test_prints_the_rules_of_the_agreement_with_their_figures(self, draft: Agreement) -> None:
        bands = (Band(Decimal("0.5"), Decimal("0.4")), Band(Decimal(1), Decimal(1)))
        score = ScoreRule(rule=VariableRule.BANDS, bands=bands)
        draft.rules = MoneyRules(fixed=FixedRule.FIXED_PERCENTAGE, percentage=Decimal("0.45"), score=score)
        draft.save()
        told = printed(draft)
        assert "corresponde transferir el 45% del Tramo Fijo del año" in told
        assert "El puntaje es 0.4 desde un avance de 0.5 y 1 desde un avance de 1; con un avance menor, es 0." in told
        draft.rules = MoneyRules(score=ScoreRule(rule=VariableRule.THRESHOLD, minimum=Decimal("0.6")))
        draft.save()
        assert "es 0 si no llega a 0.6" in printed(draft)

    def test_says_whose_each_rule_is_where_indicators_have_several(self, draft: Agreement) -> None:
        one = draft.indicators.order_by("code").first()
        assert one is not None
        other = Indicator.objects.get(pk=one.pk)
        other.pk, other.code, other.score = None, "I-99", ScoreRule(rule=VariableRule.STEP)
        other.save()
        rule = text(draft).variable_rule
        assert rule.name == "según la regla de cada indicador"
        assert rule.paragraphs[1].startswith(f"Regla del indicador {one.code}. Puntaje = (valor logrado")
        step = money.VARIABLE_RULES[VariableRule.STEP].paragraphs[0]
        assert rule.paragraphs[2] == f"Regla del indicador I-99. {step}"


class TestAnnexes:
    def test_group_the_districts_by_province(self, draft: Agreement) -> None:
        document = text(draft)
        assert [(row.province, row.districts, row.count) for row in document.ambit] == [
            ("Chachapoyas", "Chachapoyas y Asunción", "2")
        ]
        assert document.ambit_summary == "dos (02) distritos de una (01) provincia del departamento de Amazonas"

    def test_print_what_each_level_demands_and_how_it_is_measured(self, draft: Agreement) -> None:
        criterion = text(draft).processes[0].subprocesses[0].criteria[0]
        assert [(level.label, level.condition) for level in criterion.levels][1] == ("Año 2 (Nivel 1)", "Al menos 80%")
        assert criterion.formula == "Gestantes registradas / gestantes estimadas × 100."
        assert "Fórmula: Gestantes registradas / gestantes estimadas × 100." in printed(draft)

    def test_count_the_criteria_in_words(self, draft: Agreement) -> None:
        assert text(draft).criteria_summary == (
            "un (01) criterio de evaluación, agrupado en un (01) proceso y un (01) subproceso crítico"
        )

    def test_print_targets_with_their_fiscal_year_and_weight(self, draft: Agreement) -> None:
        target = text(draft).indicators[0].targets[0]
        assert (target.label, target.fiscal_year, target.target, target.weight) == ("Año 2", "2027", "50%", "1.00")

    def test_list_a_report_for_each_year_and_the_correction(self, draft: Agreement) -> None:
        rows = text(draft).deadlines
        assert [row.what for row in rows] == [
            "Informe de cumplimiento del Año 1 (Nivel 0)",
            "Informe de cumplimiento del Año 2 (Nivel 1)",
            "Informe de cumplimiento del Año 3 (Nivel 2)",
            "Subsanación de observaciones",
            "Copia del acto de incorporación",
        ]
        assert (rows[0].term, rows[0].starts_from) == ("treinta (30) días calendario", "La suscripción")
        assert (rows[1].term, rows[1].starts_from) == (
            "cuarenta y cinco (45) días calendario",
            "Inicio del año fiscal 2027",
        )
        assert text(draft).correction_term == "cinco (05) meses"

    def test_call_the_norm_the_directive_and_leave_remarks_out(self, draft: Agreement, world: World) -> None:
        term = NormTerm.objects.get(norm=world.norm, name="report_years")
        term.basis = f"{world.norm.code}, Anexo II, 1.02 a); puede cambiar con un nuevo cronograma"
        term.starts_from = "Desde el inicio del año fiscal; el 1 de enero es el primer día."
        term.save()
        row = text(draft).deadlines[1]
        assert row.basis == "DIRECTIVA, Anexo II, 1.02 a)"
        assert row.starts_from == "Inicio del año fiscal 2027: el 1 de enero es el primer día"

    def test_a_term_that_no_norm_is_known_to_fix_is_what_the_parties_agreed(
        self, draft: Agreement, world: World
    ) -> None:
        term = NormTerm.objects.get(norm=world.norm, name="report_years")
        term.basis = "Anexo II del Convenio, numeral 1.02; plazo supuesto por este sistema"
        term.save()
        assert text(draft).deadlines[1].basis == "Acuerdo de LAS PARTES"
        assert annexes.basis_of(term) == "Anexo II del Convenio, numeral 1.02"

    def test_leave_a_line_for_a_term_that_the_norm_does_not_fix(self, draft: Agreement, world: World) -> None:
        NormTerm.objects.filter(norm=world.norm).delete()
        assert text(draft).correction_term == BLANK
        assert text(draft).deadlines == ()

    def test_give_copies_of_the_incorporation_the_term_of_the_norm(self, draft: Agreement, world: World) -> None:
        assert text(draft).incorporation.copies_term == "los cinco (05) días calendario"
        assert text(draft).deadlines[-1].basis == ""
        assert text(draft).deadlines[-1].what == "Copia del acto de incorporación"
        NormTerm.objects.filter(norm=world.norm, name="incorporation_copies").delete()
        assert text(draft).incorporation.copies_term == ""
