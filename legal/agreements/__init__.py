"""The agreement: its terms and text, formulation and withdrawal."""
