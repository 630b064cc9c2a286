"""The matrices as sheets: a workbook that goes out, rows that come back, and what they would change."""
