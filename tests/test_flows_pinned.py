"""A released flow does not change: running cases stand on its steps.

When this fails, write a new class for new cases (``docs/how-to/add-a-step-to-a-flow.md``). A flow that
was never released may change: remove its line from ``docs/reference/flows.json`` and run
``python -m scripts.document_flows --pin``.
"""

from __future__ import annotations

from scripts.document_flows import flows, name_of, pinned
from workflow.diagrams import signature


def test_every_flow_is_the_one_that_was_pinned() -> None:
    today = {name_of(flow): signature(flow) for flow in flows()}
    changed = [name for name, pinned_signature in pinned().items() if today.get(name) != pinned_signature]
    assert changed == []


def test_every_flow_is_pinned() -> None:
    assert sorted(name_of(flow) for flow in flows()) == sorted(pinned())
