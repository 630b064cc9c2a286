"""Every paper that the demonstration issues can be made again."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from legal.documents.models import IssuedDocument

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]


def test_every_paper_comes_out_the_same() -> None:
    output = StringIO()
    call_command("reissue_check", "--json", stdout=output)
    answer = json.loads(output.getvalue())
    every = IssuedDocument.objects.count()
    assert every > 30
    assert answer["differences"] == []
    assert (answer["documents"], answer["same"], answer["same_bytes"]) == (every, every, every)
