"""Sections of a page that a script writes: between two comments that name them."""

from __future__ import annotations

from pathlib import Path


def with_section(page: str, name: str, body: str) -> str:
    """Return a page with the section between ``<!-- name: begin -->`` and ``<!-- name: end -->`` written anew.

    :raises ValueError: when the page has no such section.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, found_begin, rest = page.partition(begin)
    _old, found_end, after = rest.partition(end)
    if not found_begin or not found_end:
        raise ValueError(f"The page has no section {name!r}.")
    return f"{before}{begin}\n\n{body.strip()}\n\n{end}{after}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; a bar inside a cell is written so that it does not end it."""
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_all(files: dict[Path, str], *, only_check: bool) -> list[str]:
    """Write the files whose content differs (or only look) and return their names."""
    different = []
    for path, content in files.items():
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        different.append(path.name)
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return different
