"""Tests of the legal rooms."""
