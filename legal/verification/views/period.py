"""The page of a period, with everything about it; and the declaration that the entity did not report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legal.agreements.models import Period
from legal.notices.models import Notice
from legal.verification.forms.reporting import DeclareForm
from legal.verification.models import CarriedLevel, Report, Verification
from legal.verification.queries import reviews_of, ruling_addenda
from legal.verification.rules import period_opens_on
from legal.verification.services import reporting, unreported
from legal.verification.views.period_page import PeriodPage, may_add_evidence, period_url, reports_of, with_period
from workflow import permissions, service, suspending
from workflow.errors import Refusal
from workflow.inbox import case_url, task_url
from workflow.models import Deadline, Task
from workflow.models.tasks import OPEN

DECLARE: Final = "verification.declare_unreported"
Status, Outcome = Verification.Status, Verification.Outcome
STATES: Final = {Status.COMPLETING: "warn", Status.OBSERVED: "warn", Status.LAPSED: "risk"}
OUTCOMES: Final = {
    Outcome.ALL_MET: "ok",
    Outcome.CORRECTED: "ok",
    Outcome.PARTLY_CORRECTED: "warn",
    Outcome.NOT_CORRECTED: "risk",
    Outcome.NOT_REPORTED: "risk",
    Outcome.TERMINATED: "idle",
}


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """A term of the period. ``due_on`` is empty while it has not started, ``days_left`` once it is settled.

    ``suspended`` says since when it is suspended, or is empty.
    """

    title: str
    basis: str
    due_on: date | None
    days_left: int | None
    status: str
    state: str
    suspended: str = ""


class ShowPeriod(PeriodPage):
    """Everything about a period: where it stands, its terms, what was presented, found, observed and issued."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, year: int) -> HttpResponse:
        """Show the period; one that is not open yet says when it will be."""
        verification = with_period().filter(case=self.case, period__year=year).first()
        if verification is None:
            return self.not_open(get_object_or_404(Period, agreement=self.agreement, year=year))
        self.verification = verification
        context = {
            **self.context(),
            "state": OUTCOMES[Outcome(verification.outcome)]
            if verification.outcome
            else STATES.get(Status(verification.status), "go"),
            "terms": self.terms(),
            "steps": self.open_steps(),
            "reports": reports_of(verification),
            "rows": self.rows,
            "observations": self.rows.observations,
            "carried_out": self.carried_out(),
            "papers": Report.objects.filter(verification=verification).select_related("document").order_by("ordinal"),
            "reviews": list(reviews_of(verification)),
            "notice": self.notice,
            "ruling": ruling_addenda(verification, asked_on=self.today),
            "evidence_url": period_url(verification, "add_evidence")
            if may_add_evidence(self.user, self.case, verification)
            else "",
            "declare_url": period_url(verification, "declare_unreported") if self.may_declare() else "",
        }
        return render(request, "verification/period.html", context)

    def not_open(self, period: Period) -> HttpResponse:
        """Say when the period opens."""
        signed_on = self.agreement.signed_on
        context = {
            "agreement": self.agreement,
            "case_url": case_url(self.case),
            "period": period,
            "opens_on": period_opens_on(signed_on, period.year) if signed_on else None,
        }
        return render(self.request, "verification/not_open.html", context)

    @property
    def notice(self) -> Notice | None:
        """The notice of the letter with the observations."""
        found = Notice.objects.filter(verification=self.verification)
        return found.select_related("document", "unit").first()

    def carried_out(self) -> list[dict[str, Any]]:
        """Return how many criteria of the level were carried, when, and into which period."""
        rows = CarriedLevel.objects.filter(origin=self.verification)
        found = rows.values("carried_on", "period__year").annotate(count=Count("pk"))
        return [
            {
                "count": each["count"],
                "on": each["carried_on"],
                "level": each["period__year"] - 1,
                "url": reverse("verification:period", args=[self.case.number, each["period__year"]]),
            }
            for each in found.order_by("period__year")
        ]

    def may_declare(self) -> bool:
        """Whether this person may declare the period without a report now."""
        return not unreported.obstacles_to_declaring(self.verification) and self.decide(DECLARE).allowed

    def open_steps(self) -> list[dict[str, Any]]:
        """Return the steps of the period that wait for somebody."""
        of_period = Q(process=self.verification.process_id) | Q(process__notice__verification=self.verification)
        tasks = Task.objects.filter(of_period, status__in=OPEN, flow_task_type="HUMAN")
        return [
            {
                "title": str(task.flow_task.task_title),
                "url": task_url(task),
                "unit": task.unit.name if task.unit else "",
                "due_on": task.due_on,
                "suspended": suspending.told(task.suspended_by) if task.suspended_by else "",
            }
            for task in tasks.select_related("process__case", "unit", "suspended_by").order_by("pk")
        ]

    def terms(self) -> list[TermRow]:
        """Return the terms of the period in the order in which they run."""
        verification = self.verification
        rows = [self.term(verification.period.report_deadline)]
        name = f"{reporting.COMPLETION}_{verification.period.year}"
        rows += [self.term(each) for each in Deadline.objects.filter(case=self.case, name=name)]
        if verification.correction_deadline:
            rows.append(self.term(verification.correction_deadline))
        elif verification.status == Status.OBSERVED:
            rows.append(
                TermRow(
                    title=_("Subsanación de las observaciones"),
                    basis=_("Corre desde que la entidad reciba el oficio."),
                    due_on=None,
                    days_left=None,
                    status="",
                    state="idle",
                )
            )
        return rows

    def term(self, deadline: Deadline) -> TermRow:
        """Return one term."""
        is_running = deadline.status == Deadline.Status.RUNNING
        return TermRow(
            title=deadline.title,
            basis=deadline.basis,
            due_on=deadline.due_on,
            days_left=(deadline.due_on - self.today).days if is_running else None,
            suspended=suspending.told(deadline.suspension) if deadline.suspension else "",
            status=str(deadline.get_status_display()),
            state={"met": "ok", "expired": "risk"}.get(deadline.status, "idle"),
        )


class DeclareUnreported(PeriodPage):
    """Declare that the entity did not report in its term."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form with what stands in the way."""
        return self.answer(DeclareForm(today=self.today))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Declare it, or show the form again with every obstacle and nothing lost."""
        form = DeclareForm(request.POST, today=self.today)
        if not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, DECLARE))
        reason = form.cleaned_data["reason"]
        try:
            service.perform(
                case=self.case,
                actor=self.user,
                act_name=DECLARE,
                act=partial(unreported.declare_unreported, verification=self.verification, reason=reason),
                occurred=form.occurred(),
                reason=reason,
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, _("El período se cerró sin informe de cumplimiento."))
        return redirect(period_url(self.verification))

    def answer(self, form: DeclareForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        context = {
            **self.context(),
            "form": form,
            "obstacles": unreported.obstacles_to_declaring(self.verification),
            "decision": self.decide(DECLARE),
            "act_label": permissions.all_acts()[DECLARE].title,
        }
        return render(self.request, "verification/declare_unreported.html", context, status=status)
