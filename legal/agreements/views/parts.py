"""Writing the text: the pages of the parts "object", "parties", "ambit" and "money"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from legal.agreements import rules
from legal.agreements.choices import Choice
from legal.agreements.forms.ambit import AmbitForm, DepartmentAmbitForm, NationalAmbitForm, as_lines
from legal.agreements.forms.parts import MoneyForm, ObjectForm, PartiesForm
from legal.agreements.forms.rules import initial_of
from legal.agreements.models.review import Observation, Part
from legal.agreements.paths import text_url
from legal.agreements.queries import open_observations, parties_of, programmes_of, read_terms, unlocked_parts
from legal.agreements.services import terms as services
from legal.agreements.texts.money import balance_rule, fixed_rule_of, variable_rule_of
from legal.agreements.views.agreement_page import AgreementPage
from legal.agreements.views.review_panel import observation_row
from legal.entities.models import District, Entity
from workflow import permissions, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle, Refusal
from workflow.forms import RefusableForm
from workflow.inbox import case_url
from workflow.models import Unit
from workflow.service import LegalAct

EDIT = "agreements.edit"


class EditPage(AgreementPage):
    """Base of the pages that write something of a part. The legal date of writing is today."""

    part: ClassVar[Part]
    template_name: ClassVar[str] = "agreements/part.html"

    def form(self, data: Any = None) -> Any:
        """Return the form, filled with what was sent or else with what stands now."""
        raise NotImplementedError

    def act(self, form: Any) -> LegalAct:
        """Return the service with its arguments bound from a valid form."""
        raise NotImplementedError

    def done_message(self, form: Any) -> str:
        """Return the sentence shown after the act."""
        return _("Se guardó la parte «%(part)s».") % {"part": self.part.label}

    def next_url(self) -> str:
        """Return where the person goes on."""
        return text_url(self.agreement)

    def page_context(self) -> dict[str, Any]:
        """Return what the page shows besides the form."""
        return {}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the part closed: the same the service refuses by."""
        unlocked = unlocked_parts(self.agreement)
        return rules.obstacles_to_editing(self.part, status=self.agreement.status, unlocked=unlocked)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form, or why the part is closed."""
        return self.answer(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write the part, or show the form again with every obstacle and nothing lost."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, EDIT))
        try:
            self.perform(self.act(form))
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, self.done_message(form))
        return redirect(self.next_url())

    def perform(self, act: LegalAct) -> None:
        """Send the act down the write path."""
        service.perform(case=self.case, actor=self.user, act_name=EDIT, act=act, occurred=Occurrence(on=self.today))

    def answer(self, form: RefusableForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        observations = open_observations(self.agreement).filter(part__in=[self.part, Observation.WHOLE_TEXT])
        context = {
            "agreement": self.agreement,
            "case_url": case_url(self.case),
            "part_title": self.part.label,
            "form": form,
            "obstacles": self.obstacles(),
            "observations": [observation_row(each) for each in observations],
            "decision": self.decide(EDIT),
            "act_label": permissions.all_acts()[EDIT].title,
            **self.page_context(),
        }
        return render(self.request, self.template_name, context, status=status)


class EditObject(EditPage):
    """The part "object"."""

    part = Part.OBJECT

    def form(self, data: Any = None) -> ObjectForm:
        """Return the form of the objectives."""
        initial = {name: getattr(self.agreement, name) for name in services.OBJECT_FIELDS}
        return ObjectForm(data, initial=initial)

    def act(self, form: ObjectForm) -> LegalAct:
        """Write the objectives."""
        return partial(services.write_object, agreement=self.agreement, terms=form.terms())


class EditParties(EditPage):
    """The part "parties"."""

    part = Part.PARTIES
    template_name = "agreements/part_parties.html"

    def form(self, data: Any = None) -> PartiesForm:
        """Return the form of what may be chosen about the parties."""
        parties = list(parties_of(self.agreement))
        verifier = next((party.entity for party in parties if party.capacity == "verifier"), None)
        others = [party.entity_id for party in parties if party.capacity != "verifier"]
        initial = {
            "verifier": verifier,
            "conducting_unit": self.agreement.conducting_unit,
            "signing_order": self.agreement.signing_order,
        }
        return PartiesForm(
            data,
            initial=initial,
            verifiers=Entity.objects.exclude(pk__in=others).select_related("unit").order_by("unit__name"),
            units=Unit.objects.filter(path__startswith=self.agreement.entity.unit.path).order_by("path"),
        )

    def act(self, form: PartiesForm) -> LegalAct:
        """Write what was chosen."""
        return partial(services.write_parties, agreement=self.agreement, terms=form.terms())

    def page_context(self) -> dict[str, Any]:
        """Return the parties as they stand, in the order in which they sign."""
        roles = permissions.all_roles()
        return {
            "parties": [
                {
                    "unit": party.unit.name,
                    "capacity": party.get_capacity_display(),
                    "signs": roles.get(party.role, party.role),
                    "position": position,
                }
                for position, party in enumerate(parties_of(self.agreement), start=1)
            ]
        }


class EditAmbit(EditPage):
    """The part "ambit"."""

    part = Part.AMBIT
    template_name = "agreements/part_ambit.html"

    def form(self, data: Any = None) -> AmbitForm:
        """Return the form: by province within the entity's department, or by UBIGEO in the whole country."""
        rows = self.agreement.ambit.filter(in_text=True).select_related("district").order_by("district_id")
        chosen = [row.district for row in rows]
        programmes = programmes_of(self.agreement)
        initial = {"programmes": programmes, "products": as_lines(self._products(several=len(programmes) > 1))}
        territory = self.agreement.entity.territory
        if territory is None:
            codes = as_lines((district.code, district.name) for district in chosen)
            return NationalAmbitForm(data, initial={**initial, "codes": codes})
        offered = District.objects.filter(province__department=territory)
        return DepartmentAmbitForm(
            data,
            initial={**initial, "districts": [district.code for district in chosen]},
            offered=list(offered.select_related("province").order_by("code")),
        )

    def act(self, form: AmbitForm) -> LegalAct:
        """Write programmes, districts and products."""
        return partial(
            services.write_ambit,
            agreement=self.agreement,
            programmes=list(form.cleaned_data["programmes"]),
            districts=form.chosen_districts(),
            products=form.cleaned_data["products"],
        )

    def _products(self, *, several: bool) -> list[tuple[str, ...]]:
        rows = self.agreement.products.filter(in_text=True).select_related("programme")
        codes = [(row.programme.code if several and row.programme else "", row.code, row.name) for row in rows]
        return sorted(codes)


class EditMoney(EditPage):
    """The part "money"."""

    part = Part.MONEY
    template_name = "agreements/part_money.html"

    def form(self, data: Any = None) -> MoneyForm:
        """Return the form with a row for each year the agreement may last."""
        initial: dict[str, Any] = {"maximum": self.agreement.maximum or None, "years": self.agreement.years}
        for row in self.agreement.year_amounts.order_by("year"):
            initial[f"maximum_{row.year}"] = row.maximum or None
            initial[f"fixed_{row.year}"] = row.fixed_percentage
        splits = {split.year: split.fixed_percentage for split in self.agreement.norm.splits.all()}
        lets_choose = self.agreement.norm.lets_agreements_choose
        initial |= initial_of(self.agreement.rules) if lets_choose else {}
        return MoneyForm(data, initial=initial, splits=splits, lets_choose=lets_choose)

    def page_context(self) -> dict[str, Any]:
        """Return the rules as they stand, as Annex II prints them, and why they may be chosen or not."""
        terms, norm = read_terms(self.agreement), self.agreement.norm
        with translation.override(settings.LANGUAGE_CODE):
            fixed = fixed_rule_of(terms)
            balance = balance_rule(norm, clause="la cláusula de observaciones y subsanación")
            printed = [replace(fixed, paragraphs=(*fixed.paragraphs, balance)), variable_rule_of(terms)]
        return {"choice": Choice.of(norm), "rule_basis": norm.rule_basis, "printed_rules": printed}

    def act(self, form: MoneyForm) -> LegalAct:
        """Write maximum, duration and years."""
        return partial(
            services.write_money,
            agreement=self.agreement,
            maximum=form.cleaned_data["maximum"],
            years=form.cleaned_data["years"],
            amounts=form.amounts(),
            rules=form.cleaned_data["rules"],
        )
