"""Verification of a period: reports, findings, observations, correction."""
