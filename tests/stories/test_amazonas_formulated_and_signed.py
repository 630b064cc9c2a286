"""Amazonas, Salud Materno Neonatal: formulated and signed through the pages, by the right people.

On the way: an incomplete draft is refused, an outsider is refused, an opinion observes one part and
only that part opens, a signatory declines and the text goes back, and its changed text needs its
opinions and its instruments again.
"""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from legal.agreements.models import Agreement, Opinion, Period
from legal.demonstration.organization import load_organization, read
from legal.entities.models import Entity
from legal.norms.models import BudgetProgramme, FinancingSource, Norm
from tests.stories.pages import PDF, Person, open_steps, today
from workflow.models import AccessRefusal, Deadline, LedgerEntry, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OPINIONS = {
    "presupuesto.dgpp": "Emitir la opinión presupuestal",
    "legal.dgpp": "Emitir la opinión legal",
    "tecnico.dgpp": "Emitir la opinión técnica",
}


@pytest.fixture
def world() -> dict[str, Any]:
    """The organization of the demonstration, and the terms of Amazonas to type in."""
    call_command("load_catalogues", stdout=StringIO())
    load_organization("a password nobody types")
    return {**read("amazonas.toml"), "criteria": read("amazonas_criteria.toml")["criterion"]}


REASON = "La Dirección Regional de Salud pidió mantener los veintitrés criterios."


class Story:
    """The people, and the case they work on."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.formulator = Person("sectorista.dgpp")
        self.coordinator = Person("coordinador.amazonas")
        self.director = Person("director.dgpp")
        self.clerk = Person("mesadepartes.dgpp")
        self.number = ""

    @property
    def agreement(self) -> Agreement:
        return Agreement.objects.get(case__number=self.number)

    def open(self) -> None:
        row = self.data["agreement"]
        self.formulator.sends(
            "/convenios/nuevo/",
            title=row["title"],
            entity=Entity.objects.get(unit__code=row["entity"]).pk,
            norm=Norm.objects.get(code__endswith=row["norm"]).pk,
            programmes=[BudgetProgramme.objects.get(code=code).pk for code in row["programmes"]],
            source=FinancingSource.objects.get(code=row["source"]).pk,
            years=3,
            occurred_on=today(),
            grounds="",
        )
        self.number = Agreement.objects.get().case.number

    def write_object(self, **changes: str) -> None:
        row, money = self.data["agreement"], self.data["money"]
        values = {
            "title": row["title"],
            "objective": row["objective"],
            "specific_objective": row["specific_objective"],
            "counterpart": money["counterpart"],
            "gap_basis": money["gap_basis"],
            "source": FinancingSource.objects.get(code=row["source"]).pk,
        }
        self.coordinator.sends(f"/convenios/{self.number}/texto/objeto/", **{**values, **changes})

    def write_parties(self) -> None:
        self.formulator.sends(
            f"/convenios/{self.number}/texto/partes/",
            verifier=Entity.objects.get(unit__code="SIS").pk,
            conducting_unit=Unit.objects.get(code="GRA-GRPPAT").pk,
            signing_order="sequence",
        )

    def write_ambit(self) -> None:
        self.coordinator.sends(
            f"/convenios/{self.number}/texto/ambito/",
            programmes=[BudgetProgramme.objects.get(code=code).pk for code in self.data["agreement"]["programmes"]],
            districts=[each["ubigeo"] for each in self.data["ambit"]["districts"]],
            products="\n".join(f"{each['code']} {each['name']}" for each in self.data["product"]),
        )

    def write_money(self) -> None:
        years = {f"maximum_{each['year']}": each["maximum"] for each in self.data["year"]}
        splits = {f"fixed_{each['year']}": each["fixed_percentage"] for each in self.data["year"]}
        rules = {"fixed_rule": "proportional", "variable_rule": "proportional"}
        address = f"/convenios/{self.number}/texto/monto/"
        self.formulator.sends(address, maximum="9,000,000.00", years=3, **years, **splits, **rules)

    def write_criterion(self, row: dict[str, Any], *, new: bool, status: int = 302, **changes: str) -> str:
        names = ("process", "subprocess", "statement", "definition", "formula", "unit", "operator", "source", "means")
        values = {name: row[name] for name in names}
        values |= {f"threshold_{each['year']}": each["threshold"] for each in row["levels"]}
        values["responsible_unit"] = Unit.objects.get(code=row["responsible_unit"]).pk
        if new:
            values["code"] = row["code"]
        address = f"/convenios/{self.number}/texto/criterios/{'nuevo' if new else row['code']}/"
        return self.formulator.sends(address, status=status, **{**values, **changes})

    def write_indicator(self, row: dict[str, Any]) -> None:
        names = ("code", "name", "formula", "unit", "direction", "source", "baseline", "baseline_year")
        values = {name: row[name] for name in names}
        for each in row["targets"]:
            values |= {f"target_{each['year']}": each["target"], f"weight_{each['year']}": each["weight"]}
        self.formulator.sends(f"/convenios/{self.number}/texto/indicadores/nuevo/", **values)

    def give_reasons(self) -> None:
        """Write in the review of the draft why its warnings stand, as somebody who reads the page would."""
        address = f"/convenios/{self.number}/revision/"
        assert "2 avisos sin motivo" in self.formulator.reads(address)
        names = re.findall(r'name="(reason_[0-9a-f]+)"', self.formulator.client.get(address).content.decode())
        self.formulator.sends(address, **dict.fromkeys(names, REASON))
        assert "2 avisos con motivo" in self.formulator.reads(address)

    def submit(self, *, status: int = 302) -> str:
        units = [Unit.objects.get(code=code).pk for code in ("MINSA", "GRA-DIRESA")]
        return self.formulator.does("Formular el proyecto de convenio", status=status, consulted=units)

    def give_favorable(self, username: str) -> None:
        Person(username).does(
            OPINIONS[username], report="Informe N° 950-2026-EF/50.01", conclusions="Opino a favor.", result="favorable"
        )

    def bring_instruments(self) -> None:
        for kind in ("pcm_coordination", "directoral_resolution"):
            brought = self.agreement.instruments.count()
            self.clerk.does(
                "Registrar el instrumento exigido",
                kind=kind,
                number=f"N° {951 + brought}-2026-EF/50.01",
                issued_on=today(),
                file=SimpleUploadedFile("instrumento.pdf", PDF),
            )

    def sign(self, username: str, **values: Any) -> None:
        Person(username).does("Firmar el documento", **values)


def test_amazonas_is_formulated_observed_declined_and_signed(world: dict[str, Any]) -> None:
    story = Story(world)
    formulate(story)
    review(story)
    approve(story)
    sign_with_a_decline(story)
    look_at_the_case(story)


def formulate(story: Story) -> None:
    """The case is opened, written by both sides, and refused while it is incomplete."""
    story.open()
    answer = story.submit(status=409)
    assert "Falta el objetivo general del convenio" in answer
    assert "El ámbito no tiene distritos" in answer
    assert story.agreement.status == "draft"
    story.write_object()
    story.write_parties()
    story.write_ambit()
    story.write_money()
    for row in story.data["criteria"]:
        story.write_criterion(row, new=True)
    for row in story.data["indicator"]:
        story.write_indicator(row)
    answer = story.submit(status=409)
    assert "Falta escribir por qué se mantiene: El Nivel 1 tiene 23 criterios" in answer
    story.give_reasons()
    story.submit()
    assert story.agreement.status == "in_review"
    assert open_steps(story.number) == {"comment, MINSA", "comment, DIRESA Amazonas"}


def review(story: Story) -> None:
    """Two units comment; the technical opinion observes one part, and only that part opens."""
    Person("consulta.minsa").does("Comentar el proyecto de convenio", comment="Conforme con los indicadores.")
    Person("diresa.amazonas").does("Comentar el proyecto de convenio", comment="Precisar la fuente de OP-01.")
    technical = Person("tecnico.dgpp")
    assert len(open_steps(story.number)) == 3

    refused = story.coordinator.sends(
        technical.task("Emitir la opinión técnica"),
        status=403,
        occurred_on=today(),
        grounds="",
        report="Informe",
        conclusions="Opino.",
        result="favorable",
    )
    assert "Revisor técnico" in refused

    technical.does(
        "Emitir la opinión técnica",
        report="Informe N° 938-2026-EF/50.01",
        conclusions="Un criterio no se puede verificar.",
        result="observed",
        observation_commitments="OP-01 no dice qué registro lo acredita.",
    )
    story.give_favorable("presupuesto.dgpp")
    story.give_favorable("legal.dgpp")
    assert open_steps(story.number) == {"correct, DGPP"}

    closed = story.formulator.sends(
        f"/convenios/{story.number}/texto/monto/",
        status=409,
        maximum="1.00",
        years=1,
        maximum_1="1.00",
        fixed_1="100",
        fixed_rule="proportional",
        variable_rule="proportional",
    )
    assert "en revisión solo se corrige lo observado" in closed
    observed = next(row for row in story.data["criteria"] if row["code"] == "OP-01")
    story.write_criterion(observed, new=False, source="Registro de referencias y base de datos del SIS")
    story.formulator.does("Corregir lo observado", answer_1="Se precisó la fuente y el medio de verificación.")

    assert open_steps(story.number) == {"technical, DGPP"}, "the opinions that did not observe stand"
    story.give_favorable("tecnico.dgpp")


def approve(story: Story) -> None:
    """The instruments of the level are brought, and the director approves."""
    assert open_steps(story.number) == {"instruments, DGPP"}
    story.bring_instruments()
    story.director.does("Aprobar el texto para la firma", decision="approve")
    assert story.agreement.status == "approved"


def sign_with_a_decline(story: Story) -> None:
    """The SIS declines; the corrected text is a new text: opinions and instruments are asked for again."""
    story.formulator.does("Emitir el documento para la firma")
    issued = story.agreement.number
    story.sign("gobernador.amazonas", decision="upload", file=SimpleUploadedFile("firmado.pdf", PDF))
    story.sign("jefe.sis", decision="decline", reason="La contrapartida no menciona al SIS.")
    assert story.agreement.status == "in_review"
    assert open_steps(story.number) == {"correct, DGPP"}

    story.write_object(counterpart="La Entidad y el SIS aportan el personal que el convenio necesita.")
    story.formulator.does("Corregir lo observado", answer_2="Se precisó la contrapartida.")
    for username in OPINIONS:
        story.give_favorable(username)
    story.bring_instruments()
    story.director.does("Aprobar el texto para la firma", decision="approve")
    story.formulator.does("Emitir el documento para la firma")
    assert story.agreement.number == issued, "a re-issue keeps the number"
    assert story.agreement.case.documents.order_by("version").last().version == 2
    for username in ("gobernador.amazonas", "jefe.sis", "director.dgpp"):
        assert "en vigor" not in story.agreement.get_status_display().lower()
        story.sign(username, decision="confirm")
    story.clerk.does("Registrar el documento suscrito")


def look_at_the_case(story: Story) -> None:
    """The agreement is in force with its schedule, and the record tells the whole story to those who may read it."""
    agreement = story.agreement
    day = timezone.localdate()
    assert agreement.status == "in_force"
    assert agreement.in_force_from == day
    assert agreement.ends_on == day.replace(year=day.year + 3) - timedelta(days=1)
    assert Period.objects.filter(agreement=agreement).count() == 3
    assert Deadline.objects.filter(case=agreement.case, status="running").count() == 3
    assert open_steps(story.number) == {"present, GRA"}, "the first period is open"
    assert Opinion.objects.standing().filter(agreement=agreement, status="favorable").count() == 3

    page = Person("oci.amazonas").reads(f"/expedientes/{story.number}/")
    assert "En vigor" in page
    history = story.coordinator.reads(f"/expedientes/{story.number}/historia/")
    assert "devolvió sin firmar" in history
    assert "Se rechazó un intento" in history

    entries = LedgerEntry.objects.filter(case=agreement.case).order_by("sequence")
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert entries.filter(kind="refusal").count() == 4, (
        "the incomplete draft, the missing reasons, the outsider, the closed part"
    )
    outsider = Person("administrador")
    outsider.reads(f"/expedientes/{story.number}/", status=404)
    assert AccessRefusal.objects.filter(user=outsider.user, status_code=404).count() == 1


def test_a_form_that_is_sent_twice_opens_one_case(world: dict[str, Any]) -> None:
    row = world["agreement"]
    values = {
        "title": row["title"],
        "entity": Entity.objects.get(unit__code="GRA").pk,
        "norm": Norm.objects.get(code__endswith=row["norm"]).pk,
        "programmes": [BudgetProgramme.objects.get(code=code).pk for code in row["programmes"]],
        "source": "",
        "years": 3,
        "occurred_on": today(),
        "grounds": "",
        "key": "the token of one page",
    }
    for _press in range(2):
        Person("sectorista.dgpp").sends("/convenios/nuevo/", **values)
    assert Agreement.objects.count() == 1
