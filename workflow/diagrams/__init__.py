"""Pictures of a flow: SVG in the style of the site, BPMN 2.0, the steps in words, and the graph's signature."""

from __future__ import annotations

from workflow.diagrams.bpmn import to_bpmn
from workflow.diagrams.graph import Kind, Step, signature, steps, title_of
from workflow.diagrams.svg import draw

__all__ = ["Kind", "Step", "draw", "signature", "steps", "title_of", "to_bpmn"]
