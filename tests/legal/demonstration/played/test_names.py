"""Papers of the played lives call offices as their day did."""

from __future__ import annotations

from datetime import date

import pytest

from legal.documents.models import DocumentKind
from legal.transfers.models import Transfer
from legal.transfers.texts import incorporation_resolution
from tests.legal.demonstration.playing import agreement_of, words
from tests.legal.demonstration.reading import HUANCAVELICA

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]


def test_papers_of_2010_name_the_national_directorate_and_later_ones_the_general() -> None:
    transfer = Transfer.objects.filter(case=agreement_of(HUANCAVELICA).case).order_by("pk")[0]
    model = incorporation_resolution(transfer, on=date(2010, 9, 27))
    national, general = "Dirección Nacional del Presupuesto Público", "Dirección General de Presupuesto Público"
    assert (model.grantor, model.directorate, model.copies_to[-1]) == (f"la {national}", f"la {national}", national)
    later = incorporation_resolution(transfer, on=date(2012, 11, 5))
    assert (later.grantor, later.directorate, later.copies_to[-1]) == (f"la {national}", f"la {general}", general)
    case = agreement_of(HUANCAVELICA).case
    first, *_others, last = case.documents.filter(kind=DocumentKind.VERIFICATION_REPORT).order_by("pk")
    assert "Verificador de Compromisos de Gestión, DNPP (verificó el 1 de setiembre de 2010)" in words(first)
    assert "Verificador de Compromisos de Gestión, DGPP (verificó el" in words(last)
