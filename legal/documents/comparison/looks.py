"""How something looks, as a fingerprint: equal where nothing but the habits of a program differs."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from legal.documents.comparison.package import Package, R, W

_LENGTH: Final = 6
# What programs write for themselves, and nothing prints.
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "proofErr", "lastRenderedPageBreak", "noProof", "rsids", "proofState", "zoom", "view", "activeWritingStyle",
    )
)  # fmt: skip
_NUMBERED: Final = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd"))
_OWN: Final = re.compile(r"\}(rsid\w*|paraId|textId)$")
_LAST_PLACE: Final = "_GoBack"


def fingerprint(tokens: Iterable[str | bytes]) -> str:
    """Return a short hash of pieces in their order."""
    digest = hashlib.blake2b(digest_size=_LENGTH)
    for each in tokens:
        piece = each if isinstance(each, bytes) else each.encode("utf-8", "surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


class Looks:
    """The fingerprints of the elements of one part."""

    def __init__(self, package: Package, part: str) -> None:
        self._targets = package.targets(part)
        self._bookmarks = {
            each.get(f"{W}id", ""): each.get(f"{W}name", "") for each in package.root(part).iter(f"{W}bookmarkStart")
        }

    def of(self, *elements: etree._Element) -> str:
        """Return the fingerprint of elements in a row, with the addresses of what they refer to."""
        return fingerprint(_joined(token for each in elements for token in self._element(each)))

    def _element(self, element: etree._Element) -> Iterator[str]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag in _NUMBERED:
            name = self._bookmarks.get(element.get(f"{W}id", ""), "")
            if name != _LAST_PLACE:
                yield f"<{tag} {name}"
        elif tag == f"{W}t":
            yield f'"{"".join(element.itertext())}'
        else:
            attributes = sorted(each for each in self._attributes(element) if each)
            yield f"<{tag} {' '.join(attributes)}"
            if element.text and element.text.strip():
                yield f'"{element.text}'
            yield from self._children(element)
            yield ">"

    def _children(self, element: etree._Element) -> Iterator[str]:
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
                        yield from self._element(each)
            else:
                yield from self._element(child)
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
