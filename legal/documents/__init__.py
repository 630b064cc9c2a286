"""Documents: Word templates, rendering, issued files, numbers, authenticity."""

from __future__ import annotations
