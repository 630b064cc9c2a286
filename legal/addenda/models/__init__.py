"""Tables of the room."""

from __future__ import annotations

from legal.addenda.models.addenda import Addendum
from legal.addenda.models.changes import Change, DistrictChange
from legal.addenda.models.review import AddendumInstrument, AddendumOpinion

__all__ = ["Addendum", "AddendumInstrument", "AddendumOpinion", "Change", "DistrictChange"]
