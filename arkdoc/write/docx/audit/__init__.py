"""A finished Word file → what in it would be a barrier to someone."""
