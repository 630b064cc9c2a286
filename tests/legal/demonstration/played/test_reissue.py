"""Every paper that the demonstration issues can be made again, and none of their numbers is left out."""

from __future__ import annotations

import json
from collections import defaultdict
from io import StringIO

import pytest
from django.core.management import call_command

from legal.documents.models import DocumentKind, IssuedDocument, NumberSequence
from legal.documents.numbering import series_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]


def test_every_paper_comes_out_the_same() -> None:
    output = StringIO()
    call_command("reissue_check", "--json", stdout=output)
    answer = json.loads(output.getvalue())
    every = IssuedDocument.objects.count()
    assert every > 30
    assert answer["differences"] == []
    assert (answer["documents"], answer["same"], answer["same_bytes"]) == (every, every, every)


def test_no_number_was_left_out_or_given_twice() -> None:
    series: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for document in IssuedDocument.objects.filter(version=1).order_by("pk"):
        series[(series_of(DocumentKind(document.kind)), document.unit_id, document.year)].append(document.number)
    assert len(series) > 6
    for numbers in series.values():
        assert numbers == list(range(1, len(numbers) + 1))
    last = {(each.kind, each.unit_id, each.year): each.last for each in NumberSequence.objects.all()}
    assert last == {key: len(numbers) for key, numbers in series.items()}
