"""Tests of the entities, territory and required instruments."""
