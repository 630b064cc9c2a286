"""Tests of the rounds of signatures."""
