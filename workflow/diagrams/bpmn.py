"""A flow as BPMN 2.0: viewflow's export, completed with our titles, roles, labels and layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _
from viewflow.workflow.chart import calc_layout_data, grid_to_bpmn

from workflow.diagrams.graph import Graph, Kind, kind_of, read, title_of
from workflow.diagrams.layout import Drawn, Layout, arrange

_SPACES: Final = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def to_bpmn(
    flow_class: type[Any],
    *,
    node_title: Callable[[Any], str] = title_of,
    role_title: Callable[[str], str] = str,
) -> str:
    """Return a flow as a BPMN 2.0 file, laid out as ``draw`` lays it out.

    Each step that people take carries its role as documentation; ``role_title`` names a role for
    the reader. The process is marked as not executable, because its conditions stay in the code.
    """
    for prefix, space in _SPACES.items():
        ET.register_namespace(prefix, space)
    # The text comes from viewflow's own template a line above: nobody else's XML is read here.
    root = ET.fromstring(grid_to_bpmn(calc_layout_data(flow_class)))  # noqa: S314
    graph = read(flow_class)
    layout = arrange(graph, states={}, node_title=node_title)
    process = _one(root, "bpmn:process")
    process.set("isExecutable", "false")
    _drop_retired(root, graph)
    for name, node in graph.nodes.items():
        element = _one(process, f"*[@id='id_node_{name}']")
        _set_name(element, node_title(node))
        _document(element, node, role_title)
    for drawn in layout.links:
        for flow in process.findall(f"*[@id='{_edge_id(drawn)}']"):
            _set_name(flow, drawn.link.label)
    _redraw(_one(root, "bpmndi:BPMNDiagram/bpmndi:BPMNPlane"), layout)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _document(element: ET.Element, node: Any, role_title: Callable[[str], str]) -> None:
    """Say whose step it is; a role that depends on the case is said to depend on it."""
    role = getattr(node, "role", "")
    if kind_of(node) not in {Kind.TASK, Kind.CALL} or not role:
        return
    note = ET.Element(f"{{{_SPACES['bpmn']}}}documentation")
    note.text = _("Rol: %(role)s") % {"role": role_title(role) if isinstance(role, str) else _("según el expediente")}
    element.insert(0, note)


def _drop_retired(root: ET.Element, graph: Graph) -> None:
    """Leave out the nodes that no process can reach any more, with all that refers to them."""
    live = {f"id_node_{name}" for name in graph.nodes}
    edges = {f"id_edge_{link.src}__{link.dst}" for link in graph.links}
    for parent in list(root.iter()):
        for child in list(parent):
            ident, of = child.get("id", ""), child.get("bpmnElement", "")
            text = (child.text or "").strip()
            gone = any(value.startswith("id_node_") and value not in live for value in (ident, of))
            cut = any(value.startswith("id_edge_") and value not in edges for value in (of, text))
            if gone or cut or (child.get("sourceRef") and ident not in edges):
                parent.remove(child)


def _redraw(plane: ET.Element, layout: Layout) -> None:
    for name, placed in layout.nodes.items():
        bounds = _one(plane, f"*[@id='id_shape_{name}']/dc:Bounds")
        width, height = placed.shape.width, placed.shape.height
        numbers = (placed.x - width / 2, placed.y - height / 2, width, height)
        for key, number in zip(("x", "y", "width", "height"), numbers, strict=True):
            bounds.set(key, f"{number:.1f}")
    for drawn in layout.links:
        for edge in plane.findall(f"*[@bpmnElement='{_edge_id(drawn)}']"):
            edge[:] = [_waypoint(x, y) for x, y in drawn.points]


def _waypoint(x: float, y: float) -> ET.Element:
    kind = {f"{{{_SPACES['xsi']}}}type": "dc:Point"}
    return ET.Element(f"{{{_SPACES['di']}}}waypoint", {**kind, "x": f"{x:.1f}", "y": f"{y:.1f}"})


def _edge_id(drawn: Drawn) -> str:
    return f"id_edge_{drawn.link.src}__{drawn.link.dst}"


def _set_name(element: ET.Element, name: str) -> None:
    element.attrib.pop("name", None)
    if name:
        element.set("name", name)


def _one(parent: ET.Element, path: str) -> ET.Element:
    found = parent.find(path, _SPACES)
    if found is None:
        raise LookupError(f"viewflow's export has no {path}.")
    return found
