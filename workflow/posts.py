"""Posts: what keeps one from being kept, because nobody could act by it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workflow import competence
from workflow.errors import Obstacle
from workflow.models import Post


def obstacles_to_keeping(post: Post) -> list[Obstacle]:
    """Return what is wrong with a post: its role acts at other levels than its unit's, or it stands above itself."""
    found = []
    if not competence.acts_at(post.role, competence.level_of(post.unit)):
        found.append(
            Obstacle(
                text=_("El rol de %(role)s se ejerce solo en unidades de este nivel: %(levels)s. «%(unit)s» no lo es.")
                % {
                    "role": competence.all_roles()[post.role],
                    "levels": competence.levels_of(post.role),
                    "unit": post.unit,
                },
                where="role",
            )
        )
    if post.superior_id is not None and post.superior_id == post.pk:
        found.append(Obstacle(text=_("Un cargo no es superior de sí mismo."), where="superior"))
    return found
