"""The writers: Document → the bytes of each output. They only spell."""
