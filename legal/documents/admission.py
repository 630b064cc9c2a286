"""What a template must pass before documents of its kind are made from it: one answer for every gate."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from legal.documents.documents import DocumentContext
from legal.documents.errors import CannotRender
from legal.documents.linting.report import Finding, Report, lint
from legal.documents.models import BEGINNING
from legal.documents.rules import missing_mandatory_clauses
from legal.documents.trials import Trial, try_out
from workflow.errors import Obstacle

# The command answers within five seconds, of which the linter has three.
SECONDS_OF_TRIAL: Final = 2


def check_template(content: bytes, contract: type[DocumentContext], *, seconds: int = 0) -> Report:
    """Return what must be mended in a template, the clauses that the law demands among it.

    The linter looks first; a template of a kind that binds the parties, in which it finds no error, is then tried out.
    Each takes ``seconds`` at most, or without them as long as the command may.

    :raises UnreadableTemplate: when the file is not a Word document.
    """
    report = lint(content, contract, seconds=seconds)
    if not report.ok or not contract.binds_the_parties:
        return report
    try:
        # Nobody sees these samples: their title and date say nothing.
        trial = try_out(content, contract, title="", dated=BEGINNING, seconds=seconds or SECONDS_OF_TRIAL)
    except CannotRender as refusal:
        lacking = [_finding("SAM03", each) for each in refusal.obstacles]
    else:
        lacking = [_finding("LEY01", each) for each in lacking_clauses(trial, contract)]
    return replace(report, findings=(*report.findings, *lacking))


def lacking_clauses(trial: Trial, contract: type[DocumentContext]) -> list[Obstacle]:
    """Return an obstacle for each clause of the law that a paper of a kind could lack, whatever the conditions."""
    return missing_mandatory_clauses(trial.always) if contract.binds_the_parties else []


def _finding(code: str, obstacle: Obstacle) -> Finding:
    hint = _("Tiene que imprimirse siempre: no puede depender de una condición ni de una repetición.")
    return Finding(
        severity="error",
        code=code,
        where=_("Archivo"),
        message=obstacle.text,
        hint=hint if code == "LEY01" else "",
    )
