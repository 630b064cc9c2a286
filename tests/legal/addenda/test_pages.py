"""The pages of an addendum: the right person, a stranger, a refusal shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from legal.addenda.models import Addendum
from legal.agreements.models import Agreement
from tests.factories import World, open_task, open_tasks, sign_all
from tests.factories.addenda import (
    again,
    ambit,
    approve,
    clause,
    drafted,
    issue,
    later_end,
    request_addendum,
    signed,
    submit,
    to_approval,
    write_change,
)
from tests.factories.agreements import PDF
from tests.legal.browsing import get, has_form, post, refused_accesses, see, send, typed, words
from tests.legal.transfers.reached import in_force, queries_at
from workflow import clock
from workflow.inbox import case_url, task_url
from workflow.templatetags.words import long_date

pytestmark = pytest.mark.usefixtures("papers_without_word")
GROUNDS = "Los actores piden más plazo."


@pytest.fixture
def agreement(world: World) -> Agreement:
    """Return an agreement in force since today."""
    agreement = in_force(world)
    assert agreement.ends_on is not None
    return agreement


def later(agreement: Agreement) -> date:
    """Return a day after the end of the term."""
    assert agreement.ends_on is not None
    return agreement.ends_on.replace(year=agreement.ends_on.year + 1)


def request_values(**changes: object) -> dict[str, object]:
    """Return a request as it is typed."""
    return {
        "grounds_text": GROUNDS,
        "report": "Informe N° 1-2026-EF",
        "file": SimpleUploadedFile("informe.pdf", PDF),
        "occurred_on": clock.today().isoformat(),
        "grounds": "",
        **changes,
    }


def test_either_party_asks_for_one_from_the_page_of_the_case(world: World, agreement: Agreement) -> None:
    address = ("addenda:request", agreement.case.number)
    assert "Solicitar una adenda" in words(get(world.coordinator, "casefile:detail", agreement.case.number))
    assert has_form(get(world.formulator, *address), "Presentar la solicitud")
    assert post(world.coordinator, *address, **request_values()).status_code == 302
    addendum = Addendum.objects.get()
    page = words(get(world.coordinator, "addenda:addendum", agreement.case.number, addendum.pk))
    assert GROUNDS in page
    assert "Adendas" in words(get(world.coordinator, "casefile:detail", agreement.case.number))
    report = get(world.auditor, "addenda:report_file", agreement.case.number, addendum.pk)
    assert report.status_code == 200
    report.close()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(world: World, agreement: Agreement) -> None:
    address = ("addenda:request", agreement.case.number)
    page = post(world.coordinator, *address, **request_values(report="", file=""))
    assert page.status_code == 422
    assert typed(page, "grounds_text") == GROUNDS


def test_nobody_else_sees_anything_of_it(world: World, agreement: Agreement) -> None:
    addendum = drafted(agreement, world, later_end(later(agreement)))
    number = agreement.case.number
    for name in ("addendum", "draft", "report_file", "withdraw"):
        assert get(world.stranger, f"addenda:{name}", number, addendum.pk).status_code == 404
    assert get(world.stranger, "addenda:extend_term", number, addendum.pk).status_code == 404
    assert refused_accesses(world.stranger) == 5
    reviewer = get(world.legal_reviewer, "addenda:request", number)
    assert not has_form(reviewer, "Presentar la solicitud")


def test_the_director_admits_or_denies(world: World, agreement: Agreement) -> None:
    request_addendum(agreement, world.coordinator)
    task = open_task(agreement.case, "admit")
    assert "Admitir" in words(see(world.director_general, task))
    assert not has_form(see(world.formulator, task), "Registrar la decisión")
    assert send(world.director_general, task, decision="turn_back").status_code == 422
    assert send(world.director_general, task, decision="go_on").status_code == 302
    assert Addendum.objects.get().status == "drafting"


def test_what_rules_today_is_said_beside_what_is_typed(world: World, agreement: Agreement) -> None:
    addendum = drafted(agreement, world)
    key = (agreement.case.number, addendum.pk)
    assert f"Hoy: vence el {long_date(agreement.ends_on)}." in words(get(world.formulator, "addenda:extend_term", *key))
    page = words(get(world.formulator, "addenda:change_ambit", *key))
    assert "Hoy: 1 provincia en el ámbito" in page
    assert "Amazonas Chachapoyas 010101 Chachapoyas, 010102 Asunción" in page


def test_the_pages_of_its_signature_name_an_addendum(world: World, agreement: Agreement) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, world, later_end(later(agreement))))))
    page = words(see(world.head, open_tasks(addendum.case, "sign")[0]))
    assert "Firmar la adenda" in page
    sign_all(agreement)
    page = words(see(world.clerk, open_task(addendum.case, "register")))
    assert "Registrar la adenda suscrita" in page
    assert "La adenda rige desde la última" in page
    assert "convenio suscrito" not in page
    assert "El convenio entra en vigor" not in page


def test_each_kind_of_change_is_written_shown_and_taken_out(world: World, agreement: Agreement) -> None:
    addendum = drafted(agreement, world)
    number, today = agreement.case.number, clock.today().isoformat()
    common = {"change_reason": "Porque sí hace falta.", "occurred_on": today, "grounds": ""}
    key = (number, addendum.pk)
    assert (
        post(world.coordinator, "addenda:extend_term", *key, ends_on=later(agreement).isoformat(), **common).status_code
        == 302
    )
    assert (
        post(world.formulator, "addenda:change_ambit", *key, added="010103 Balsas", removed="", **common).status_code
        == 302
    )
    text = "11.1 Rige hasta que se concluya."
    assert post(world.formulator, "addenda:replace_clause", *key, "vigencia", text=text, **common).status_code == 302
    page = words(get(world.coordinator, "addenda:addendum", number, addendum.pk))
    assert "Balsas" in page
    assert text in page
    assert "Retirar esta modificación" in page
    refused = post(world.formulator, "addenda:change_ambit", *key, added="", removed="010103", **common)
    assert refused.status_code == 409
    assert "No están en el ámbito: Balsas" in words(refused)
    assert typed(refused, "removed") == "010103"
    unknown = post(world.formulator, "addenda:change_ambit", *key, removed="", added="999999", **common)
    assert unknown.status_code == 422
    dropped = post(world.formulator, "addenda:drop_change", number, addendum.pk, 2, occurred_on=today, grounds="")
    assert dropped.status_code == 302
    assert "Balsas" not in words(get(world.coordinator, "addenda:addendum", number, addendum.pk))


class TestReplacingAClause:
    NOW = "11.1. El CONVENIO rige tres años.\n11.2. Luego se liquida."
    NEXT = "11.1. El CONVENIO rige cuatro años.\n11.2. Luego se liquida."

    @pytest.fixture
    def addendum(self, world: World, agreement: Agreement) -> Addendum:
        """Return a second addendum, admitted: the first replaced the clause of the term."""
        signed(agreement, world, clause(text=self.NOW))
        return drafted(agreement, world)

    def test_starts_from_what_the_clause_says_today(self, world: World, addendum: Addendum) -> None:
        number, today = addendum.case.number, clock.today().isoformat()
        offered = get(world.formulator, "addenda:pick_clause", number, addendum.pk)
        assert "Décimo primera (vigencia)" in words(offered)
        assert "libre adhesión" not in words(offered)
        form = get(world.formulator, "addenda:replace_clause", number, addendum.pk, "vigencia")
        assert "Sustituir el texto de la cláusula décimo primera (vigencia)" in words(form)
        assert typed(form, "text").split() == self.NOW.split()
        values = {"change_reason": "Falta un año.", "occurred_on": today, "grounds": ""}
        address = ("addenda:replace_clause", number, addendum.pk, "vigencia")
        same = post(world.formulator, *address, text=self.NOW, **values)
        assert same.status_code == 409
        assert "La cláusula ya dice eso" in words(same)
        assert post(world.formulator, *address, text=self.NEXT, **values).status_code == 302
        assert typed(get(world.formulator, *address), "text").split() == self.NEXT.split()

    def test_does_not_exist_for_what_is_no_clause_and_is_refused_for_what_the_law_demands(
        self, world: World, addendum: Addendum
    ) -> None:
        key, today = (addendum.case.number, addendum.pk), clock.today().isoformat()
        assert get(world.formulator, "addenda:replace_clause", *key, "penalidades").status_code == 404
        refused = post(
            world.formulator,
            "addenda:replace_clause",
            *key,
            "control",
            text="Nada.",
            change_reason="Porque sí.",
            occurred_on=today,
            grounds="",
        )
        assert refused.status_code == 409
        assert "La ley exige esa cláusula" in words(refused)

    def test_shows_both_texts_with_the_changed_words_to_all_who_read_it(self, world: World, addendum: Addendum) -> None:
        write_change(addendum, clause(text=self.NEXT), world.formulator)
        submit(again(addendum))
        for page in (
            get(world.auditor, "addenda:addendum", addendum.case.number, addendum.pk),
            see(world.legal_reviewer, open_task(addendum.case, "legal")),
        ):
            html = page.content.decode()
            assert "rige <del>tres</del> años." in html
            assert "rige <ins>cuatro</ins> años." in html

    def test_tells_on_the_page_of_the_case_where_the_text_comes_from(self, world: World, addendum: Addendum) -> None:
        page = words(get(world.auditor, "casefile:detail", addendum.case.number))
        assert "11.2. Luego se liquida. Modificado por la adenda N° 1" in page


def test_the_draft_says_what_keeps_it_from_being_sent(world: World, agreement: Agreement) -> None:
    drafted(agreement, world)
    page = see(world.formulator, open_task(agreement.case, "draft"))
    assert "no modifica nada" in words(page)
    assert not has_form(page, "Enviar a opinión")


def test_it_goes_through_its_pages_to_the_signature(world: World, agreement: Agreement) -> None:
    addendum = drafted(agreement, world, later_end(later(agreement)), ambit(added=world.districts[2:]))
    case = agreement.case
    assert has_form(see(world.formulator, open_task(case, "draft")), "Enviar a opinión")
    assert send(world.formulator, open_task(case, "draft"), effective_on="").status_code == 302
    opinion = {"report": "Informe N° 2-2026-EF", "conclusions": "Procede.", "result": "favorable"}
    assert send(world.technical_reviewer, open_task(case, "technical"), **opinion).status_code == 302
    assert not has_form(see(world.technical_reviewer, open_task(case, "legal")), "Emitir la opinión")
    assert send(world.legal_reviewer, open_task(case, "legal"), **opinion).status_code == 302
    approval = open_task(case, "approve")
    assert "Procede." in words(see(world.director_general, approval))
    assert send(world.director_general, approval, decision="go_on").status_code == 302
    assert send(world.formulator, open_task(case, "issue")).status_code == 302
    while tasks := open_tasks(case, "sign"):
        signer = world.head if tasks[0].unit == world.region else world.director_general
        assert send(signer, tasks[0], decision="confirm").status_code == 302
    assert send(world.clerk, open_task(case, "register")).status_code == 302
    assert again(addendum).status == "in_force"
    page = words(get(world.coordinator, "casefile:detail", case.number))
    assert page.count("Modificado por la adenda N° 1") == 2, "the term and the ambit"


def test_who_asked_for_it_withdraws_it_by_its_page(world: World, agreement: Agreement) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, world, later_end(later(agreement))))))
    address = ("addenda:withdraw", agreement.case.number, addendum.pk)
    values = {"reason": "Ya no.", "occurred_on": clock.today().isoformat(), "grounds": ""}
    assert post(world.formulator, *address, **values).status_code == 409
    assert post(world.coordinator, *address, **values).status_code == 302
    assert "Desistida" in words(get(world.coordinator, "addenda:addendum", agreement.case.number, addendum.pk))


def test_one_that_ended_is_told_from_others_and_says_that_it_ended(world: World, agreement: Agreement) -> None:
    addendum = request_addendum(agreement, world.coordinator)
    name = f"Adenda sin número, solicitada el {long_date(clock.today())}"
    listed = words(get(world.coordinator, "casefile:detail", agreement.case.number))
    assert name in listed
    assert "Por redactar. Sustento: Los actores piden" in listed
    address = ("addenda:withdraw", agreement.case.number, addendum.pk)
    values = {"reason": "Ya no.", "occurred_on": clock.today().isoformat(), "grounds": ""}
    assert post(world.coordinator, *address, **values).status_code == 302
    listed = words(get(world.coordinator, "casefile:detail", agreement.case.number))
    assert "Por redactar" not in listed
    assert "No llegó a redactarse. Sustento: Los actores piden" in listed
    page = words(get(world.coordinator, "addenda:addendum", agreement.case.number, addendum.pk))
    assert "Concluyó sin que se escribiera ninguna modificación." in page
    assert "Todavía no" not in page


def test_one_that_was_withdrawn_is_read_beside_what_was_signed_by_then(
    world: World, agreement: Agreement, travel: Callable[[date], None]
) -> None:
    first, second = later(agreement), later(agreement).replace(month=12)
    withdrawn = drafted(agreement, world, later_end(second))
    address = ("addenda:withdraw", agreement.case.number, withdrawn.pk)
    values = {"reason": "Ya no.", "occurred_on": clock.today().isoformat(), "grounds": ""}
    before = long_date(agreement.ends_on)
    assert post(world.coordinator, *address, **values).status_code == 302
    travel(clock.today() + timedelta(days=1))
    signed(agreement, world, later_end(first))
    page = words(get(world.coordinator, "addenda:addendum", agreement.case.number, withdrawn.pk))
    assert f"Vence el {before} {long_date(second)}" in page
    assert long_date(first) not in page


def test_pages_cost_the_same_with_many_changes_and_addenda(world: World, agreement: Agreement) -> None:
    signed(agreement, world, ambit(added=world.districts[2:]))
    case_page, task_page = case_url(agreement.case), ""
    before = queries_at(world.coordinator, case_page)
    addendum = submit(drafted(agreement, world, later_end(later(agreement))))
    task_page = task_url(open_task(agreement.case, "legal"))
    assert queries_at(world.legal_reviewer, task_page) <= 40
    assert queries_at(world.coordinator, case_page) <= before + 4
    assert addendum.status == "in_review"
