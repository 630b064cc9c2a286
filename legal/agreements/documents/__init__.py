"""The contract with ``agreement.docx``: everything the template may print, already written in Spanish.

Figures, dates, percentages and units arrive as text (``legal.documents.spanish`` writes them); a
sentence that some agreements lack is an empty text. The template decides wording and order.
"""

from __future__ import annotations

from legal.agreements.documents.agreement import AgreementDocument
from legal.agreements.documents.commitments import (
    CriterionRow,
    IndicatorText,
    LevelText,
    ProcessText,
    SubprocessText,
    TargetText,
)
from legal.agreements.documents.grounds import (
    ActivityRow,
    AmbitRow,
    CodedName,
    DeadlineRow,
    DefinitionText,
    NormText,
    ProductText,
)
from legal.agreements.documents.money import IncorporationText, MoneyRuleText, MoneyText, YearAmountRow
from legal.agreements.documents.parties import (
    Copies,
    FreeAdhesionBasis,
    Grantor,
    PartyText,
    Signatures,
    SignatureText,
    Verifiers,
)

__all__ = [
    "ActivityRow",
    "AgreementDocument",
    "AmbitRow",
    "CodedName",
    "Copies",
    "CriterionRow",
    "DeadlineRow",
    "DefinitionText",
    "FreeAdhesionBasis",
    "Grantor",
    "IncorporationText",
    "IndicatorText",
    "LevelText",
    "MoneyRuleText",
    "MoneyText",
    "NormText",
    "PartyText",
    "ProcessText",
    "ProductText",
    "SignatureText",
    "Signatures",
    "SubprocessText",
    "TargetText",
    "Verifiers",
    "YearAmountRow",
]
