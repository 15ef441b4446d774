"""What was delivered → the finished Document: `assemble.assemble`."""
