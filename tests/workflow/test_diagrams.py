"""A flow is drawn so that a person can read it: boxes apart, lines round them, words for every state."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from viewflow import this
from viewflow.workflow import flow

from workflow.diagrams import Kind, Step, draw, signature, steps, title_of, to_bpmn
from workflow.diagrams.graph import read
from workflow.diagrams.layout import PAGE, Drawn, Layout, Placed, arrange
from workflow.diagrams.shapes import text_width
from workflow.models import Process, Task

SVG = "{http://www.w3.org/2000/svg}"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
Box = tuple[float, float, float, float]


class Picture(flow.Flow):
    process_class = Process
    task_class = Task


class RoleStep(flow.View):
    def __init__(self, role: Any = "formulator", act: Any = "agreements.formulate") -> None:
        super().__init__(None)
        self.role, self.act = role, act


class Call(flow.Handle):
    task_type = "SUBPROCESS"
    bpmn_element = "callActivity"


def step(title: str, following: Any, **kwargs: Any) -> Any:
    return RoleStep(**kwargs).Annotation(title=title).Next(following)


def signing(**changes: Any) -> type[Any]:
    nodes = {
        "start": flow.StartHandle().Next(this.prepare),
        "prepare": step("Preparar el ejemplar", this.sign),
        "sign": step("Firmar por la Dirección General", this.number, role="director_general"),
        "number": flow.Function(bool).Annotation(title="Numerar").Next(this.end),
        "end": flow.End(),
        "retired": step("Visar en papel", this.sign),
    }
    return type("Signing", (Picture,), {"process_title": "Suscripción", **nodes, **changes})


Signing = signing()


class Formulation(Picture):
    process_title = "Formulación"
    start = flow.StartHandle().Next(this.draft)
    draft = step("Formular la propuesta", this.consult)
    consult = Call().Annotation(title="Consultar a la entidad").Next(this.opinions)
    opinions = Call().Annotation(title="Emitir opinión técnica, legal y presupuestal").Next(this.observed)
    observed = flow.If(bool).Annotation(title="¿Hay observaciones?").Then(this.correct).Else(this.instruments)
    correct = step("Subsanar <las> observaciones & más", this.opinions)
    instruments = step("Generar los instrumentos", this.approve)
    approve = step("Aprobar el convenio", this.end, role="head")
    end = flow.End()


class Opinions(Picture):
    process_title = "Opiniones"
    start = flow.StartHandle().Next(this.split)
    split = flow.Split().Next(this.technical).Next(this.legal).Next(this.budget)
    technical = step("Opinión técnica", this.join)
    legal = step("Opinión legal", this.visa)
    visa = step("Visto de la Oficina de Asesoría Jurídica", this.join)
    budget = step("Opinión presupuestal", this.join)
    join = flow.Join().Next(this.favorable)
    favorable = flow.Switch().Case(this.end, bool).Case(this.give_back, bool).Default(this.note)
    favorable.Annotation(title="¿Son favorables?").edge_labels = {"end": "todas", "give_back": "ninguna"}
    note = step("Anotar la discrepancia", this.end)
    give_back = step("Devolver con observaciones", this.split)
    end = flow.End()


class Verification(Picture):
    process_title = "Verificación"
    again = flow.StartHandle().Annotation(title="Devuelto").Next(this.correct)
    start = flow.StartHandle().Next(this.receive)
    receive = step("Recibir el informe de cumplimiento", this.admissible)
    admissible = flow.If(bool).Annotation(title="¿Es admisible?").Then(this.documents).Else(this.receive)
    documents = step("Verificar documentos", this.criteria)
    criteria = step("Verificar criterios", this.first_report)
    first_report = step("Emitir Informe I", this.observed)
    observed = flow.If(bool).Annotation(title="¿Hay observaciones?").Then(this.notify).Else(this.close)
    notify = step("Comunicar observaciones", this.correct)
    correct = step("Subsanar", this.second_report)
    second_report = step("Emitir Informe II", this.close)
    close = step("Cerrar el período", this.end)
    end = flow.End()


@pytest.fixture(params=[Signing, Formulation, Opinions, Verification], ids=lambda flow: flow.__name__)
def flow_class(request: pytest.FixtureRequest) -> type[Any]:
    return request.param


@pytest.fixture
def layout(flow_class: type[Any]) -> Layout:
    return layout_of(flow_class)


def layout_of(flow_class: type[Any]) -> Layout:
    return arrange(read(flow_class), states={}, node_title=title_of)


def outline(node: Placed) -> Box:
    half_width, half_height = node.shape.width / 2, node.shape.height / 2
    return node.x - half_width, node.y - half_height, node.x + half_width, node.y + half_height


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def pieces(drawn: Drawn) -> list[Box]:
    ends = pairwise(drawn.points)
    return [(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for (x1, y1), (x2, y2) in ends]


def lies_on(one: Box, other: Box) -> bool:
    upright = one[0] == one[2] == other[0] == other[2] and min(one[3], other[3]) > max(one[1], other[1])
    level = one[1] == one[3] == other[1] == other[3] and min(one[2], other[2]) > max(one[0], other[0])
    return upright or level


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own output


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in parsed(svg).iter(f"{SVG}text")]


def test_boxes_stand_apart_and_inside_the_picture(layout: Layout) -> None:
    boxes = [outline(node) for node in layout.nodes.values()]
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    assert not [box for box in boxes if min(box) <= 0 or box[2] >= layout.width or box[3] >= layout.height]


def test_lines_are_level_or_upright_and_cross_no_box(layout: Layout) -> None:
    for drawn in layout.links:
        for piece in pieces(drawn):
            assert piece[0] == piece[2] or piece[1] == piece[3]
            crossed = [name for name, node in layout.nodes.items() if meet(piece, outline(node))]
            assert not crossed, f"{drawn.link.src} → {drawn.link.dst} crosses {crossed}"


def test_a_line_goes_from_the_outline_of_one_node_to_that_of_the_other(layout: Layout) -> None:
    for drawn in layout.links:
        for name, (x, y) in ((drawn.link.src, drawn.points[0]), (drawn.link.dst, drawn.points[-1])):
            left, top, right, bottom = outline(layout.nodes[name])
            ends = top - layout.nodes[name].shape.lift, bottom
            on_a_side = (x in (left, right) and top < y < bottom) or (y in ends and left < x < right)
            assert on_a_side, f"{drawn.link.src} → {drawn.link.dst} misses {name}"


def test_labels_of_branches_hide_no_box_no_line_and_no_other_label(layout: Layout) -> None:
    places = [(text_width(drawn.link.label) / 2, drawn.label_at) for drawn in layout.links if drawn.link.label]
    labels = [(x - half, y - 10, x + half, y + 2) for half, (x, y) in places]
    assert not [pair for pair in combinations(labels, 2) if meet(*pair)]
    boxes = [outline(node) for node in layout.nodes.values() if node.shape.is_box]
    lines = [piece for drawn in layout.links for piece in pieces(drawn)]
    assert not [box for box in [*boxes, *lines] for label in labels if meet(box, label)]


def test_lines_that_say_different_things_never_lie_on_each_other(layout: Layout) -> None:
    for one, other in combinations(layout.links, 2):
        if one.link.dst != other.link.dst and (one.link.src != other.link.src or one.link.label):
            lying = [(a, b) for a in pieces(one) for b in pieces(other) if lies_on(a, b)]
            assert not lying, f"{one.link} lies on {other.link}"


def test_the_main_way_keeps_to_one_row_and_a_loop_returns_below_it() -> None:
    layout = layout_of(Formulation)
    assert len({layout.nodes[name].y for name in ("start", "draft", "opinions", "observed", "approve", "end")}) == 1
    (back,) = [drawn for drawn in layout.links if drawn.link.back]
    assert (back.link.src, back.link.dst) == ("correct", "opinions")
    bottom = outline(layout.nodes["opinions"])[3]
    assert back.points[-1][1] == bottom
    assert all(y >= bottom for _x, y in back.points)


def test_a_long_flow_is_folded_into_bands_so_that_its_text_is_hardly_scaled(layout: Layout) -> None:
    assert layout.width <= PAGE * 1.1
    nodes = layout_of(Verification).nodes
    assert nodes["observed"].y > nodes["first_report"].y
    assert nodes["observed"].x < nodes["first_report"].x


def test_the_picture_names_the_flow_and_where_the_case_is() -> None:
    root = parsed(draw(Formulation, states={"draft": "done", "consult": "now"}))
    title = root.findtext(f"{SVG}title[@id='{root.get('aria-labelledby')}']")
    assert (root.get("role"), title) == ("img", "Flujo «Formulación»: 6 pasos. Aquí está: Consultar a la entidad.")


def test_states_are_told_by_class_and_by_word_or_mark_and_others_are_refused() -> None:
    svg = draw(Formulation, states={"start": "done", "draft": "done", "consult": "now"})
    shapes = [shape.get("class") for group in parsed(svg).iter(f"{SVG}g") for shape in group if shape.text is None]
    assert shapes[:5] == ["done", "done", "ln", "now", "now"]
    assert texts(svg).count("Aquí está") == 1
    assert "done" not in draw(Formulation)
    with pytest.raises(ValueError, match="pending"):
        draw(Signing, states={"sign": "pending"})


def test_the_picture_needs_no_style_of_its_own_and_no_script(flow_class: type[Any]) -> None:
    root = parsed(draw(flow_class))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "g", "path", "rect", "circle", "text"}
    assert not [name for element in root.iter() for name in element.attrib if name == "style" or name.startswith("on")]


def test_the_caller_may_give_titles_and_a_key_for_a_second_picture_on_the_page() -> None:
    svg = draw(Signing, node_title=lambda node: node.name.upper(), key="2")
    assert "PREPARE" in texts(svg)
    assert 'id="flow-signing-2"' in svg


def test_the_words_are_for_the_reader_complete_escaped_and_not_those_of_the_code() -> None:
    svg = draw(Formulation)
    assert {"sí", "no"} <= set(texts(svg))
    assert "<las>" not in svg
    assert "Subsanar <las> observaciones & más" in " ".join(texts(svg))
    words = set(texts(draw(Opinions)))
    assert {"todas", "ninguna", "en otro caso"} <= words
    assert not {"Start", "Split", "Join", "End"} & words


def test_a_retired_step_is_drawn_only_while_a_process_stands_there() -> None:
    assert "Visar en papel" not in " ".join(texts(draw(Signing)))
    assert "Visar en papel" in " ".join(texts(draw(Signing, states={"retired": "now"})))
    assert "retired" not in [step.name for step in steps(Signing)]


def test_steps_read_in_order_with_a_name_for_everything() -> None:
    names = "start split technical legal visa budget join favorable give_back note end"
    assert " ".join(step.name for step in steps(Opinions)) == names
    assert steps(Opinions)[:2] == [
        Step(name="start", title="Inicio", kind=Kind.START),
        Step(name="split", title="Pasos en paralelo", kind=Kind.SPLIT),
    ]


def test_the_signature_stays_the_same_from_release_to_release_whatever_the_titles() -> None:
    assert signature(Signing) == "06511ed45c5eee180244710dddc346d555fa716a66403c4bf5cfd9ecb7f986e5"
    assert signature(signing(prepare=step("Alistar el ejemplar", this.sign))) == signature(Signing)


@pytest.mark.parametrize(
    "node",
    [
        RoleStep(role="head").Next(this.sign),
        RoleStep(act="agreements.sign").Next(this.sign),
        RoleStep(role=bool).Next(this.sign),
        RoleStep().Next(this.number),
        flow.View(None).Next(this.sign),
    ],
)
def test_the_signature_changes_with_what_running_processes_depend_on(node: Any) -> None:
    assert signature(signing(prepare=node)) != signature(Signing)


def test_bpmn_says_titles_branches_and_whose_step_it_is() -> None:
    root = parsed(to_bpmn(Formulation, role_title={"formulator": "Sectorista", "head": "Titular"}.get))
    notes = {task.get("name"): task.findtext(f"{BPMN}documentation") for task in root.iter(f"{BPMN}userTask")}
    assert notes["Aprobar el convenio"] == "Rol: Titular"
    assert notes["Subsanar <las> observaciones & más"] == "Rol: Sectorista"
    assert {link.get("name") for link in root.iter(f"{BPMN}sequenceFlow")} == {None, "sí", "no"}
    assert "Rol: según el expediente" in to_bpmn(signing(prepare=RoleStep(role=bool).Next(this.sign)))


def test_bpmn_refers_only_to_what_it_holds_and_leaves_retired_steps_out(flow_class: type[Any]) -> None:
    root = parsed(to_bpmn(flow_class))
    idents = {element.get("id") for element in root.iter()}
    used = {element.get(key) for element in root.iter() for key in ("bpmnElement", "sourceRef", "targetRef")}
    used |= {element.text for tag in ("incoming", "outgoing") for element in root.iter(f"{BPMN}{tag}")}
    assert used - {None} <= idents
    assert "id_node_retired" not in idents


def test_bpmn_is_laid_out_as_the_picture_is(flow_class: type[Any], layout: Layout) -> None:
    text = to_bpmn(flow_class)
    assert all(f'x="{x:.1f}" y="{y:.1f}"' in text for drawn in layout.links for x, y in drawn.points)
