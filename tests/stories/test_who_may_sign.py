"""Who may: a vice-governor for a governor on licence, a delegate of signature, a delegation that has lapsed.

Each signs, or is refused, on the mandate that he holds on the day; the auditor finds all of it in the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tests.factories import World, make_mandate, make_post, make_user
from tests.legal.browsing import get, words
from tests.legal.refusals import refused
from tests.legal.signing.rounds import sign, to_sign
from workflow import mandates
from workflow.errors import NotAllowed
from workflow.history import timeline
from workflow.models import Mandate

Kind = Mandate.Kind
ISSUED_ON = date(2026, 3, 2)


def test_whoever_signs_proves_it_and_the_auditor_finds_it(world: World, travel: Callable[[date], None]) -> None:
    travel(ISSUED_ON)
    agreement = to_sign(world)
    governor = Mandate.objects.get(user=world.head)
    director = Mandate.objects.get(user=world.director_general)
    vice, delegate = make_user("vice", "Víctor", "Bardales"), make_user("delegada", "Delia", "Ríos")
    make_mandate(delegate, make_post(world.directorate, "technical_reviewer", "Directora de Calidad"))
    # The governor is on licence for a week: the vice-governor stands in (Ley 27867 art. 23), she keeps her post.
    mandates.record(
        Mandate(
            post=governor.post,
            user=vice,
            kind=Kind.SUPLENCIA,
            origin=governor,
            instrument="Acuerdo de Consejo Regional N° 012-2026-GRA/CR",
            instrument_on=ISSUED_ON,
            starts_on=ISSUED_ON,
            ends_on=date(2026, 3, 9),
        )
    )
    signature = sign(agreement, world.region, by=vice)
    assert signature.printed_as == "Víctor Bardales, Gobernadora Regional (s)"
    assert "Gobernadora Regional (s) (GRA)" in timeline(agreement.case)[0].sentence
    sign(agreement, world.insurer)
    # The director delegates his signature until 10 March; on the eleventh it signs nothing, not even dated the tenth.
    mandates.record(
        Mandate(
            post=director.post,
            user=delegate,
            kind=Kind.SIGNATURE,
            origin=director,
            instrument="Resolución Directoral N° 007-2026-EF/50.01",
            instrument_on=ISSUED_ON,
            starts_on=ISSUED_ON,
            ends_on=date(2026, 3, 10),
        )
    )
    travel(date(2026, 3, 11))
    told = refused(
        agreement.case, NotAllowed, lambda: sign(agreement, world.directorate, by=delegate, on=date(2026, 3, 10))
    )
    assert "concluyó el 10 de marzo de 2026" in told[0]
    mandates.record(
        Mandate(
            post=director.post,
            user=delegate,
            kind=Kind.SIGNATURE,
            origin=director,
            instrument="Resolución Directoral N° 009-2026-EF/50.01",
            instrument_on=date(2026, 3, 11),
            starts_on=date(2026, 3, 11),
        )
    )
    signature = sign(agreement, world.directorate, by=delegate)
    assert signature.printed_as.startswith(f"Delia Ríos, por {world.director_general}, ")
    assert timeline(agreement.case)[0].sentence.startswith(f"{signature.printed_as} (EF/50.01) firmó")
    # The auditor reads all of it, the refusal included.
    page = words(get(world.auditor, "casefile:history", agreement.case.number))
    for said in (
        "por Acuerdo de Consejo Regional N° 012-2026-GRA/CR",
        "por Resolución Directoral N° 009-2026-EF/50.01",
        "Se rechazó un intento",
        "concluyó el 10 de marzo de 2026",
    ):
        assert said in page, said
    assert re.search(r"suplencia[^,]*, por Acuerdo de Consejo", page, re.IGNORECASE)
    assert re.search(r"delegación de firma[^,]*, por Resolución Directoral N° 009", page, re.IGNORECASE)
