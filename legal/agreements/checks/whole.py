"""Checks of the object, the parties, and the programmes with their ambit and products."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.checks import catalogue
from legal.agreements.checks.findings import Finding
from legal.agreements.checks.yardstick import Yardstick
from legal.agreements.rules import end_of_term
from legal.agreements.terms import Terms


def of_object(terms: Terms) -> Iterator[Finding]:
    """Find what the objectives and the ground of the maximum lack."""
    if not terms.objective.strip():
        yield catalogue.NO_OBJECTIVE.finds(_("Falta el objetivo general del convenio."))
    if not terms.gap_basis.strip():
        yield catalogue.NO_GAP.finds(
            _("Falta el cálculo de la brecha de bienes y servicios que sustenta el monto máximo (numeral 16.1).")
        )


def of_parties(terms: Terms) -> Iterator[Finding]:
    """Find whether the two parties are there, who verifies is said, and who conducts."""
    capacities = {party.capacity for party in terms.parties}
    if not {"grantor", "beneficiary"} <= capacities:
        yield catalogue.TOO_FEW_PARTIES.finds(_("Un convenio tiene al menos dos partes: la DGPP y la entidad pública."))
    if "verifier" not in capacities and terms.verified_by != "grantor":
        yield catalogue.VERIFIER_NOT_NAMED.finds(
            _("Falta decir quién emite los informes de verificación: la DGPP o una tercera entidad. Elija y guarde.")
        )
    if not terms.conducting_unit:
        yield catalogue.NO_CONDUCTING_UNIT.finds(
            _("No se designa la unidad de la entidad que conduce el convenio: nadie responde por el conjunto.")
        )


def of_ambit(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    """Find what ambit and products lack, and programmes that do not last as long as the agreement."""
    if not terms.ambit:
        yield catalogue.NO_DISTRICT.finds(_("El ámbito no tiene distritos. Elija al menos uno."))
    if not terms.products:
        yield catalogue.NO_PRODUCT.finds(_("Falta al menos un producto priorizado del programa presupuestal."))
    codes = {programme.code for programme in terms.programmes}
    for product in terms.products:
        words = {"product": product.name, "code": product.programme}
        if not product.programme:
            text = _("El producto «%(product)s» no dice a cuál de los programas del convenio pertenece.")
            yield catalogue.PRODUCT_WITHOUT_PROGRAMME.finds(text % words, subject=product.name)
        elif product.programme not in codes:
            text = _("El producto «%(product)s» es del programa %(code)s, que el convenio no apoya.")
            yield catalogue.PRODUCT_OF_OTHER_PROGRAMME.finds(text % words, product.programme, subject=product.name)
    ends_on = yardstick.ends_on or end_of_term(yardstick.signed_on, terms.years)
    for programme in terms.programmes:
        until = yardstick.programmes_until.get(programme.code)
        if until is None or until >= ends_on:
            continue
        words = {"programme": str(programme), "date": date_format(until, "DATE_FORMAT")}
        if until < yardstick.signed_on:
            text = _("El programa %(programme)s dejó de estar vigente el %(date)s.")
            yield catalogue.PROGRAMME_OVER.finds(text % words, until, subject=programme.code)
        else:
            text = _("El programa %(programme)s está vigente hasta el %(date)s y el convenio dura más.")
            yield catalogue.PROGRAMME_ENDS_EARLY.finds(text % words, until, subject=programme.code)
