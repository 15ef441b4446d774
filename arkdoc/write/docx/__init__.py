"""The Word writer: Document and Theme → an Office Open XML package (ECMA-376)."""
