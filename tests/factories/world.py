"""The people, units, entities and norms that the tests of all rooms share. Names and numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from legal.entities import roles
from legal.entities.models import (
    Department,
    District,
    DocumentSubject,
    Entity,
    InstrumentKind,
    InstrumentRequirement,
    Level,
    Province,
)
from legal.norms.models import BudgetProgramme, FinancingSource, Norm, NormSplit, NormTerm
from tests.factories.people import make_mandate, make_post, make_unit, make_user
from workflow.models import Post, Unit, User

VALID_FROM = date(2014, 1, 1)
SPLITS = {1: 100, 2: 70, 3: 50, 4: 30}
TERMS = (
    ("report_year_1", "Informe de cumplimiento del año 1", 30, "calendar_days", "la suscripción"),
    ("report_years", "Informe de cumplimiento de los años siguientes", 45, "calendar_days", "el inicio del año fiscal"),
    ("correction", "Subsanación de observaciones", 5, "months", "la comunicación de las observaciones"),
    ("consultation", "Opinión sobre el proyecto", 7, "working_days", "la consulta"),
    ("opinion", "Opinión técnica, presupuestal o legal", 7, "working_days", "la solicitud"),
    ("completion", "Completar el informe de cumplimiento", 2, "working_days", "el requerimiento"),
    ("warning_answer", "Responder el apercibimiento", 10, "working_days", "la recepción del apercibimiento"),
    ("breakdown", "Desagregación de los recursos", 5, "calendar_days", "la entrada en vigor del decreto supremo"),
    ("incorporation_copies", "Copia del acto de incorporación", 5, "calendar_days", "la aprobación del acto"),
)


@dataclass(frozen=True, kw_only=True)
class World:
    """Everybody, by what they do. Each person holds one post, by a mandate without an end."""

    # The ministry that grants: the steps of formulation belong to the posts of its directorate.
    ministry: Unit
    ministry_entity: Entity
    directorate: Unit
    formulator: User
    technical_reviewer: User
    budget_reviewer: User
    legal_reviewer: User
    director_general: User
    grantor_verifier: User
    transfers_officer: User
    clerk: User
    # The regional government that receives, and its executing unit.
    region: Unit
    region_entity: Entity
    executing_unit: Unit
    head: User
    coordinator: User
    executing_officer: User
    # A local government: its agreements need an Acuerdo de Concejo.
    municipality: Unit
    municipality_entity: Entity
    mayor: User
    municipal_coordinator: User
    # The third party that verifies.
    insurer: Unit
    insurer_entity: Entity
    insurer_head: User
    verifier: User
    # Who is consulted, who sees everything, who sees nothing of Amazonas, who administers the site.
    health_ministry: Unit
    consulted: User
    comptroller: Unit
    auditor: User
    other_region: Unit
    other_region_entity: Entity
    stranger: User
    superuser: User
    # Law and territory.
    norm: Norm
    programme: BudgetProgramme
    source: FinancingSource
    department: Department
    province: Province
    districts: tuple[District, ...]


def make_world() -> World:
    """Write everything that ``World`` names."""
    ministry = make_unit("009", "Ministerio de Economía y Finanzas", acronym="MEF")
    directorate = make_unit("EF/50.01", "Dirección General de Presupuesto Público", ministry, acronym="EF/50.01")
    region = make_unit("440", "Gobierno Regional del Departamento de Amazonas", acronym="GRA")
    executing_unit = make_unit("440-400", "Dirección Regional de Salud de Amazonas", region, acronym="DIRESA")
    municipality = make_unit("010101", "Municipalidad Provincial de Chachapoyas", acronym="MPCH")
    insurer = make_unit("135", "Seguro Integral de Salud", acronym="SIS")
    health_ministry = make_unit("011", "Ministerio de Salud", acronym="MINSA")
    comptroller = make_unit("019", "Contraloría General de la República", acronym="CGR")
    other_region = make_unit("453", "Gobierno Regional del Departamento de Loreto", acronym="GRL")
    department, province, districts = _territory()
    everything = Post.Scope.ALL
    return World(
        ministry=ministry,
        ministry_entity=_entity(ministry, Level.NATIONAL, "009", sector_code="09"),
        directorate=directorate,
        formulator=_person("ana", "Ana", "Torres", directorate, roles.FORMULATOR, "Sectorista", everything),
        technical_reviewer=_person(
            "bruno", "Bruno", "Salas", directorate, roles.TECHNICAL_REVIEWER, "Especialista técnico"
        ),
        budget_reviewer=_person(
            "carla", "Carla", "Rojas", directorate, roles.BUDGET_REVIEWER, "Especialista en presupuesto"
        ),
        legal_reviewer=_person("diego", "Diego", "Pinto", directorate, roles.LEGAL_REVIEWER, "Asesor legal"),
        director_general=_person(
            "elena", "Elena", "Ortiz", directorate, roles.DIRECTOR_GENERAL, "Directora General", everything
        ),
        grantor_verifier=_person(
            "valeria", "Valeria", "Zapata", directorate, roles.VERIFIER, "Especialista en verificación"
        ),
        transfers_officer=_person(
            "ramiro", "Ramiro", "Quiroz", directorate, roles.TRANSFERS_OFFICER, "Especialista en transferencias"
        ),
        clerk=_person("fabio", "Fabio", "Núñez", directorate, roles.CLERK, "Encargado de mesa de partes", everything),
        region=region,
        region_entity=_entity(region, Level.REGIONAL, "440", department=department, district=districts[0]),
        executing_unit=executing_unit,
        head=_person("gloria", "Gloria", "Medina", region, roles.HEAD, "Gobernadora Regional"),
        coordinator=_person("hugo", "Hugo", "Luna", region, roles.COORDINATOR, "Coordinador del convenio"),
        executing_officer=_person(
            "irma", "Irma", "Kuroki", executing_unit, roles.EXECUTING_UNIT, "Directora de la unidad ejecutora"
        ),
        municipality=municipality,
        municipality_entity=_entity(municipality, Level.LOCAL, "301001", department=department, district=districts[0]),
        mayor=_person("olga", "Olga", "Díaz", municipality, roles.HEAD, "Alcaldesa"),
        municipal_coordinator=_person(
            "pedro", "Pedro", "Castro", municipality, roles.COORDINATOR, "Coordinador del convenio"
        ),
        insurer=insurer,
        insurer_entity=_entity(insurer, Level.NATIONAL, "135", sector_code="11"),
        insurer_head=_person("julio", "Julio", "Ibarra", insurer, roles.HEAD, "Jefe"),
        verifier=_person("karina", "Karina", "Herrera", insurer, roles.VERIFIER, "Verificadora"),
        health_ministry=health_ministry,
        consulted=_person("luis", "Luis", "Guerra", health_ministry, roles.CONSULTED, "Director de estrategias"),
        comptroller=comptroller,
        auditor=_person("marta", "Marta", "Flores", comptroller, roles.AUDITOR, "Auditora", everything),
        other_region=other_region,
        other_region_entity=_entity(other_region, Level.REGIONAL, "453"),
        stranger=_person("nestor", "Néstor", "Espino", other_region, roles.COORDINATOR, "Coordinador del convenio"),
        superuser=make_user("rosa", "Rosa", "Bravo", is_staff=True, is_superuser=True),
        norm=_norm(),
        programme=BudgetProgramme.objects.create(code="0002", name="Salud Materno Neonatal", valid_from=VALID_FROM),
        source=FinancingSource.objects.create(
            code="EUROPAN", name="Programa de apoyo presupuestario", donor="Unión Europea"
        ),
        department=department,
        province=province,
        districts=districts,
    )


def _person(
    username: str,
    first_name: str,
    last_name: str,
    unit: Unit,
    role: str,
    title: str,
    scope: str = Post.Scope.UNIT,
) -> User:
    user = make_user(username, first_name, last_name)
    make_mandate(user, make_post(unit, role, title, scope))
    return user


def _entity(unit: Unit, level: str, code: str, **fields: object) -> Entity:
    return Entity.objects.create(
        unit=unit,
        level=level,
        code=code,
        ruc=f"2000000{code[-4:]:0>4}",
        address="Jr. Amazonas N° 100",
        **fields,
    )


def _territory() -> tuple[Department, Province, tuple[District, ...]]:
    department = Department.objects.create(code="01", name="Amazonas")
    province = Province.objects.create(code="0101", name="Chachapoyas", department=department)
    districts = tuple(
        District.objects.create(code=code, name=name, province=province)
        for code, name in (("010101", "Chachapoyas"), ("010102", "Asunción"), ("010103", "Balsas"))
    )
    return department, province, districts


def _norm() -> Norm:
    norm = Norm.objects.create(
        code="Directiva N° 002-2014-EF/50.01",
        title="Directiva para la Formulación y el Seguimiento de Convenios de Apoyo Presupuestario",
        approved_by="Resolución Directoral N° 004-2014-EF/50.01",
        valid_from=VALID_FROM,
    )
    for year, percentage in SPLITS.items():
        NormSplit.objects.create(norm=norm, year=year, fixed_percentage=Decimal(percentage))
    for name, title, amount, unit, starts_from in TERMS:
        NormTerm.objects.create(
            norm=norm, name=name, title=title, amount=amount, unit=unit, starts_from=starts_from, basis="Anexo II"
        )
    InstrumentRequirement.objects.create(
        level=Level.LOCAL,
        subject=DocumentSubject.AGREEMENT,
        instrument=InstrumentKind.COUNCIL_AGREEMENT,
        basis="Ley N° 27972, art. 9, numeral 26",
    )
    return norm
