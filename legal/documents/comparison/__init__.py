"""Two files of a template compared: every word that they print, and whatever else makes them print differently.

It is read in a confined process (``worker``), which ``report`` starts and whose answer it puts into words.
``wordtext`` reads a text for the rules; this reads what comes out on paper, whatever Word keeps it in.
"""

from __future__ import annotations
