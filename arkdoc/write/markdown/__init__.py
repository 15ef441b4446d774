"""Trees → Markdown in arkdoc's own dialect (contract, clause 5), as a person would write it."""
