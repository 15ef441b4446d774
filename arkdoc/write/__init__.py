"""The writers: Document → the bytes of each output. What the outputs share is decided before."""
