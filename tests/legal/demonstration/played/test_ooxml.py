"""Every paper that the demonstration issues is a sound Word file."""

from __future__ import annotations

import pytest

from legal.documents.models import IssuedDocument
from tests.legal.documents.ooxml import flaws

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]


def test_every_paper_is_sound() -> None:
    found: dict[str, list[str]] = {}
    # Papers with the same parts as another are as sound as it.
    papers = {each.content_sha256: each for each in IssuedDocument.objects.select_related("file")}
    assert len({each.kind for each in papers.values()}) > 6
    for paper in papers.values():
        with paper.file.file.open("rb") as kept:
            told = flaws(kept.read())
        if told:
            found[str(paper)] = told
    assert found == {}
