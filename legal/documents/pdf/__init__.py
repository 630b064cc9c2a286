"""Copies of issued documents in PDF/A, made by LibreOffice outside the act; the Word file stays the original."""
