"""The panels of the page of a case, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legal.casefile.panels.addenda import addenda
from legal.casefile.panels.closure import closure
from legal.casefile.panels.deadlines import deadlines
from legal.casefile.panels.diagram import diagram
from legal.casefile.panels.documents import documents
from legal.casefile.panels.followup import followup
from legal.casefile.panels.history import HistoryPanel
from legal.casefile.panels.money import money
from legal.casefile.panels.notices import notices
from legal.casefile.panels.people import people
from legal.casefile.panels.periods import periods
from legal.casefile.panels.review import review
from legal.casefile.panels.spending import SpendingPanel
from legal.casefile.panels.terms import terms
from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One panel: its place on the page, its template, and the plain values that the template shows."""

    key: str
    title: str
    template: str
    content: Any


def panels(file: CaseFile, reader: Reader, *, record: HistoryPanel, may_close: bool) -> list[Panel]:
    """Return every panel of a case; those of its execution once it is in force.

    ``may_close``: the person may close a consultation that nobody answered.
    """
    is_in_execution = file.agreement.in_force_from is not None
    found = [
        _panel("terminos", _("Términos"), "terms", terms(file)),
        _panel("adendas", _("Adendas"), "addenda", addenda(file)) if file.execution.addenda else None,
        _panel("periodos", _("Períodos"), "periods", periods(file)) if is_in_execution else None,
        _panel("dinero", _("Dinero"), "money", money(file)),
        _panel("seguimiento", _("Seguimiento"), "followup", followup(file, reader)) if is_in_execution else None,
        _panel("documentos", _("Documentos"), "documents", documents(file)),
        _panel("notificaciones", _("Notificaciones"), "notices", notices(file)) if is_in_execution else None,
        _panel("plazos", _("Plazos"), "deadlines", deadlines(file)),
        _panel("revision", _("Consultas, opiniones y observaciones"), "review", review(file, may_close=may_close)),
        _panel("cierre", _("Cierre y lecciones"), "closure", closure(file)) if is_in_execution else None,
        _panel("cargos", _("Quién interviene"), "people", people(file)),
        _panel("diagrama", _("Diagrama"), "diagram", diagram(file)),
        history_panel(record),
    ]
    return [panel for panel in found if panel]


def history_panel(record: HistoryPanel) -> Panel:
    """Return the record as a panel: part of the page, or a page of its own."""
    return _panel("historia", _("Historia"), "history", record)


def spending_panel(content: SpendingPanel) -> Panel:
    """Return what was spent as a page of its own."""
    return _panel("gastos", _("Gastos registrados"), "_spent", content)


def _panel(key: str, title: str, template: str, content: Any) -> Panel:
    return Panel(key=key, title=title, template=f"casefile/panels/{template}.html", content=content)
