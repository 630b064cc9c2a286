"""The pages of a case: who sees what, what each may start, and how much it costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from legal.agreements.models import Agreement
from legal.casefile import views
from legal.notices.models import Notice
from legal.signing import services as signing
from legal.signing.models import Signature
from tests.factories import (
    World,
    complete_terms,
    do,
    issue,
    make_draft,
    make_grant,
    make_mandate,
    make_post,
    make_user,
    open_task,
    submit,
    to_approved,
    to_in_force,
    to_in_review,
    to_in_signature,
)
from tests.factories.agreements import PDF
from tests.factories.closure import add_lesson
from tests.factories.transfers import (
    answer_warning,
    cancel_balance,
    open_rescue,
    open_transfer,
    serve_warning,
    warn,
)
from tests.legal.casefile.reading import TODAY, not_corrected
from workflow import holding
from workflow.models import AccessRefusal, User


@pytest.fixture(autouse=True)
def _on_a_working_day(travel: Callable[[date], None]) -> None:
    travel(TODAY)


def page(client: Client, user: User, agreement: Agreement, *, name: str = "detail", query: str = "") -> str:
    """Return a page of the case as a person sees it."""
    client.logout()  # a session that is still there may be over by now
    client.force_login(user)
    response = client.get(reverse(f"casefile:{name}", args=[agreement.case.number]) + query)
    assert response.status_code == 200
    return response.content.decode()


def link(name: str, *arguments: object) -> str:
    """Return the attribute of a link to a page."""
    return f'href="{reverse(name, args=arguments)}"'


def folios(shown: str) -> list[int]:
    """Return the numbers of the entries that a page shows, in their order."""
    return [int(number) for number in re.findall(r'class="folio">asiento (\d+)<', shown)]


class TestSeeing:
    def test_is_for_those_who_take_part(self, client: Client, world: World, draft: Agreement) -> None:
        for user in (world.formulator, world.coordinator, world.head, world.auditor):
            assert draft.case.number in page(client, user, draft)

    @pytest.mark.parametrize("name", ["detail", "history"])
    def test_does_not_exist_for_strangers_and_is_recorded(
        self, client: Client, world: World, draft: Agreement, name: str
    ) -> None:
        client.force_login(world.stranger)
        address = reverse(f"casefile:{name}", args=[draft.case.number])
        assert client.get(address).status_code == 404
        assert AccessRefusal.objects.get().path == address

    def test_of_a_number_that_does_not_exist_is_no_refusal(self, client: Client, world: World) -> None:
        client.force_login(world.formulator)
        assert client.get(reverse("casefile:detail", args=["1999-0001"])).status_code == 404
        assert not AccessRefusal.objects.exists()

    def test_asks_to_sign_in(self, client: Client, draft: Agreement) -> None:
        response = client.get(reverse("casefile:detail", args=[draft.case.number]))
        assert response.status_code == 302
        assert reverse("workflow:sign_in") in response["Location"]

    def test_is_for_whoever_has_a_grant(self, client: Client, world: World, draft: Agreement) -> None:
        make_grant(world.stranger, "cases.view", draft.case)
        assert draft.case.number in page(client, world.stranger, draft)

    def test_holds_nothing_inline_and_no_blanks_of_the_program(
        self, client: Client, world: World, draft: Agreement
    ) -> None:
        to_in_signature(draft, world)
        shown = page(client, world.formulator, draft)
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", shown)
        assert not re.search(r">\s*(None|True|False)\s*<", shown)

    def test_gives_each_thing_an_id_of_its_own(self, client: Client, world: World, draft: Agreement) -> None:
        to_in_signature(draft, world)
        ids = re.findall(r'\sid="([^"]+)"', page(client, world.formulator, draft))
        assert len(ids) == len(set(ids))

    def test_says_first_that_it_is_a_demonstration(self, client: Client, world: World, draft: Agreement) -> None:
        draft.demonstration_note = "Montos y personas inventados."
        draft.save()
        assert "Montos y personas inventados." in page(client, world.formulator, draft)


class TestActing:
    def test_links_the_step_to_those_who_may_take_it(self, client: Client, world: World, draft: Agreement) -> None:
        step = link("agreements:submit", open_task(draft.case).pk)
        assert step in page(client, world.formulator, draft)
        assert step not in page(client, world.coordinator, draft)
        assert step not in page(client, world.auditor, draft)

    def test_does_not_link_a_step_that_a_colleague_has_taken(
        self, client: Client, world: World, draft: Agreement
    ) -> None:
        task = open_task(draft.case)
        colleague = make_user("sara", "Sara", "Vega")
        make_mandate(colleague, make_post(world.directorate, "formulator", "Sectorista de apoyo"))
        holding.claim(task_pk=task.pk, actor=colleague)
        shown = page(client, world.formulator, draft)
        assert link("agreements:submit", task.pk) not in shown
        assert "la tomó Sara Vega" in shown

    def test_says_why_not_and_who_may(self, client: Client, world: World, draft: Agreement) -> None:
        shown = page(client, world.coordinator, draft)
        assert "¿Por qué no puedo enviar el proyecto a consulta y opinión?" in shown
        assert "Sectorista, EF/50.01" in shown
        assert "¿Por qué no puedo" not in page(client, world.formulator, draft)

    def test_offers_the_text_to_those_who_write_it(self, client: Client, world: World, draft: Agreement) -> None:
        text = link("agreements:text", draft.case.number)
        assert text in page(client, world.formulator, draft)
        assert text in page(client, world.coordinator, draft)
        assert text not in page(client, world.director_general, draft)
        assert text not in page(client, world.auditor, draft)

    def test_offers_the_text_in_review_only_where_it_is_observed(
        self, client: Client, world: World, draft: Agreement
    ) -> None:
        to_in_review(draft, world)
        assert link("agreements:text", draft.case.number) not in page(client, world.formulator, draft)

    def test_offers_withdrawal_to_those_who_may_and_only_before_force(
        self, client: Client, world: World, draft: Agreement
    ) -> None:
        withdrawal = link("agreements:withdraw", draft.case.number)
        assert withdrawal in page(client, world.formulator, draft)
        assert withdrawal in page(client, world.director_general, draft)
        assert withdrawal not in page(client, world.coordinator, draft)
        to_in_force(draft, world)
        assert withdrawal not in page(client, world.formulator, draft)

    def test_offers_to_close_a_consultation_once_its_term_is_over(
        self, client: Client, world: World, draft: Agreement, travel: Callable[[date], None]
    ) -> None:
        complete_terms(draft, world)
        submit(draft, consulted=[world.health_ministry])
        close = reverse("agreements:close_consultation", args=[draft.consultations.get().pk])
        due_on = open_task(draft.case, "comment").due_on
        assert due_on is not None
        travel(due_on)
        assert close not in page(client, world.formulator, draft)
        travel(date.fromordinal(due_on.toordinal() + 1))
        assert close in page(client, world.formulator, draft)
        assert close not in page(client, world.coordinator, draft)


class TestInForce:
    def test_it_has_the_panels_of_its_execution(self, client: Client, world: World, in_force: Agreement) -> None:
        execution = ("periodos", "notificaciones", "cierre")
        shown = page(client, world.auditor, in_force)
        assert [key for key in execution if f'id="{key}"' in shown] == [*execution]
        shown = page(client, world.auditor, make_draft(world))
        assert not [key for key in execution if f'id="{key}"' in shown]

    def test_it_leads_to_periods_transfers_and_files(self, client: Client, world: World, in_force: Agreement) -> None:
        number = in_force.case.number
        not_corrected(in_force)
        transfer, rescue = open_transfer(in_force), warn(open_rescue(in_force))
        shown = page(client, world.auditor, in_force)
        observations = Notice.objects.get(case=in_force.case, subject="observations")
        for name, arguments in (
            ("verification:period", (number, 1)),
            ("transfers:transfer", (number, transfer.pk)),
            ("documents:download", (observations.document_id,)),
            ("documents:download", (rescue.warning_id,)),
            ("notices:receipt", (observations.pk,)),
        ):
            assert link(name, *arguments) in shown
        assert link("verification:period", number, 2) not in shown
        assert "Año 1, tramo fijo de S/\u00a01,000,000.00: por transferir S/\u00a0500,000.00" in shown

    def test_it_holds_nothing_inline_no_blanks_and_each_id_once(
        self, client: Client, world: World, in_force: Agreement
    ) -> None:
        not_corrected(in_force)
        cancel_balance(answer_warning(serve_warning(warn(open_rescue(in_force))), world))
        add_lesson(in_force, world.coordinator, text="Designar temprano a los <responsables>.")
        shown = page(client, world.formulator, in_force)
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", shown)
        assert not re.search(r">\s*(None|True|False)\s*<", shown)
        assert "&lt;responsables&gt;" in shown
        ids = re.findall(r'\sid="([^"]+)"', shown)
        assert len(ids) == len(set(ids))

    def test_it_folds_the_flows_that_are_over(self, client: Client, world: World, in_force: Agreement) -> None:
        shown = page(client, world.auditor, in_force)
        assert "<h3>Verificación del año 1 (Nivel 0)</h3>" in shown
        assert re.search(r'<summary>Formulación <span class="tag ok">Concluido</span></summary>', shown)


class TestDocuments:
    def test_are_handed_over_as_they_were_signed(self, client: Client, world: World, draft: Agreement) -> None:
        to_approved(draft, world)
        issue(draft)
        task = open_task(draft.case, "sign")
        signature = Signature.objects.get(process=task.process)
        do(task, signing.sign, signature=signature, upload=("convenio firmado.pdf", PDF))
        signature.refresh_from_db()
        address = reverse("casefile:file", args=[draft.case.number, signature.file_id])
        assert f'href="{address}"' in page(client, world.formulator, draft)
        response = client.get(address)
        assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
        client.force_login(world.stranger)
        assert client.get(address).status_code == 404

    def test_of_another_case_are_not_handed_over(self, client: Client, world: World, draft: Agreement) -> None:
        to_in_signature(draft, world)
        issued = draft.case.documents.get()
        client.force_login(world.formulator)
        address = reverse("casefile:file", args=[draft.case.number, issued.file_id])
        assert client.get(address).status_code == 404


class TestHistory:
    @pytest.fixture(autouse=True)
    def _short_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Show three entries on the page of the case and five on each page of the whole record."""
        monkeypatch.setattr(views, "ON_THE_PAGE", 3)
        monkeypatch.setattr(views, "PER_PAGE", 5)

    def test_shows_the_latest_and_leads_to_all(self, client: Client, world: World, draft: Agreement) -> None:
        assert "Ver los" not in page(client, world.formulator, draft)
        complete_terms(draft, world)
        shown = page(client, world.formulator, draft)
        assert len(folios(shown)) == 3
        assert link("casefile:history", draft.case.number) in shown
        assert "Ver los 7 asientos" in shown

    def test_is_paged(self, client: Client, world: World, draft: Agreement) -> None:
        complete_terms(draft, world)
        history = partial(page, client, world.auditor, draft, name="history")
        first, second = history(), history(query="?page=2")
        assert folios(first) == [7, 6, 5, 4, 3]
        assert folios(second) == [2, 1]
        assert 'href="?page=2"' in first
        assert 'href="?page=1"' in second
        assert folios(history(query="?page=99")) == folios(second)
        assert folios(history(query="?page=x")) == folios(first)


def test_escapes_what_people_write(client: Client, world: World) -> None:
    title = "Convenio <b>& otros</b>"
    agreement = make_draft(world, title=title)
    shown = page(client, world.formulator, agreement)
    assert title not in shown
    assert escape(title) in shown
