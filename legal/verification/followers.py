"""Who hears of verification: later rooms register what follows a report and the end of a period."""

from __future__ import annotations

from collections.abc import Callable

from legal.verification.models import Report, Verification

OnReport = Callable[[Report], None]
OnClosed = Callable[[Verification], None]
_on_report: list[OnReport] = []
_on_closed: list[OnClosed] = []


def follow(*, on_report: OnReport, on_closed: OnClosed) -> None:
    """Hear of every verification report, then of the end of every period, in the act that brings it about."""
    if on_report not in _on_report:
        _on_report.append(on_report)
    if on_closed not in _on_closed:
        _on_closed.append(on_closed)


def reported(report: Report) -> None:
    """Tell of a report."""
    for handler in _on_report:
        handler(report)


def closed(verification: Verification) -> None:
    """Tell of the end of a period."""
    for handler in _on_closed:
        handler(verification)
