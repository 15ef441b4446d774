"""Document and Theme → one HTML page, for a screen or for print."""
