"""The permanent bookmarks of a template, and which documents refer to what they mark."""

from __future__ import annotations

from dataclasses import dataclass

from legal.documents.documents import Bookmark, DocumentContext
from legal.documents.kinds import document_kinds, title_of


@dataclass(frozen=True, kw_only=True)
class BookmarkRow:
    """A bookmark with the titles of the kinds of documents that cite what it marks, and that may change its text."""

    bookmark: Bookmark
    cited_by: tuple[str, ...]
    changed_by: tuple[str, ...]


def bookmark_rows(contract: type[DocumentContext]) -> list[BookmarkRow]:
    """Return the bookmarks that the template of a kind must keep, in their order, with who refers to each."""
    kinds = document_kinds()
    return [
        BookmarkRow(
            bookmark=bookmark,
            cited_by=tuple(title_of(kind) for kind, other in kinds.items() if bookmark.name in other.cites),
            changed_by=tuple(title_of(kind) for kind, other in kinds.items() if bookmark.name in other.may_change),
        )
        for bookmark in contract.bookmarks
    ]
