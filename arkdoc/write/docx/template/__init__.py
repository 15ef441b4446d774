"""An institution's Word template → the theme, styles, headers and footers that the note takes."""
