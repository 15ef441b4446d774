"""A table for a spreadsheet: as CSV, or as a workbook."""
