"""Public entities of the three levels, territory, and what each level requires."""
