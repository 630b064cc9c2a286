"""The roles a post may have in the life of an agreement."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FORMULATOR = "formulator"
TECHNICAL_REVIEWER = "technical_reviewer"
LEGAL_REVIEWER = "legal_reviewer"
BUDGET_REVIEWER = "budget_reviewer"
VERIFIER = "verifier"
TRANSFERS_OFFICER = "transfers_officer"
DIRECTOR_GENERAL = "director_general"
HEAD = "head"
COORDINATOR = "coordinator"
EXECUTING_UNIT = "executing_unit"
CONSULTED = "consulted"
VISA = "visa"
AUDITOR = "auditor"
CLERK = "clerk"
ADMINISTRATOR = "administrator"

ROLES = {
    FORMULATOR: _("Sectorista"),
    TECHNICAL_REVIEWER: _("Revisor técnico"),
    LEGAL_REVIEWER: _("Revisor legal"),
    BUDGET_REVIEWER: _("Revisor de presupuesto"),
    VERIFIER: _("Verificador"),
    TRANSFERS_OFFICER: _("Responsable de transferencias"),
    DIRECTOR_GENERAL: _("Director General"),
    HEAD: _("Titular"),
    COORDINATOR: _("Coordinador"),
    EXECUTING_UNIT: _("Unidad ejecutora"),
    CONSULTED: _("Unidad consultada"),
    VISA: _("Visto bueno"),
    AUDITOR: _("Auditor"),
    CLERK: _("Mesa de partes"),
    ADMINISTRATOR: _("Administrador"),
}

# Posts of the DGPP: their steps belong to the grantor's unit, the others' to the entity's.
GRANTOR_ROLES = frozenset(
    {
        FORMULATOR,
        TECHNICAL_REVIEWER,
        LEGAL_REVIEWER,
        BUDGET_REVIEWER,
        TRANSFERS_OFFICER,
        DIRECTOR_GENERAL,
        CLERK,
    }
)

# Those who sign, place a visa, authorize or instruct transfers, or give authority to others enter with a second factor.
SECOND_FACTOR_ROLES = frozenset({DIRECTOR_GENERAL, HEAD, VISA, TRANSFERS_OFFICER, ADMINISTRATOR})
