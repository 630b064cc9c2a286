"""The list of agreements, and the page that opens a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from legal.agreements.forms.listing import Filters
from legal.agreements.forms.opening import OpenForm
from legal.agreements.listing import ORDER, narrow, rows
from legal.agreements.models import SupportedProgramme
from legal.agreements.queries import visible_agreements
from legal.agreements.services.opening import NewAgreement, open_agreement
from legal.agreements.views.agreement_page import signed_in
from legal.entities.models import Entity
from legal.entities.roles import FORMULATOR
from legal.norms.models import BudgetProgramme
from workflow import clock, permissions
from workflow.errors import Obstacle, Refusal
from workflow.inbox import case_url
from workflow.keyset import count, page_of
from workflow.models import Mandate, Unit, User
from workflow.models.people import path_prefixes
from workflow.views.pages import page_links
from workflow.write_path import status_of_unread

OPEN = "agreements.open"
PER_PAGE = 25


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """Show the agreements that the person may see."""
    user = signed_in(request)
    visible = visible_agreements(user)
    supported = SupportedProgramme.objects.filter(agreement__in=visible.order_by().values("pk"), in_text=True)
    filters = Filters(
        request.GET,
        programmes=BudgetProgramme.objects.filter(pk__in=_values(supported, "programme")).order_by("code"),
        entities=Entity.objects.filter(pk__in=_values(visible, "entity")).select_related("unit").order_by("unit__name"),
    )
    chosen = filters.chosen()
    found = narrow(visible, chosen)
    page = page_of(found, ORDER, size=PER_PAGE, at=request.GET.get("desde", ""))
    context = {
        "filters": filters,
        "is_filtered": bool(chosen),
        "rows": rows(page.rows, clock.today()),
        "count": count(found),
        "pages": page_links(request, page),
        "can_create": formulator_unit(user) is not None,
    }
    return render(request, "agreements/list.html", context)


def _values(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    return rows.order_by().values(name)


def formulator_unit(user: User) -> Unit | None:
    """Return the unit for which a person formulates today: the one that will grant."""
    mandate = (
        Mandate.objects.valid_on(clock.today())
        .filter(user=user, post__role=FORMULATOR)
        .select_related("post__unit")
        .order_by("kind", "starts_on", "pk")
        .first()
    )
    return mandate.post.unit if mandate else None


def grantor_for(unit: Unit) -> Entity | None:
    """Return the entity that grants through a unit: its own, or that of the nearest unit above."""
    above = Entity.objects.filter(unit__path__in=path_prefixes([unit.path])).select_related("unit")
    return max(above, key=lambda entity: len(entity.unit.path), default=None)


class OpenAgreement(View):
    """Open the case of a new agreement."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find for which unit the person formulates, and who may receive."""
        self.user = signed_in(request)
        self.unit = formulator_unit(self.user)
        self.grantor = grantor_for(self.unit) if self.unit else None
        self.entities = Entity.objects.select_related("unit").order_by("unit__name")
        if self.grantor is not None:
            self.entities = self.entities.exclude(pk=self.grantor.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form, or why the person may not."""
        return self.answer(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the case, or show the form again with every obstacle and nothing lost."""
        form = self.form(request.POST)
        if not form.is_valid() or self.unit is None:
            return self.answer(form, status=self.status_of_unread(form))
        if self.grantor is None:
            return self.answer(form, status=409)
        values = {name: form.cleaned_data[name] for name in ("title", "entity", "norm", "source", "years")}
        try:
            agreement = open_agreement(
                new=NewAgreement(
                    programmes=tuple(form.cleaned_data["programmes"]),
                    grantor=self.grantor,
                    grantor_unit=self.unit,
                    **values,
                ),
                actor=self.user,
                occurred=form.occurred(),
                key=form.cleaned_data["key"] or None,
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(
            request, _("Se abrió el expediente %(number)s. Redacte ahora su texto.") % {"number": agreement.case.number}
        )
        return redirect(case_url(agreement.case))

    def form(self, data: Any = None) -> OpenForm:
        """Return the form with what may be chosen."""
        return OpenForm(data, today=clock.today(), entities=self.entities)

    def obstacles(self) -> list[Obstacle]:
        """Return what is missing before anybody can open a case for the person's unit."""
        if self.unit is not None and self.grantor is None:
            return [
                Obstacle(
                    text=_("%(unit)s no depende de ninguna entidad pública registrada.") % {"unit": self.unit},
                    who=_("quien administra el sistema"),
                )
            ]
        return []

    def status_of_unread(self, form: OpenForm) -> int:
        """Return the status that answers a form which opens nothing; see the write path."""
        return status_of_unread(form, actor=self.user, act_name=OPEN, obj=self.asked_of())

    def decision(self) -> permissions.Decision:
        """Decide whether the person may open a case."""
        return permissions.decide(user=self.user, act=OPEN, obj=self.asked_of())

    def asked_of(self) -> Unit:
        """Return the unit about which the authority is asked before one is chosen: the first that may receive."""
        entity = self.entities.first()
        return entity.unit if entity else self.unit or Unit()

    def answer(self, form: OpenForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        context = {"form": form, "obstacles": self.obstacles(), "decision": self.decision()}
        return render(self.request, "agreements/create.html", context, status=status)
