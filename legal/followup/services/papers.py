"""The numbered document by which an act on a term is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from legal.documents import citations
from legal.documents import services as documents
from legal.documents.models import StoredFile
from workflow.errors import Obstacle
from workflow.models import User

LETTER_OF_GRANTOR: Final = "Oficio N° 012-2026-EF/50.01"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document with its kind and number ("Oficio N° 012-2026-EF/50.01"), its ground, and the file of it."""

    document: str
    ground: str
    upload: tuple[str, bytes]

    def obstacles(self) -> list[Obstacle]:
        """Return what it does not say."""
        found = []
        if not self.document.strip():
            found.append(Obstacle(text=_("Escriba la clase y el número del documento."), where="document"))
        found += citations.obstacles_to_citing(self.document, like=LETTER_OF_GRANTOR, where="document")
        if not self.ground.strip():
            found.append(Obstacle(text=_("Escriba el sustento."), where="reason"))
        return found

    def keep(self, *, by: User) -> StoredFile:
        """Keep its file."""
        name, content = self.upload
        return documents.store_file(content=content, name=name, uploaded_by=by)

    def __str__(self) -> str:
        return _("%(document)s. %(ground)s") % {"document": self.document.strip(), "ground": self.ground.strip()}
