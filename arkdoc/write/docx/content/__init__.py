"""Document → the content of a Word file: body, footnotes, table of contents, headers, footers."""
