"""Page, styles, paragraphs and fields shared by the Word templates."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"
INK = RGBColor(0x1A, 0x1A, 0x1A)
GRAY = RGBColor(0x59, 0x59, 0x59)
RED = "C8102E"
LINE = "A6A6A6"

LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
CENTER = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def new_document() -> Any:
    """Return an empty A4 document with our styles and nothing of the maker's own properties."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.header_distance, section.footer_distance = Cm(1.0), Cm(1.0)
    _define_styles(document)
    _modernize(document)
    return document


def _modernize(document: Any) -> None:
    """Take out the maker's thumbnail and styles of Word 2010, and say that Word need not imitate its older versions.

    The second copy of the styles knows nothing of ours, and Word offers to repair a file where the two differ.
    """
    for rels in (document.part.package.rels, document.part.rels):
        for key, relation in list(rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del rels[key]
    # Nine tenths of the maker's styles are tables of many colors, which every paper would carry.
    styles = document.styles.element
    for style in [each for each in styles.iter(qn("w:style")) if each.get(qn("w:type")) == "table"]:
        if style.get(qn("w:default")) != "1":
            styles.remove(style)
    # What people write may break a line, and a justified line is not stretched up to its break.
    next(document.settings.element.iter(qn("w:compat"))).insert(0, OxmlElement("w:doNotExpandShiftReturn"))
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _define_styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 10.5, color=INK)
    _spacing(normal, after=6, line=1.15)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "es-PE")
    _restyle(styles["Title"], 13, bold=True, before=6, after=10, align=CENTER)
    _restyle(styles["Heading 1"], 10.5, bold=True, before=14, after=4, keep=True, align=LEFT)
    _restyle(styles["Heading 2"], 11, bold=True, before=14, after=6, keep=True, align=LEFT)
    _restyle(styles["Heading 3"], 10.5, bold=True, before=10, after=4, keep=True, align=LEFT)
    _add_style(styles, "Texto", align=JUSTIFY)
    _add_style(styles, "Numeral", align=JUSTIFY, left=1.1, hanging=1.1)
    _add_style(styles, "Literal", align=JUSTIFY, left=1.9, hanging=0.8, after=4)
    _add_style(styles, "Anexo", size=13, bold=True, align=CENTER, after=2, keep=True)
    # In the style: Writer would save it as a break in the paragraph before, which may be a tag that goes.
    styles["Anexo"].paragraph_format.page_break_before = True
    _add_style(styles, "Subtítulo de anexo", size=10.5, bold=True, align=CENTER, after=12, keep=True)
    _add_style(styles, "Celda", size=8.5, after=0, before=0, line=1.05, align=LEFT)
    _add_style(styles, "Celda cifra", size=8.5, after=0, before=0, line=1.05, align=RIGHT)
    _add_style(styles, "Celda título", size=8.5, bold=True, after=0, before=0, line=1.05, align=LEFT)
    _add_style(styles, "Membrete", size=8, after=0, before=0, line=1.0, align=CENTER)
    _add_style(styles, "Pie", size=8, after=0, before=0, line=1.0, align=LEFT, color=GRAY)
    _add_style(styles, "Aviso", size=9, bold=True, after=4, before=5, align=CENTER)


def _restyle(
    style: Any, size: float, *, bold: bool, before: float, after: float, align: Any, keep: bool = False
) -> None:
    _font(style, size, bold=bold, color=INK)
    _spacing(style, before=before, after=after, line=1.1)
    style.paragraph_format.alignment = align
    style.paragraph_format.keep_with_next = keep
    inherited = [*style.element.iter(qn("w:pBdr")), *style.element.iterfind(f"{qn('w:rPr')}/{qn('w:spacing')}")]
    for element in [*inherited, *style.element.iter(qn("w:kern"), qn("w:contextualSpacing"))]:
        element.getparent().remove(element)


def _add_style(
    styles: Any,
    name: str,
    *,
    size: float = 10.5,
    bold: bool = False,
    align: Any = LEFT,
    before: float = 0,
    after: float = 6,
    line: float = 1.15,
    left: float = 0,
    hanging: float = 0,
    keep: bool = False,
    color: RGBColor = INK,
) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.quick_style = True
    _font(style, size, bold=bold, color=color)
    _spacing(style, before=before, after=after, line=line)
    layout = style.paragraph_format
    layout.alignment, layout.keep_with_next = align, keep
    if hanging:
        layout.left_indent, layout.first_line_indent = Cm(left), Cm(-hanging)
        layout.tab_stops.add_tab_stop(Cm(left))


def _font(style: Any, size: float, *, bold: bool = False, color: RGBColor) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _spacing(style: Any, *, before: float = 0, after: float, line: float) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, line
    layout.widow_control = True


def write(container: Any, text: str, style: str = "Texto", *, align: Any = None) -> Any:
    """Add a paragraph. ``**words**`` come out bold, a tab parts a number from its text."""
    paragraph = container.add_paragraph(style=style)
    return fill(paragraph, text, align=align)


def fill(paragraph: Any, text: str, *, align: Any = None) -> Any:
    """Write text into an empty paragraph, as ``write`` does."""
    # The number of a norm stays on the line of its "N°".
    for position, piece in enumerate(text.replace("N° ", "N°\u00a0").split("**")):
        if piece:
            paragraph.add_run(piece).bold = True if position % 2 else None
    if align is not None:
        paragraph.alignment = align
    return paragraph


def bookmark(paragraph: Any, name: str) -> None:
    """Put a bookmark around what a paragraph holds; the name is what others refer to."""
    number = len(paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}"))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(start)
    paragraph.runs[-1]._r.addnext(end)


def tag(container: Any, words: str) -> None:
    """Add a paragraph that holds nothing but a block tag: ``tag(cell, "for row in rows")``."""
    container.add_paragraph("{%p " + words + " %}", style="Celda")


def turn(document: Any, *, landscape: bool) -> None:
    """Start a new page, upright or on its side. The break has a paragraph of its own, without tags."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    # The paragraph that carries the break would otherwise take a line, and with bad luck a page.
    breaking = document.element.body.findall(qn("w:p"))[-1]
    if breaking.find(f".//{qn('w:sectPr')}") is not None:
        _shrink(breaking)
        # Writer drops an empty paragraph and gives its break to the one before, be it that of a tag.
        breaking.add_r().text = "\N{NO-BREAK SPACE}"


def _shrink(paragraph: Any) -> None:
    properties = paragraph.get_or_add_pPr()
    spacing = OxmlElement("w:spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "2"), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), value)
    properties.insert(0, spacing)


def field(paragraph: Any, instruction: str) -> None:
    """Add a field of Word, such as ``PAGE``."""
    for kind, text in (("begin", ""), ("instr", instruction), ("separate", ""), ("result", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "instr":
            element = OxmlElement("w:instrText")
            element.text = f" {text} "
        elif kind == "result":
            element = OxmlElement("w:t")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
