"""The acts of the room: they are about templates, and belong to no case."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from legal.entities.roles import ADMINISTRATOR, DIRECTOR_GENERAL, LEGAL_REVIEWER
from workflow import permissions
from workflow.permissions import UNOPENED, Act

UPLOAD: Final = "templates.upload"
PUBLISH: Final = "templates.publish"
DISCARD: Final = "templates.discard"

permissions.register(
    Act(
        name=UPLOAD,
        title=_("subir una plantilla"),
        sentence=_("%(post)s subió la versión %(version)s de la plantilla «%(kind)s»."),
        roles=(LEGAL_REVIEWER, ADMINISTRATOR),
        stages=(UNOPENED,),
    ),
    Act(
        name=PUBLISH,
        title=_("publicar una plantilla"),
        sentence=_("%(post)s publicó la versión %(version)s de la plantilla «%(kind)s»."),
        roles=(LEGAL_REVIEWER, DIRECTOR_GENERAL),
        stages=(UNOPENED,),
    ),
    Act(
        name=DISCARD,
        title=_("descartar una plantilla"),
        sentence=_("%(post)s descartó la versión %(version)s de la plantilla «%(kind)s»."),
        roles=(LEGAL_REVIEWER, DIRECTOR_GENERAL, ADMINISTRATOR),
        stages=(UNOPENED,),
    ),
)
