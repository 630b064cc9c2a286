"""The stages of an agreement's life, as the words that acts name: those of its status.

Here and not with the agreement, because rooms that do not know it (notices, signatures) name them too.
"""

from __future__ import annotations

DRAFT = "draft"
IN_REVIEW = "in_review"
APPROVED = "approved"
IN_SIGNATURE = "in_signature"
IN_FORCE = "in_force"
SUSPENDED = "suspended"
EXPIRED = "expired"
TERMINATED = "terminated"

# Before it is in force: it can still be given up.
BEFORE_FORCE = (DRAFT, IN_REVIEW, APPROVED, IN_SIGNATURE)
# It binds the parties; only now it is changed by an addendum or ended early.
BINDING = (IN_FORCE, SUSPENDED)
# Its obligations are still performed: after its term too, while it is settled.
PERFORMED = (*BINDING, EXPIRED)
# What was earned is verified, communicated and paid, even after an early end.
EARNED = (*PERFORMED, TERMINATED)
# An agreement is signed before it is in force, its addenda while it is.
SIGNED = (IN_SIGNATURE, *BINDING)
# What all signed within the term is registered later, too.
REGISTERED = (IN_SIGNATURE, *EARNED)
ISSUED = (APPROVED, *BINDING)
# Terms run from the first consultation to the last payment: they are extended and suspended as long.
TIMED = (*BEFORE_FORCE, *EARNED)
