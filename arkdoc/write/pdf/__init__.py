"""The HTML page for print → a tagged PDF, its page numbers and what was wrong in making it."""
