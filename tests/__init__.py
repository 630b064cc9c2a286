"""Tests; the folders mirror the rooms, plus stories, browser and benchmarks."""
