"""A template tried out before anybody publishes it: its words, and what it makes of the examples and of nothing."""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from legal.documents import confined, packages
from legal.documents.documents import DocumentContext
from legal.documents.errors import CannotRender
from legal.documents.linting.report import job_of
from workflow.errors import Obstacle

SECONDS: Final = 15
_PROGRAM: Final = confined.program_of("legal.documents.linting.trial_worker")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The template filled: its file and its words."""

    content: bytes
    text: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The words of a template, those that every document prints, and its samples by conditions: "full" and "empty"."""

    text: str
    always: str
    samples: dict[str, Sample]


def try_out(
    content: bytes, contract: type[DocumentContext], *, title: str, dated: date, seconds: int = SECONDS
) -> Trial:
    """Fill an accepted template with the examples of its fields and with nothing, in a confined process.

    It has five seconds of the processor, ``seconds`` in all, and 512 MiB.

    :raises CannotRender: when it takes more, or cannot be filled.
    """
    try:
        done = confined.run(_PROGRAM, given=job_of(content, contract), seconds=seconds)
    except subprocess.TimeoutExpired as stopped:
        raise _refusal() from stopped
    if done.returncode != 0:
        raise _refusal()
    answer = json.loads(done.stdout)
    samples = {
        name: Sample(
            content=packages.normalized(base64.b64decode(each["file"]), title=title, dated=dated), text=each["text"]
        )
        for name, each in answer["samples"].items()
    }
    return Trial(text=answer["text"], always=answer["always"], samples=samples)


def _refusal() -> CannotRender:
    text = _("No se pudo llenar la plantilla con datos de muestra dentro del tiempo y la memoria permitidos.")
    return CannotRender(Obstacle(text=text, where="file"))
