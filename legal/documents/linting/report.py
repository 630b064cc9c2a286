"""The report on a template: the confined process looks, this gives its findings the words of a lawyer."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, dataclass
from typing import Any, Final

from legal.documents import confined
from legal.documents.about import examples_of
from legal.documents.documents import DocumentContext
from legal.documents.kinds import shape_of
from legal.documents.linting import words
from legal.documents.linting.findings import WARNINGS

LARGEST_FILE: Final = 10 * 1024 * 1024
SECONDS: Final = 3
_START: Final = confined.program_of("legal.documents.linting.worker")


class UnreadableTemplate(Exception):
    """The file is not a Word document: nothing can be said about its text. ``reason`` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to mend: ``severity`` is "error", which refuses the template, or "warning".

    ``code`` is stable; ``where``, ``message`` and ``hint``, what to do in Word, are sentences to show.
    """

    severity: str
    code: str
    where: str
    message: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found in a template; it is accepted without errors."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the template may be used."""
        return all(finding.severity == "warning" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return the report in the shape that docs/reference/commands.md describes."""
        return {"ok": self.ok, "findings": [asdict(finding) for finding in self.findings]}

    def as_text(self) -> str:
        """Return a line for each finding, and one for the whole."""
        lines = [
            f"{each.severity} {each.code} {each.where}: {each.message} {each.hint}".rstrip() for each in self.findings
        ]
        errors = sum(each.severity == "error" for each in self.findings)
        counts = f"errors {errors}, warnings {len(self.findings) - errors}"
        return "\n".join([*lines, f"{'accepted' if self.ok else 'refused'}: {counts}"])


def lint(content: bytes, contract: type[DocumentContext], *, seconds: int = 0) -> Report:
    """Return what must be mended in a template before documents of this kind may be made from it.

    Whatever the file, it takes no longer than ``seconds`` (``SECONDS`` where not given) and the start of a process,
    and little memory. The work itself is limited by the processor's time: a page may wait longer on a busy machine.

    :raises UnreadableTemplate: when the file is not a Word document.
    """
    if len(content) > LARGEST_FILE:
        return Report(findings=(_finding({"code": "LIM04", "detail": {"most": LARGEST_FILE // 1024 // 1024}}),))
    return report_of(_look(content, contract, seconds or SECONDS))


def report_of(said: list[str]) -> Report:
    """Return what the lines of the confined process mean; without its last word, that it was stopped.

    :raises UnreadableTemplate: when it said that the file is not a Word document.
    """
    lines = [json.loads(line) for line in said]
    unreadable = [line["not_word"] for line in lines if "not_word" in line]
    if unreadable:
        raise UnreadableTemplate(unreadable[0])
    findings = [_finding(line) for line in lines if "code" in line]
    if {"done": True} not in lines:
        findings.append(_finding({"code": "LIM01", "detail": {}}))
    return Report(findings=tuple(findings))


def terms_of(contract: type[DocumentContext]) -> dict[str, Any]:
    """Return what the confined process must know of a kind of document, in plain values."""
    return {
        "fields": shape_of(contract),
        "examples": examples_of(contract),
        "bookmarks": [each.name for each in contract.bookmarks],
    }


def job_of(content: bytes, contract: type[DocumentContext]) -> bytes:
    """Return what the confined processes read: the contract of the document on a line, then the template."""
    return json.dumps(terms_of(contract)).encode() + b"\n" + content


def _look(content: bytes, contract: type[DocumentContext], seconds: int) -> list[str]:
    """Return what the confined process said, up to where it was stopped if it was."""
    try:
        said = confined.run(_START, given=job_of(content, contract), seconds=seconds).stdout
    except subprocess.TimeoutExpired as stopped:
        said = stopped.stdout or b""
    # A line cut short is no finding.
    return said[: said.rfind(b"\n") + 1].decode().splitlines()


def _finding(line: dict[str, Any]) -> Finding:
    code = line["code"]
    message, hint = words.sentences(code, line["detail"])
    return Finding(
        severity="warning" if code in WARNINGS else "error",
        code=code,
        where=words.place(line.get("place", {"part": "file"})),
        message=message,
        hint=hint,
    )
