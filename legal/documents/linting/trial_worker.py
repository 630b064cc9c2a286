"""The confined process that fills an accepted template twice and reads its words, so that people see them.

It takes the contract as a line of JSON and then the file, as ``worker`` does, and answers with one
JSON object: the text of the template, what of it every document prints, and for each sample its file and its text.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Final

from legal.documents.confinement import confine
from legal.documents.linting.constant import always_printed
from legal.documents.linting.samples import SAMPLES, sample
from legal.documents.render_worker import fill
from legal.documents.template_environment import Environment
from legal.documents.wordtext import extract_words

CPU_SECONDS: Final = 5
MEMORY_BYTES: Final = 512 * 1024 * 1024


def main() -> int:
    """Read a template, fill it, say its words. Returns the exit code."""
    confine(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    job = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    # All conditions true, and all false. The first reads like a document, as people will look at it.
    shown = {"full": job["examples"], "empty": sample(job["fields"], **SAMPLES["empty"])}
    samples, environment = {}, Environment(is_sample=True)
    for name, values in shown.items():
        filled = fill(content, values, environment=environment)
        samples[name] = {"file": base64.b64encode(filled).decode(), "text": extract_words(filled)}
    always = always_printed(content, job)
    sys.stdout.write(json.dumps({"text": extract_words(content), "always": always, "samples": samples}))
    return 0
