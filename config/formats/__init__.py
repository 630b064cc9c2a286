"""Formats of dates that differ from those of the framework."""
