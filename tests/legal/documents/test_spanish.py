"""Numbers, money and dates in the words of Peruvian legal documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.documents import spanish
from legal.norms.names import NUEVOS_SOLES

WORDS = {
    "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciséis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiún": 21,
    "veintiuno": 21, "veintiuna": 21, "veintidós": 22, "veintitrés": 23, "veinticuatro": 24, "veinticinco": 25,
    "veintiséis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40,
    "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100,
    "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600,
    "setecientos": 700, "ochocientos": 800, "novecientos": 900,
}  # fmt: skip
SCALES = {"millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12}


def read_back(words: str) -> int:
    """Return the number that Spanish words say: reads, where the code writes."""
    total = group = 0
    for word in words.split():
        if word == "y":
            continue
        if word == "mil":
            group = max(group, 1) * 1000
        elif word in SCALES:
            total += group * SCALES[word]
            group = 0
        else:
            group += WORDS[word] if word in WORDS else WORDS[f"{word[:-2]}os"]
    return total + group


class TestCardinal:
    @pytest.mark.parametrize(
        ("number", "masculine", "feminine", "apocopated"),
        [
            (0, "cero", "cero", "cero"),
            (1, "uno", "una", "un"),
            (16, "dieciséis", "dieciséis", "dieciséis"),
            (21, "veintiuno", "veintiuna", "veintiún"),
            (31, "treinta y uno", "treinta y una", "treinta y un"),
            (100, "cien", "cien", "cien"),
            (101, "ciento uno", "ciento una", "ciento un"),
            (500, "quinientos", "quinientas", "quinientos"),
            (1000, "mil", "mil", "mil"),
            (1001, "mil uno", "mil una", "mil un"),
            (21_000, "veintiún mil", "veintiún mil", "veintiún mil"),
            (200_000, "doscientos mil", "doscientas mil", "doscientos mil"),
            (100_100, "cien mil cien", "cien mil cien", "cien mil cien"),
            (1_000_000, "un millón", "un millón", "un millón"),
            (21_000_001, "veintiún millones uno", "veintiún millones una", "veintiún millones un"),
            (200_000_000, "doscientos millones", "doscientos millones", "doscientos millones"),
            (2 * 10**12, "dos billones", "dos billones", "dos billones"),
        ],
    )
    def test_is_written_as_grammar_wants(self, number: int, masculine: str, feminine: str, apocopated: str) -> None:
        assert spanish.cardinal(number) == masculine
        assert spanish.cardinal(number, "feminine") == feminine
        assert spanish.cardinal(number, "apocopated") == apocopated

    @settings(deadline=None)
    @given(st.integers(0, spanish.TOO_LARGE - 1), st.sampled_from(["masculine", "feminine", "apocopated"]))
    def test_can_be_read_back_as_the_same_number(self, number: int, form: spanish.Form) -> None:
        assert read_back(spanish.cardinal(number, form)) == number

    def test_of_each_small_number_can_be_read_back(self) -> None:
        assert [read_back(spanish.cardinal(number)) for number in range(20_000)] == list(range(20_000))

    @pytest.mark.parametrize("number", [-1, spanish.TOO_LARGE])
    def test_refuses_what_no_document_says(self, number: int) -> None:
        with pytest.raises(ValueError, match=str(number)):
            spanish.cardinal(number)


class TestOrdinal:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (1, "CLÁUSULA PRIMERA"),
            (3, "CLÁUSULA TERCERA"),
            (7, "CLÁUSULA SÉPTIMA"),
            (10, "CLÁUSULA DÉCIMA"),
            (11, "CLÁUSULA DÉCIMO PRIMERA"),
            (18, "CLÁUSULA DÉCIMO OCTAVA"),
            (20, "CLÁUSULA VIGÉSIMA"),
            (21, "CLÁUSULA VIGÉSIMO PRIMERA"),
        ],
    )
    def test_numbers_clauses_in_the_style_of_deeds(self, number: int, words: str) -> None:
        assert spanish.clause(number) == words

    def test_agrees_with_a_masculine_noun(self) -> None:
        assert spanish.ordinal(13, "masculine") == "décimo tercero"

    @pytest.mark.parametrize(
        ("number", "feminine", "masculine"),
        [
            (99, "nonagésimo novena", "nonagésimo noveno"),
            (100, "centésima", "centésimo"),
            (101, "centésima primera", "centésimo primero"),
            (111, "centésima décima primera", "centésimo décimo primero"),
            (120, "centésima vigésima", "centésimo vigésimo"),
            (222, "ducentésima vigésima segunda", "ducentésimo vigésimo segundo"),
            (300, "tricentésima", "tricentésimo"),
            (404, "cuadringentésima cuarta", "cuadringentésimo cuarto"),
            (555, "quingentésima quincuagésima quinta", "quingentésimo quincuagésimo quinto"),
            (666, "sexcentésima sexagésima sexta", "sexcentésimo sexagésimo sexto"),
            (777, "septingentésima septuagésima séptima", "septingentésimo septuagésimo séptimo"),
            (888, "octingentésima octogésima octava", "octingentésimo octogésimo octavo"),
            (999, "noningentésima nonagésima novena", "noningentésimo nonagésimo noveno"),
            (1000, "milésima", "milésimo"),
            (1001, "milésima primera", "milésimo primero"),
            (2026, "dosmilésima vigésima sexta", "dosmilésimo vigésimo sexto"),
        ],
    )
    def test_agrees_in_every_word_from_a_hundred_on(self, number: int, feminine: str, masculine: str) -> None:
        assert (spanish.ordinal(number), spanish.ordinal(number, "masculine")) == (feminine, masculine)

    def test_is_different_for_each_number(self) -> None:
        assert len({spanish.ordinal(number) for number in range(1, 10_000)}) == 9_999

    @pytest.mark.parametrize("number", [0, -1, 10_000])
    def test_refuses_other_numbers(self, number: int) -> None:
        with pytest.raises(ValueError, match="No ordinal"):
            spanish.ordinal(number)


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "figures", "words"),
        [
            ("0", "S/ 0.00", "Cero con 00/100 soles"),
            ("0.5", "S/ 0.50", "Cero con 50/100 soles"),
            ("1", "S/ 1.00", "Uno con 00/100 soles"),
            ("1369565.22", "S/ 1,369,565.22",
             "Un millón trescientos sesenta y nueve mil quinientos sesenta y cinco con 22/100 soles"),
            ("5E+6", "S/ 5,000,000.00", "Cinco millones con 00/100 soles"),
            ("21000.100", "S/ 21,000.10", "Veintiún mil con 10/100 soles"),
            ("99999999999999999.99", "S/ 99,999,999,999,999,999.99", None),
        ],
    )  # fmt: skip
    def test_is_written_in_figures_and_words(self, amount: str, figures: str, words: str | None) -> None:
        assert spanish.soles(Decimal(amount)) == figures.replace("S/ ", f"S/{spanish.NO_BREAK}")
        assert words is None or spanish.amount_in_words(Decimal(amount)) == words

    def test_was_called_nuevos_soles_until_14_december_2015(self) -> None:
        assert spanish.amount_in_words(Decimal(5_000_000), NUEVOS_SOLES) == "Cinco millones con 00/100 nuevos soles"
        assert spanish.soles(Decimal(1), NUEVOS_SOLES) == "S/.\u00a01.00"

    @settings(deadline=None)
    @given(st.decimals(0, 10**17, places=2))
    def test_figures_hold_the_exact_amount(self, amount: Decimal) -> None:
        assert Decimal(spanish.soles(amount).removeprefix("S/\u00a0").replace(",", "")) == amount

    @settings(deadline=None)
    @given(st.decimals(0, 10**17, places=2), st.decimals(0, 10**17, places=2))
    def test_words_are_different_for_different_amounts(self, one: Decimal, other: Decimal) -> None:
        assert (spanish.amount_in_words(one) == spanish.amount_in_words(other)) == (one == other)

    @settings(deadline=None)
    @given(st.decimals(0, 10**17, places=2))
    def test_words_can_be_read_back(self, amount: Decimal) -> None:
        words, _with, cents = spanish.amount_in_words(amount).removesuffix("/100 soles").rpartition(" con ")
        assert Decimal(read_back(words.lower())) + Decimal(cents) / 100 == amount

    @pytest.mark.parametrize("amount", ["-0.01", "1.005", "NaN", "Infinity", "1E+18"])
    def test_refuses_what_is_not_an_amount(self, amount: str) -> None:
        with pytest.raises(ValueError, match=r"amount|decimals|large"):
            spanish.soles(Decimal(amount))

    @pytest.mark.parametrize("amount", [1.5, 3, "4"])
    def test_refuses_anything_but_decimals(self, amount: object) -> None:
        with pytest.raises(ValueError, match="Decimal"):
            spanish.amount_in_words(amount)  # type: ignore[arg-type]


class TestPercentage:
    @pytest.mark.parametrize(("share", "text"), [("100", "100%"), ("1E+1", "10%"), ("33.50", "33.5%"), ("0", "0%")])
    def test_drops_idle_zeros(self, share: str, text: str) -> None:
        assert spanish.percentage(Decimal(share)) == text

    def test_refuses_a_negative_share(self) -> None:
        with pytest.raises(ValueError, match="percentage"):
            spanish.percentage(Decimal(-1))


class TestDates:
    @pytest.mark.parametrize(
        ("day", "long", "words"),
        [
            (date(2015, 6, 12), "12 de junio de 2015", "a los doce días del mes de junio del año dos mil quince"),
            (date(2026, 9, 1), "1 de setiembre de 2026",
             "al primer día del mes de setiembre del año dos mil veintiséis"),
            (date(2021, 12, 31), "31 de diciembre de 2021",
             "a los treinta y un días del mes de diciembre del año dos mil veintiuno"),
        ],
    )  # fmt: skip
    def test_are_written_at_the_head_and_at_the_end(self, day: date, long: str, words: str) -> None:
        assert spanish.long_date(day) == long
        assert spanish.date_in_words(day) == words

    @settings(deadline=None)
    @given(st.dates(date(1990, 1, 1), date(2199, 12, 31)), st.dates(date(1990, 1, 1), date(2199, 12, 31)))
    def test_are_different_for_different_days(self, one: date, other: date) -> None:
        assert (spanish.date_in_words(one) == spanish.date_in_words(other)) == (one == other)


class TestCounts:
    def test_say_the_word_and_the_figure(self) -> None:
        assert spanish.counted(5) == "cinco (05)"
        assert spanish.counted(31) == "treinta y un (31)"
        assert spanish.counted(21, "feminine") == "veintiuna (21)"


class TestListing:
    @pytest.mark.parametrize(
        ("items", "text"),
        [
            ([], ""),
            (["Imaza"], "Imaza"),
            (["Bagua", "Luya", "Utcubamba"], "Bagua, Luya y Utcubamba"),
            (["Lima, Perú", "Quito, Ecuador"], "Lima, Perú; y Quito, Ecuador"),
            (["a", "b, c", "d"], "a; b, c; y d"),
            (["uno", "11,000"], "uno y 11,000"),
            (["S/ 1,000.00", "S/ 2,000.00", "S/ 3,000.00"], "S/ 1,000.00, S/ 2,000.00 y S/ 3,000.00"),
            (["", "x"], "x"),
            (["a", " ", "", "b"], "a y b"),
            (["I-01", "I-02"], "I-01 e I-02"),
            (["UGEL 01", "I.E. San Juan"], "UGEL 01 e I.E. San Juan"),
            (["a", "iv"], "a y iv"),
            (["C-01", "OP-02"], "C-01 y OP-02"),
            (["", ""], ""),
        ],
    )
    def test_joins_what_has_words(self, items: list[str], text: str) -> None:
        assert spanish.listing(items) == text

    @pytest.mark.parametrize(
        "last",
        ["Inés", "hija", "íntimo", "INEI", "IGV", "Ica", "ítem", "Hiroshima", "hípica", "Ybarra", "Yves", "YBARRA",
         "«Imaza»", "“Imaza”", "(Imaza)", "i"],
    )  # fmt: skip
    def test_writes_e_before_the_sound_i(self, last: str) -> None:
        assert spanish.listing(["sol", last]) == f"sol e {last}"

    @pytest.mark.parametrize(
        "last",
        ["hielo", "hierba", "iones", "hiato", "Yolanda", "yeso", "Yauyos", "YPF", "Y", "I", "II", "III", "IV", "IX",
         "II Informe", "ii) el monto", "Utcubamba", "1", "11"],
    )  # fmt: skip
    def test_writes_y_before_any_other_sound(self, last: str) -> None:
        assert spanish.listing(["sol", last]) == f"sol y {last}"

    @pytest.mark.parametrize(
        "last",
        ["ocho", "hora", "once", "óbolo", "Ocoña", "«oro»", "OEA", "8", "08", "8.5", "8%", "11", "80", "85", "800",
         "899", "8000", "8,000", "80,000", "11,000", "11,000,000", "800,000,000", "S/ 8.00", "8.°", "VIII", "XI",
         "LXXX", "xi) el monto"],
    )  # fmt: skip
    def test_writes_u_before_the_sound_o(self, last: str) -> None:
        assert spanish.listing(["7", last], "o") == f"7 u {last}"

    @pytest.mark.parametrize(
        "last",
        ["dos", "Hugo", "huevo", "18", "81" * 10, "100", "110", "111", "118", "1100", "1,100", "1,800", "111,000",
         "11.°", "7.°", "S/ 110.00", "N° 8", "VII", "IX", "X"],
    )  # fmt: skip
    def test_writes_o_before_any_other_sound(self, last: str) -> None:
        assert spanish.listing(["7", last], "o") == f"7 o {last}"

    @given(st.integers(0, spanish.TOO_LARGE - 1), st.booleans())
    def test_reads_figures_as_they_are_said(self, number: int, grouped: bool) -> None:
        figure = f"{number:,}" if grouped else str(number)
        expected = "u" if spanish.cardinal(number).startswith("o") else "o"
        assert spanish.listing(["x", figure], "o") == f"x {expected} {figure}"

    @given(st.integers(1, 3999))
    def test_reads_roman_figures_as_numbers(self, number: int) -> None:
        figures = spanish.roman(number)
        expected = "u" if spanish.cardinal(number).startswith("o") else "o"
        assert spanish.listing(["x", figures], "o") == f"x {expected} {figures}"
        assert spanish.listing(["x", figures]) == f"x y {figures}"

    @given(st.lists(st.text()), st.sampled_from(("y", "o")))
    def test_keeps_every_item_that_has_words(self, items: list[str], conjunction: Literal["y", "o"]) -> None:
        told = [item for item in items if item.strip()]
        text = spanish.listing(items, conjunction)
        assert all(item in text for item in told)
        assert bool(text) == bool(told)


class TestRoman:
    @pytest.mark.parametrize(("number", "figures"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (2026, "MMXXVI")])
    def test_is_written_in_figures(self, number: int, figures: str) -> None:
        assert spanish.roman(number) == figures

    def test_is_different_for_each_number(self) -> None:
        assert len({spanish.roman(number) for number in range(1, 4000)}) == 3999

    @pytest.mark.parametrize("number", [0, 4000])
    def test_refuses_other_numbers(self, number: int) -> None:
        with pytest.raises(ValueError, match="Roman"):
            spanish.roman(number)
