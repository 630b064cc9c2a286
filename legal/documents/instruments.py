"""The files of the instruments by which mandates are given: kept here, because the engine has no store of files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from legal.documents.forms import read_upload
from legal.documents.models import MandateFile
from legal.documents.services import check_file, store_file
from workflow.enclosures import Enclosure
from workflow.models import LedgerEntry, Mandate, Participation, User
from workflow.permissions import cases_visible_to


class Files:
    """Keeps the files of instruments among those of all documents."""

    def check(self, file: Any) -> None:
        """Refuse what may not be kept; the antivirus looks at it now.

        :raises CannotStore: with what is wrong with the file.
        """
        _name, content = read_upload(file)
        file.seek(0)
        check_file(content)

    @transaction.atomic
    def keep(self, mandate: Mandate, file: Any, *, by: User) -> None:
        """Keep a file with a mandate.

        :raises CannotStore: when it is no file that may be kept.
        """
        kept = store_file(content=file.read(), name=file.name, uploaded_by=by)
        MandateFile.objects.create(mandate=mandate, file=kept)

    def enclosed_with(self, mandate: Mandate) -> Sequence[Enclosure]:
        """Return the files of a mandate, the latest first."""
        rows = MandateFile.objects.filter(mandate=mandate).select_related("file__uploaded_by").order_by("-pk")
        return [
            Enclosure(
                name=each.file.name,
                url=reverse("documents:mandate_file", args=[each.pk]),
                sha256=each.file.sha256,
                by=str(each.file.uploaded_by),
                recorded_at=each.file.recorded_at,
            )
            for each in rows
        ]


def may_read(user: User, mandate: Mandate, today: date) -> bool:
    """Whether a person may read the files of a mandate.

    Its holder may, whoever keeps mandates, and whoever sees a case in which the mandate gave or gives authority:
    an act was done there by it or by what was delegated from it, or it holds today and its post's unit takes part.
    """
    if user.pk == mandate.user_id or user.has_perm("workflow.view_mandate"):
        return True
    acts = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.ACT)
    proved = acts.filter(Q(authority__mandate=mandate.pk) | Q(authority__origin__mandate=mandate.pk)).values("case")
    gives = Q(pk__in=proved)
    if mandate.is_valid_on(today):
        gives |= Q(pk__in=Participation.objects.filter(unit=mandate.post.unit_id).values("case"))
    return cases_visible_to(user).filter(gives).exists()
