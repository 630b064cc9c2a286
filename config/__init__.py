"""Wiring of the site: settings, addresses, entry points."""
