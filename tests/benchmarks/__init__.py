"""What the engine costs, as ratios to plain viewflow and to the bare statements, within one run."""
