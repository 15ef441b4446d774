"""Word packages, read safely and written: parts, elements, styles; nothing of notes in it."""
