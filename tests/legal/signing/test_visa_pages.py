"""Pages of the visas: give or return one, do without one, the sheet of visas and signatures, and the configuration."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.offers import offers
from legal.signing.forms import VisaRequirementForm
from legal.signing.models import Visa, VisaRequirement
from tests.factories import (
    World,
    approve,
    give_opinions,
    issue,
    make_draft,
    make_unit,
    open_task,
    register,
    sign_all,
    to_approved,
)
from tests.legal.agreements.steps import correct
from tests.legal.browsing import get, has_form, post, see, send, typed, words
from tests.legal.casefile.reading import read
from tests.legal.signing.rounds import round_of
from tests.legal.signing.visas import REASON, give, holder, make_visa_post, require, task_for, visa_of
from workflow import clock
from workflow.models import LedgerEntry, Post, User

DECISION = "Registrar mi decisión"
HASH = "Huella del archivo"


@pytest.fixture
def budget(world: World) -> Post:
    """Return the budget office of the directorate, which initials agreements."""
    office = make_visa_post(world.directorate, "pablo", "Director de Presupuesto Temático")
    require(office)
    return office


@pytest.fixture
def issued(world: World, budget: Post) -> Agreement:
    """Return an issued agreement that waits for the visa."""
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    return agreement


def vacate(vacated: Post) -> None:
    mandate = vacated.mandates.get()
    mandate.ends_on = date(2020, 1, 1)
    mandate.save()


class TestGiving:
    def test_shows_the_document_the_post_and_the_motive(self, issued: Agreement, budget: Post) -> None:
        page = words(see(holder(budget), task_for(issued.case, budget)))
        assert "se pide al cargo de Director de Presupuesto Temático, EF/50.01" in page
        assert "Constará como «Doy V°B°»" in page
        assert HASH in page
        assert page.index("Vistos buenos") < page.index("Quiénes firmarán después")

    def test_gives(self, issued: Agreement, budget: Post) -> None:
        assert send(holder(budget), task_for(issued.case, budget), decision="go_on").status_code == 302
        assert visa_of(issued.case, budget).status == "given"

    def test_returns_with_the_reason(self, issued: Agreement, budget: Post, world: World) -> None:
        answer = send(holder(budget), task_for(issued.case, budget), decision="turn_back", reason=REASON)
        (told,) = get_messages(answer.wsgi_request)
        assert str(told) == "El convenio se devolvió sin visar. Su texto vuelve a revisión con el motivo."
        page = words(get(world.auditor, "casefile:detail", issued.case.number))
        assert "Devuelto sin visar" in page
        assert "Devuelto sin firmar" not in page
        assert "El texto volvió a revisión. Quien lo devolvió: Dirección" in page
        assert visa_of(issued.case, budget).status == "returned"
        correct(issued)
        give_opinions(issued)
        approve(issued)
        page = words(see(world.formulator, open_task(issued.case, "issue")))
        assert "Versiones devueltas" in page
        assert "Director de Presupuesto Temático, EF/50.01 la devolvió sin visto bueno" in page
        assert REASON in page

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({}, "Marque su decisión"),
            ({"decision": "turn_back"}, "Escriba el motivo"),
            ({"decision": "go_on", "reason": REASON}, "Escribió un motivo"),
        ],
    )
    def test_is_never_ambiguous(self, issued: Agreement, budget: Post, values: dict[str, Any], problem: str) -> None:
        page = send(holder(budget), task_for(issued.case, budget), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "reason") == values.get("reason", "")
        assert visa_of(issued.case, budget).status == "pending"

    def test_belongs_to_the_post_alone(self, issued: Agreement, budget: Post, world: World) -> None:
        task = task_for(issued.case, budget)
        other = holder(make_visa_post(world.directorate, "ivan", "Director de Programación"))
        page = see(other, task)
        assert not has_form(page, DECISION)
        assert "Este visto bueno corresponde al cargo de Director de Presupuesto Temático, EF/50.01" in words(page)
        assert send(other, task, decision="go_on").status_code == 409
        assert not has_form(see(world.coordinator, task), DECISION)
        assert send(world.coordinator, task, decision="go_on").status_code == 403
        assert send(world.stranger, task, decision="go_on").status_code == 404
        assert visa_of(issued.case, budget).status == "pending"

    def test_says_that_nobody_holds_the_post(self, issued: Agreement, budget: Post, world: World) -> None:
        vacate(budget)
        assert "Nadie ocupa el cargo" in words(see(world.director_general, task_for(issued.case, budget)))

    def test_the_case_says_whose_turn_it_is_and_that_nobody_holds_the_post(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        turn = "A quién le toca Director de Presupuesto Temático, EF/50.01"
        page = words(get(world.auditor, "casefile:detail", issued.case.number))
        assert turn in page
        assert "Nadie ocupa el cargo" not in page
        vacate(budget)
        assert f"{turn} Nadie ocupa el cargo" in words(get(world.auditor, "casefile:detail", issued.case.number))

    def test_who_issues_sees_who_will_be_asked_first_and_that_a_post_is_vacant(
        self, budget: Post, world: World
    ) -> None:
        agreement = to_approved(make_draft(world), world)
        task = open_task(agreement.case, "issue")
        page = words(see(world.formulator, task))
        assert "Quiénes darán antes su visto bueno" in page
        assert "Pablo" in page
        assert "Nadie ocupa el cargo" not in page
        vacate(budget)
        page = words(see(world.formulator, task))
        assert "Director de Presupuesto Temático" in page
        assert "Nadie ocupa el cargo" in page
        assert not Visa.objects.exists()


class TestWhatFollows:
    def test_the_signatory_sees_each_visa_with_name_post_motive_and_date(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        give(issued, budget)
        page = words(see(world.head, open_task(issued.case, "sign")))
        assert "Pablo, Director de Presupuesto Temático" in page
        assert "Doy V°B°" in page

    def test_the_sheet_prints_visas_and_signatures_when_all_is_registered(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        give(issued, budget)
        sign_all(issued)
        register(issued)
        for reader in (world.auditor, world.coordinator):
            page = words(get(reader, "signing:sheet", round_of(issued).pk))
            assert "Pablo, Director de Presupuesto Temático" in page
            assert "Doy V°B°" in page
            assert "Gloria Medina, Gobernadora Regional" in page
            assert page.count("Resolución Ministerial N° 001-2015-EF/43") == 3
        assert get(world.stranger, "signing:sheet", round_of(issued).pk).status_code == 404
        case_page = get(world.auditor, "casefile:detail", issued.case.number).content.decode()
        assert reverse("signing:sheet", args=[round_of(issued).pk]) in case_page

    def test_the_sheet_marks_what_rests_on_a_mandate_annulled_since(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        give(issued, budget)
        sign_all(issued)
        for person in (world.head, budget.mandates.get().user):
            mandate = person.mandates.get()
            mandate.annulled_on, mandate.annulled_by = date(2026, 1, 5), "Resolución N° 9-2026"
            mandate.save()
        page = words(get(world.auditor, "signing:sheet", round_of(issued).pk))
        assert page.count("Mandato anulado por Resolución N° 9-2026, el 5 de enero de 2026") == 2

    def test_a_round_without_visas_says_so(self, world: World) -> None:
        agreement = to_approved(make_draft(world), world)
        issue(agreement)
        page = words(get(world.auditor, "signing:sheet", round_of(agreement).pk))
        assert "Para este documento no se exigía ninguno" in page

    def test_what_is_not_issued_has_no_sheet(self, world: World) -> None:
        agreement = to_approved(make_draft(world), world)
        assert get(world.auditor, "signing:sheet", round_of(agreement).pk).status_code == 404

    def test_the_case_counts_the_visas_first_and_then_the_signatures(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        assert "0 de 1 vistos buenos" in words(get(world.auditor, "casefile:detail", issued.case.number))
        give(issued, budget)
        page = words(get(world.auditor, "casefile:detail", issued.case.number))
        assert "0 de 2 firmas" in page
        assert "visó el Convenio N°" in page

    def test_an_office_from_outside_is_shown_as_the_one_that_initials(self, world: World) -> None:
        office = make_unit("MEF-OGAJ", "Oficina General de Asesoría Jurídica", world.ministry)
        require(make_visa_post(office, "oscar", "Director General de Asesoría Jurídica"))
        agreement = to_approved(make_draft(world), world)
        issue(agreement)
        page = words(get(world.auditor, "casefile:detail", agreement.case.number))
        assert "Oficina que visa" in page


class TestDoingWithout:
    def offered(self, agreement: Agreement, user: User) -> list[str]:
        """Return the waivers that the page of the case offers."""
        found = offers(*read(agreement, user, on=clock.today()))
        return [each.label for each in found if each.label.startswith("Prescindir")]

    def test_is_offered_to_who_signs_for_the_party_while_nobody_holds_the_post(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        assert self.offered(issued, world.director_general) == []
        vacate(budget)
        label = "Prescindir del visto bueno de Director de Presupuesto Temático, EF/50.01"
        assert self.offered(issued, world.director_general) == [label]
        for nobody in (world.head, world.formulator, world.auditor):
            assert self.offered(issued, nobody) == []

    def test_goes_on_with_the_reason_and_the_sheet_says_who_decided(
        self, issued: Agreement, budget: Post, world: World
    ) -> None:
        vacate(budget)
        address = ("agreements:waive_visa", issued.case.number, visa_of(issued.case, budget).pk)
        assert has_form(get(world.director_general, *address), "Continuar sin el visto bueno")
        values = {"occurred_on": clock.today().isoformat(), "grounds": "", "reason": "El cargo está vacante."}
        assert post(world.director_general, *address, **{**values, "reason": ""}).status_code == 422
        assert post(world.director_general, *address, **values).status_code == 302
        page = words(get(world.auditor, "signing:sheet", round_of(issued).pk))
        assert "Se prescindió del visto bueno" in page
        assert "Lo decidió Elena Ortiz, Directora General" in page
        assert "El cargo está vacante." in page
        assert open_task(issued.case).flow_task.name == "sign"

    def test_is_not_counted_as_given(self, world: World, budget: Post) -> None:
        second = make_visa_post(world.directorate, "lucia", "Directora de Normatividad")
        require(second)
        agreement = to_approved(make_draft(world), world)
        issue(agreement)
        vacate(budget)
        address = ("agreements:waive_visa", agreement.case.number, visa_of(agreement.case, budget).pk)
        values = {"occurred_on": clock.today().isoformat(), "grounds": "", "reason": "El cargo está vacante."}
        post(world.director_general, *address, **values)
        page = words(get(world.auditor, "casefile:detail", agreement.case.number))
        assert "0 de 2 vistos buenos; se prescindió de 1" in page

    def test_tells_everybody_else_why_not(self, issued: Agreement, budget: Post, world: World) -> None:
        address = ("agreements:waive_visa", issued.case.number, visa_of(issued.case, budget).pk)
        assert "Pablo ocupa el cargo" in words(get(world.director_general, *address))
        values = {"occurred_on": clock.today().isoformat(), "grounds": "", "reason": "Por la prisa."}
        assert post(world.director_general, *address, **values).status_code == 409
        vacate(budget)
        page = get(world.head, *address)
        assert not has_form(page, "Continuar sin el visto bueno")
        assert "Solo quien firma por Dirección General de Presupuesto Público" in words(page)
        assert post(world.head, *address, **values).status_code == 409
        assert post(world.coordinator, *address, **values).status_code == 403
        assert post(world.stranger, *address, **values).status_code == 404
        refused = LedgerEntry.objects.filter(case=issued.case, kind="refusal", act="signing.waive_visa")
        assert [entry.actor for entry in refused] == [world.director_general, world.head, world.coordinator]


class TestConfiguring:
    def values(self, office: Post, **more: Any) -> dict[str, Any]:
        """Return a requirement as the administrator types it."""
        return {
            "post": office.pk,
            "subject": "agreement",
            "motive": "approval",
            "basis": "Directiva N° 004-2015-EF/43.01",
            "valid_from": "2026-03-01",
            "valid_to": "",
            **more,
        }

    def test_the_administrator_writes_it_and_it_is_kept(self, world: World, budget: Post) -> None:
        client = Client()
        client.force_login(world.superuser)
        added = client.post(reverse("admin:signing_visarequirement_add"), self.values(budget, subject="addendum"))
        assert added.status_code == 302
        requirement = VisaRequirement.objects.get(subject="addendum")
        assert requirement.history.get().history_user == world.superuser
        assert client.get(reverse("admin:signing_visarequirement_delete", args=[requirement.pk])).status_code == 403
        assert client.get(reverse("admin:signing_visarequirement_changelist")).status_code == 200

    @pytest.mark.parametrize(
        ("values", "field", "problem"),
        [
            (
                {"valid_from": "2026-05-01"},
                "post",
                "Este cargo ya visa ese documento desde el 1 de enero de 2015",
            ),
            ({"valid_from": "2010-01-01", "valid_to": "2015-01-01"}, "post", "Este cargo ya visa ese documento"),
            ({"subject": "addendum", "valid_to": "2026-02-01"}, "__all__", "La exigencia termina antes de empezar"),
            ({"subject": "termination"}, "subject", "no es una de las opciones"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(
        self, budget: Post, values: dict[str, str], field: str, problem: str
    ) -> None:
        form = VisaRequirementForm(self.values(budget, **values))
        assert not form.is_valid()
        assert problem in str(form.errors[field])
        assert list(form.errors) == [field]

    def test_the_days_before_another_requirement_are_free(self, budget: Post) -> None:
        form = VisaRequirementForm(self.values(budget, valid_from="2010-01-01", valid_to="2014-12-31"))
        assert form.is_valid(), form.errors

    def test_a_post_of_another_role_is_refused(self, world: World) -> None:
        form = VisaRequirementForm(self.values(Post.objects.get(unit=world.region, role="head")))
        assert not form.is_valid()
        assert "no tiene el rol «Visto bueno»" in str(form.errors["post"])
