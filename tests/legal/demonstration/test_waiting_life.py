"""The living agreement of DEVIDA: three programmes, and the money of year 1 waits for the resolution of the head."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from legal.agreements.models import Agreement
from legal.agreements.queries import programmes_of
from legal.demonstration.organization import load_organization
from legal.demonstration.play import play_lives
from legal.transfers.models import Transfer
from legal.transfers.queries import sums_of
from tests.legal.demonstration.playing import open_tasks, words
from tests.legal.demonstration.reading import LIVING
from workflow import clock
from workflow.inbox import task_url
from workflow.models import User

pytestmark = pytest.mark.django_db
DEVIDA = next(life for life in LIVING if life.name == "devida")


@pytest.fixture
def devida(settings: Any, tmp_path: Path) -> Agreement:
    """Play the agreement of DEVIDA alone, as of today."""
    settings.MEDIA_ROOT = tmp_path
    call_command("load_catalogues", stdout=StringIO())
    load_organization("una contraseña de prueba")
    with translation.override("es-pe"):
        play_lives(["devida"], until=clock.today())
    return Agreement.objects.select_related("case").get(title=DEVIDA.agreement["agreement"]["title"])


def test_each_product_is_of_one_of_the_three_programmes() -> None:
    assert [product["programme"] for product in DEVIDA.agreement["product"]] == ["0051", "0072", "0074"]
    assert "no dicen nada de la entidad real" in DEVIDA.agreement["note"]


def test_the_agreement_names_its_three_programmes(devida: Agreement) -> None:
    assert [programme.code for programme in programmes_of(devida)] == ["0051", "0072", "0074"]
    text = words(devida.case.documents.get(kind="agreement")).replace("\u00a0", " ")
    assert "A LOS PROGRAMAS PRESUPUESTALES 0051 “PREVENCIÓN Y TRATAMIENTO DEL CONSUMO DE DROGAS”, 0072" in text
    assert "Sostenible” y 0074 “Gestión Integrada y Efectiva del Control de Oferta de Drogas”" in text


def test_the_whole_tranche_waits_for_the_resolution_of_the_head(devida: Agreement, client: Client) -> None:
    year_1 = DEVIDA.tranche(1, "fixed")
    sums, transfer = sums_of(devida.case), Transfer.objects.get(case=devida.case)
    assert (transfer.status, transfer.amount) == (Transfer.Status.INSTRUCTED, year_1)
    assert (sums.paid, sums.due) == (0, year_1)
    task = open_tasks(devida.case).get(process=transfer.process)
    assert (task.flow_task.name, task.role, task.unit.code) == ("incorporate", "head", "DEVIDA")
    client.force_login(User.objects.get(username="presidenta.devida"))
    page = client.get(task_url(task)).content.decode()
    assert "Modelo de resolución" in page
    assert f"N° 9718-{transfer.instructed_on:%Y}-EF/52.03" in page
    assert f"{year_1:,.2f}" in page
