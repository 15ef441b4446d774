"""A finished Word file → its accessibility barriers."""
