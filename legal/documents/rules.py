"""What stands in the way of issuing, issuing again and annulling a document."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents.models import DocumentKind, IssuedDocument
from workflow.errors import Obstacle
from workflow.models import Case, Unit

# A heading is not a clause: the words must stand in a paragraph that says something.
_SHORTEST_CLAUSE: Final = 80


def missing_mandatory_clauses(text: str) -> list[Obstacle]:
    """Return an obstacle for each clause that the law demands and the text of an agreement lacks.

    *Libre adhesión y separación*: TUO of Ley 27444 art. 88.3. Access of the control bodies:
    Ley 27785 art. 4. ``text`` has one paragraph on each line.
    """
    paragraphs = [_folded(line) for line in text.splitlines()]
    clauses = [paragraph for paragraph in paragraphs if len(paragraph) >= _SHORTEST_CLAUSE]
    obstacles = []
    if not any("libre adhesion" in clause and re.search(r"\bsepara(cion|rse)\b", clause) for clause in clauses):
        obstacles.append(
            Obstacle(
                text=_(
                    "Falta la cláusula de libre adhesión y separación "
                    "(TUO de la Ley N° 27444, numeral 88.3 del artículo 88)."
                ),
                who=_("quien administra las plantillas"),
                where="free_adhesion",
            )
        )
    if not any(_gives_access_to_control(clause) for clause in clauses):
        obstacles.append(
            Obstacle(
                text=_("Falta la cláusula de acceso de los órganos de control (Ley N° 27785, artículo 4)."),
                who=_("quien administra las plantillas"),
                where="control_access",
            )
        )
    return obstacles


def obstacles_to_reissuing(
    document: IssuedDocument, *, case: Case, kind: DocumentKind, unit: Unit, issued_on: date
) -> list[Obstacle]:
    """Return why a document may not be issued again under its number.

    It must be the last version, not annulled, of the same case, kind and unit, and not later than
    the new one.
    """
    obstacles = []
    if (document.case_id, document.kind, document.unit_id) != (case.pk, kind, unit.pk):
        obstacles.append(Obstacle(text=_("El documento que se reemplaza es de otro expediente, clase o unidad.")))
    obstacles += _without_effect(document)
    if issued_on < document.issued_on:
        obstacles.append(
            Obstacle(
                text=_("La fecha es anterior a la del documento que se reemplaza, %(date)s.")
                % {"date": date_format(document.issued_on, "DATE_FORMAT")},
                where="issued_on",
            )
        )
    return obstacles


def obstacles_to_annulling(document: IssuedDocument, *, reason: str, annulled_on: date) -> list[Obstacle]:
    """Return why a document may not be annulled: already without effect, no reason, or before its date."""
    obstacles = _without_effect(document)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Falta el motivo de la anulación."), where="reason"))
    if annulled_on < document.issued_on:
        obstacles.append(
            Obstacle(
                text=_("La anulación no puede ser anterior a la fecha del documento, %(date)s.")
                % {"date": date_format(document.issued_on, "DATE_FORMAT")},
                where="annulled_on",
            )
        )
    return obstacles


def _without_effect(document: IssuedDocument) -> list[Obstacle]:
    if hasattr(document, "annulment"):
        return [
            Obstacle(
                text=_("El documento %(number)s fue anulado el %(date)s.")
                % {
                    "number": document.number_text,
                    "date": date_format(document.annulment.annulled_on, "DATE_FORMAT"),
                }
            )
        ]
    if hasattr(document, "replaced_by"):
        return [
            Obstacle(
                text=_("El documento %(number)s ya fue reemplazado por su versión %(version)d.")
                % {"number": document.number_text, "version": document.replaced_by.version}
            )
        ]
    return []


def _gives_access_to_control(clause: str) -> bool:
    names_control = re.search(r"\b(organos? de control|sistema nacional de control|contraloria)\b", clause)
    return bool(names_control and "acceso" in clause and "27785" in clause)


def _folded(line: str) -> str:
    decomposed = unicodedata.normalize("NFD", line.casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
