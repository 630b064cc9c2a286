"""The confined process that fills an accepted template twice and reads its words, so that people see them.

It takes the contract as a line of JSON and then the file, as ``worker`` does, and answers with one JSON object: the
text of the template, and for each sample its file and its text.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any, Final

from legal.documents.confinement import confine
from legal.documents.linting.samples import ODD_SIGNS, SAMPLES, sample
from legal.documents.render_worker import fill
from legal.documents.template_environment import Environment
from legal.documents.wordtext import extract_words

CPU_SECONDS: Final = 5
MEMORY_BYTES: Final = 512 * 1024 * 1024
# All conditions true, and all false.
SHOWN: Final = ("full", "empty")


def _readable(value: Any) -> Any:
    """Return made-up values without the odd signs that the check adds to each text: people read these."""
    if isinstance(value, dict):
        return {name: _readable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_readable(each) for each in value]
    return value.removesuffix(ODD_SIGNS) if isinstance(value, str) else value


def main() -> int:
    """Read a template, fill it, say its words. Returns the exit code."""
    confine(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    fields = json.loads(sys.stdin.buffer.readline())["fields"]
    content = sys.stdin.buffer.read()
    samples, environment = {}, Environment(is_sample=True)
    for name in SHOWN:
        filled = fill(content, _readable(sample(fields, **SAMPLES[name])), environment=environment)
        samples[name] = {"file": base64.b64encode(filled).decode(), "text": extract_words(filled)}
    sys.stdout.write(json.dumps({"text": extract_words(content), "samples": samples}))
    return 0
