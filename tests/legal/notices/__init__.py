"""Tests of legal/notices."""
