"""arkdoc: Markdown contributions from many hands in, one accessible case note out."""
