"""Tests of the follow-up of spending."""
