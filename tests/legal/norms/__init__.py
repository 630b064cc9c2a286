"""Tests of the norms, programmes and sources."""
