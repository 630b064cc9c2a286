"""Addenda: typed changes to an agreement in force, and its terms on any date."""
