"""From the money to the text of its papers, in Spanish whatever the language of the page."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation

from legal.transfers.documents import (
    CalculationSheetDocument,
    CancellationLetterDocument,
    CarryLetterDocument,
    IncorporationResolutionDocument,
    WarningLetterDocument,
)
from legal.transfers.models import Rescue, Transfer
from legal.transfers.texts import letters, resolutions, sheets
from workflow.models import Mandate, User


def calculation_sheet(
    transfer: Transfer, *, on: date, reviewer: User, authority: Mandate | None
) -> CalculationSheetDocument:
    """Return the sheet by which the budget reviewer agrees with the amount of a transfer."""
    with translation.override(settings.LANGUAGE_CODE):
        return sheets.calculation_sheet(transfer, on=on, reviewer=reviewer, authority=authority)


def warning_letter(rescue: Rescue, *, on: date, signatory: User, authority: Mandate | None) -> WarningLetterDocument:
    """Return the letter that warns the entity before the balance of a tranche is cancelled."""
    with translation.override(settings.LANGUAGE_CODE):
        return letters.warning_letter(rescue, on=on, signatory=signatory, authority=authority)


def cancellation_letter(
    rescue: Rescue, *, on: date, signatory: User, authority: Mandate | None
) -> CancellationLetterDocument:
    """Return the letter that cancels a balance, called before it is saved.

    ``rescue`` has its amount and its reason already, its tranche shows the money as cancelled.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return letters.cancellation_letter(rescue, on=on, signatory=signatory, authority=authority)


def carry_letter(rescue: Rescue, *, on: date, signatory: User, authority: Mandate | None) -> CarryLetterDocument:
    """Return the letter that carries criteria to a later level; ``rescue`` has the period and the reason already."""
    with translation.override(settings.LANGUAGE_CODE):
        return letters.carry_letter(rescue, on=on, signatory=signatory, authority=authority)


def incorporation_resolution(transfer: Transfer, *, on: date) -> IncorporationResolutionDocument:
    """Return a model for the entity: the resolution of its head that takes the money into its budget."""
    with translation.override(settings.LANGUAGE_CODE):
        return resolutions.incorporation_resolution(transfer, on=on)
