"""What was delivered → the finished Document: `merge.assemble`."""
