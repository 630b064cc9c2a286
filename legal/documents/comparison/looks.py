"""How something looks, as a fingerprint: equal where nothing but the habits of a program differs."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from legal.documents.comparison.package import Package, R, W

# How much of a fingerprint people are shown; all of it is compared.
_SHOWN: Final = 12
# No XML may hold this sign, so that no text passes as a fingerprint.
_SIGN: Final = "\x02"
_WHOLE: Final = re.compile(rf"{_SIGN}([0-9a-f]{{{_SHOWN}}})[0-9a-f]*")
# What programs write for themselves, and nothing prints.
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "proofErr", "lastRenderedPageBreak", "noProof", "rsids", "proofState", "zoom", "view", "activeWritingStyle",
    )
)  # fmt: skip
_PROPERTIES: Final = ("Pr", "PrEx", "tblGrid")
_NOTES: Final = frozenset(W + name for name in ("footnote", "endnote"))
_NUMBERED: Final = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd"))
_OWN: Final = re.compile(r"\}(rsid\w*|paraId|textId)$")
# Whose texts are read as words.
_WORDS: Final = (
    f"{W}instrText",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
)
_LAST_PLACE: Final = "_GoBack"


def fingerprint(tokens: Iterable[str | bytes]) -> str:
    """Return the SHA-256 of pieces in their order."""
    digest = hashlib.sha256()
    for each in tokens:
        piece = each if isinstance(each, bytes) else each.encode("utf-8", "surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def marked(digest: str) -> str:
    """Return a fingerprint as it stands in a text that is compared."""
    return f"{_SIGN}{digest}"


def shown(text: str) -> str:
    """Return a text as people read it: only the beginning of each fingerprint."""
    return _WHOLE.sub(r"\1", text)


class Looks:
    """The fingerprints of the elements of one part."""

    def __init__(self, package: Package, part: str) -> None:
        self._targets = package.targets(part)
        self._holders: dict[etree._Element, str] = {}
        self._bookmarks = {
            each.get(f"{W}id", ""): each.get(f"{W}name", "") for each in package.root(part).iter(f"{W}bookmarkStart")
        }

    def of(self, *elements: etree._Element) -> str:
        """Return the fingerprint of elements in a row, with the addresses of what they refer to."""
        return fingerprint(_joined(token for each in elements for token in self._element(each)))

    def without_words(self, element: etree._Element) -> str:
        """Return the fingerprint of all in an element but its words."""
        return fingerprint(self._element(element, words=False))

    def around(self, element: etree._Element) -> str:
        """Return the fingerprint of what holds an element, and of the properties of that."""
        tokens = []
        for each in element.iterancestors():
            if each.getparent() is not None and each.tag not in _NOTES:
                if each not in self._holders:
                    own = [child for child in each if str(child.tag).endswith(_PROPERTIES)]
                    self._holders[each] = f"<{each.tag} {' '.join(sorted(self._attributes(each)))} {self.of(*own)}"
                tokens.append(self._holders[each])
        return fingerprint(tokens)

    def of_root(self, root: etree._Element) -> str:
        """Return the fingerprint of what a part says of itself as a whole."""
        return fingerprint(sorted(self._attributes(root)))

    def _element(self, element: etree._Element, *, words: bool = True) -> Iterator[str]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag in _NUMBERED:
            name = self._bookmarks.get(element.get(f"{W}id", ""), "")
            if name != _LAST_PLACE:
                yield f"<{tag} {name}"
        elif tag == f"{W}t":
            if words:
                yield f'"{"".join(element.itertext())}'
        else:
            attributes = sorted(each for each in self._attributes(element) if each)
            yield f"<{tag} {' '.join(attributes)}"
            if element.text and element.text.strip() and (words or tag not in _WORDS):
                yield f'"{element.text}'
            yield from self._children(element, words=words)
            yield ">"

    def _children(self, element: etree._Element, *, words: bool) -> Iterator[str]:
        looked = ""
        for child in element:
            if child.tag == f"{W}r":
                # Programs cut a text into as many runs as they like: only a change of format counts.
                properties = child.find(f"{W}rPr")
                look = "" if properties is None else "".join(self._element(properties))
                if look != looked:
                    yield f"<run {look}"
                looked = look
                for each in child:
                    if each is not properties:
                        yield from self._element(each, words=words)
            else:
                yield from self._element(child, words=words)
            if child.tail and child.tail.strip():
                yield f'"{child.tail}'

    def _attributes(self, element: etree._Element) -> Iterator[str]:
        for name, value in element.items():
            if _OWN.search(str(name)):
                continue
            target = self._targets.get(str(value))
            if target is None:
                yield f"{name}={value!r}"
            elif str(name).startswith(R):
                yield f"{name}={target}"
            else:
                yield f"{name}={value!r} {target}"


def _joined(tokens: Iterator[str]) -> Iterator[str]:
    """Yield the tokens with texts that follow each other as one."""
    text = ""
    for token in tokens:
        if token.startswith('"'):
            text += token[1:]
            continue
        if text:
            yield f'"{text}'
            text = ""
        yield token
    if text:
        yield f'"{text}'


def of_part(package: Package, name: str) -> str:
    """Return the fingerprint of a whole part: of its content where it is XML, of its bytes elsewhere."""
    if not name.lower().endswith((".xml", ".vml")):
        return fingerprint([package.parts[name]])
    return Looks(package, name).of(package.root(name))


def relations_differ(before: Package, after: Package) -> bool:
    """Whether some relationship leads elsewhere, whatever its id; those to a part that came or went are told by it."""
    old, new = (
        Counter((name, target) for name in ("", *each.parts) for _id, target in each.relations(name))
        for each in (before, after)
    )
    there = before.parts.keys() & after.parts.keys()
    return any(target.is_outside or target.place in there for _name, target in {**(old - new), **(new - old)})
