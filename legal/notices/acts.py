"""The acts of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.entities.roles import CLERK
from legal.entities.stages import TIMED
from workflow import permissions
from workflow.permissions import Act

permissions.register(
    Act(
        name="notices.send",
        title=_("enviar la notificación"),
        sentence=_("%(post)s envió el documento «%(document)s» (%(channel)s). Destinatario: %(unit)s."),
        roles=(CLERK,),
        stages=TIMED,
    ),
    Act(
        name="notices.receive",
        title=_("registrar la recepción"),
        sentence=_("%(unit)s recibió el documento «%(document)s»; firmó el cargo %(receiver)s."),
        roles=(CLERK,),
        stages=TIMED,
    ),
    Act(
        name="notices.fail",
        title=_("registrar que no se pudo entregar"),
        sentence=_(
            "No se pudo entregar a su destinatario (%(unit)s) el documento «%(document)s»; debe enviarse de nuevo."
        ),
        roles=(CLERK,),
        stages=TIMED,
    ),
)
