"""The English catalogue: what the Spanish sources say, what is missing, and its compiled form.

Babel does the whole work, so that a bare machine needs no gettext tools.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("config", "legal", "workflow")
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")

# What the arguments of each function are: singular, plural, or (with "c") the context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# Without dates or versions: the file changes only when a message does.
HEADER = """\
# English catalogue of Convenia. The source language is Spanish.
msgid ""
msgstr ""
"Project-Id-Version: Convenia\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Key = tuple[str, str]


@dataclass(kw_only=True)
class Found:
    """A message of the sources: its words and the files that use it."""

    msgid: str | tuple[str, str]
    context: str | None
    files: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """Return what tells messages apart: context and (singular) words."""
        return key_of(self.msgid, self.context)


def key_of(msgid: str | tuple[str, ...] | list[str], context: str | None) -> Key:
    """Return what tells messages apart: context and (singular) words."""
    return context or "", msgid if isinstance(msgid, str) else msgid[0]


def source_files(root: Path) -> Iterator[Path]:
    """Yield the Python files, the templates and the data files that may hold words for people, in order."""
    for room in SOURCES:
        for path in sorted((root / room).rglob("*")):
            is_template = "templates" in path.parts and path.suffix in {".html", ".txt", ".xml", ".svg"}
            is_code = path.suffix == ".py" and "migrations" not in path.parts
            if is_code or is_template or path.suffix == ".toml":
                yield path


def python_of(path: Path) -> str:
    """Return the file as Python: of a template its gettext calls, of a data file the note that pages show."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    if path.suffix == ".toml":
        note = tomllib.loads(text).get("note", "")
        return f"_({note!r})" if note else ""
    from django.utils.translation.template import templatize

    # Indentation means nothing in a template, and would stop Python's tokenizer.
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def extract_messages(root: Path) -> dict[Key, Found]:
    """Return every message of the sources, ordered by the first file that uses it."""
    messages: dict[Key, Found] = {}
    for path in source_files(root):
        source = io.BytesIO(python_of(path).encode())
        for _line, words, comments, context in extract(
            "python", source, keywords=KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"}
        ):
            msgid = words if isinstance(words, str) else (words[0], words[1])
            found = messages.setdefault(key_of(msgid, context), Found(msgid=msgid, context=context))
            if isinstance(msgid, tuple):
                found.msgid = msgid  # a plural elsewhere serves the singular too
            found.files.add(path.relative_to(root).as_posix())
            found.comments.update(comments)
    return messages


def read_catalogue(root: Path) -> Catalog:
    """Return the English catalogue, empty when there is none yet."""
    path = root / CATALOGUE
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def translations_of(catalogue: Catalog) -> dict[Key, Message]:
    """Return the messages of a catalogue by what tells them apart, without its header."""
    return {key_of(message.id, message.context): message for message in catalogue if message.id}


def forms(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Return the words of a message as a list, one for each plural form."""
    return [value or ""] if isinstance(value, str) or value is None else list(value)


def placeholders(text: str) -> set[str]:
    """Return the named, positional and brace placeholders of a text."""
    bare = text.replace("%%", "")
    return set(re.findall(r"%\(\w+\)[a-z]|%[sdifr](?!\w)|\{\w*\}", bare))


def faults_of(found: Found, message: Message | None) -> Iterator[str]:
    """Yield what is wrong with the translation of a message."""
    if message is None:
        yield "missing"
        return
    source, target = forms(found.msgid), forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if len(forms(message.id)) != len(source) or not all(target):
        yield "untranslated"
        return
    # English needs both forms of a plural; "one day" may leave the number out.
    known = placeholders(source[0]) | placeholders(source[-1])
    if placeholders(target[-1]) != placeholders(source[-1]) or not placeholders(target[0]) <= known:
        yield "other placeholders"
    if any(text.startswith("\n") != source[0].startswith("\n") for text in target):
        yield "begins with another line break"
    if any(text.endswith("\n") != source[0].endswith("\n") for text in target):
        yield "ends with another line break"


def check(root: Path) -> int:
    """Print one line per fault of the catalogue; return 1 if there is one."""
    messages, translated = extract_messages(root), translations_of(read_catalogue(root))
    lines = [
        f"{fault}: {found.key[1]!r} ({min(found.files)})"
        for key, found in messages.items()
        for fault in faults_of(found, translated.get(key))
    ]
    lines += [f"obsolete: {key[1]!r} ({CATALOGUE})" for key in translated if key not in messages]
    print("\n".join(lines) if lines else f"{CATALOGUE}: {len(messages)} messages, all translated.")
    return 1 if lines else 0


def update(root: Path) -> int:
    """Write the catalogue anew: every message of the sources, with the translation it had."""
    messages, before = extract_messages(root), translations_of(read_catalogue(root))
    catalogue = Catalog(locale="en", charset="utf-8")
    for key, found in messages.items():
        old = before.get(key)
        kept = old is not None and len(forms(old.id)) == len(forms(found.msgid))
        catalogue.add(
            found.msgid,
            string=old.string if old and kept else ("", "") if isinstance(found.msgid, tuple) else "",
            locations=[(name, 0) for name in sorted(found.files)],
            flags={"fuzzy"} if old and old.fuzzy else (),
            auto_comments=sorted(found.comments),
            user_comments=old.user_comments if old else (),
            context=found.context,
        )
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, include_lineno=False)
    path = root / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body.getvalue().decode(), encoding="utf-8")
    after = translations_of(catalogue)
    empty = sum(1 for key, found in messages.items() if any(faults_of(found, after[key])))
    dropped = sum(1 for key in before if key not in messages)
    print(f"{CATALOGUE}: {len(messages)} messages, {empty} to translate, {dropped} dropped.")
    return 0


def compile_catalogues(root: Path) -> int:
    """Compile each catalogue of ``locale/`` to the form that Django reads."""
    for source in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, charset="utf-8")
        # Two processes may compile at once: a reader never sees half a file.
        draft = source.with_suffix(f".{os.getpid()}.tmp")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(source.with_suffix(".mo"))
    return 0


def show(root: Path) -> int:
    """Print each message of the sources and where it is used."""
    for found in extract_messages(root).values():
        print(f"{found.key[1]!r}  {', '.join(sorted(found.files))}")
    return 0


COMMANDS = {"extract": show, "update": update, "compile": compile_catalogues, "check": check}


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run one command; return 0 done or true, 1 checked and false."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS, help="extract | update | compile | check")
    return COMMANDS[parser.parse_args(arguments).command](root)


if __name__ == "__main__":
    sys.exit(main())
