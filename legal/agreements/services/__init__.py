"""Acts on agreements, by moment of their life: opening, terms, review, approval, entry into force, withdrawal."""
