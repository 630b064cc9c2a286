"""The linter of Word templates: what a lawyer must mend before a template may be used, with its place.

The work is done by ``worker`` in a confined process that knows nothing of Django; ``report`` starts it
and ``words`` says in Spanish what it found.
"""

from __future__ import annotations
