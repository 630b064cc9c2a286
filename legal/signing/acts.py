"""The acts of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.entities.roles import CLERK, DIRECTOR_GENERAL, FORMULATOR, HEAD, VISA
from legal.entities.stages import ISSUED, REGISTERED, SIGNED
from workflow import permissions
from workflow.permissions import Act

permissions.register(
    Act(
        name="signing.issue",
        title=_("emitir el documento para la firma"),
        sentence=_("%(post)s emitió para la firma %(document)s."),
        roles=(FORMULATOR,),
        stages=ISSUED,
    ),
    Act(
        name="signing.give_visa",
        title=_("dar el visto bueno al documento"),
        sentence=_("%(post)s visó %(document)s («%(motive)s»)."),
        roles=(VISA,),
        stages=SIGNED,
        is_signing=True,
    ),
    Act(
        name="signing.return_unvisaed",
        title=_("devolver el documento sin visto bueno"),
        sentence=_("%(post)s devolvió sin visar %(document)s."),
        roles=(VISA,),
        stages=SIGNED,
    ),
    Act(
        name="signing.waive_visa",
        title=_("prescindir de un visto bueno"),
        sentence=_("%(post)s prescindió del visto bueno de %(of)s, cargo vacante, en %(document)s."),
        roles=(HEAD, DIRECTOR_GENERAL),
        stages=SIGNED,
    ),
    Act(
        name="signing.sign",
        title=_("firmar el documento"),
        sentence=_("%(post)s firmó %(document)s (%(method)s)."),
        roles=(HEAD, DIRECTOR_GENERAL),
        stages=SIGNED,
        is_signing=True,
    ),
    Act(
        name="signing.decline",
        title=_("devolver el documento sin firmarlo"),
        sentence=_("%(post)s devolvió sin firmar %(document)s."),
        roles=(HEAD, DIRECTOR_GENERAL),
        stages=SIGNED,
    ),
    Act(
        name="signing.register",
        title=_("registrar el documento suscrito"),
        sentence=_(
            "%(post)s registró %(document)s con sus %(signatures)s firmas; la última es del %(last_signature_on)s."
        ),
        roles=(CLERK,),
        stages=REGISTERED,
    ),
)
