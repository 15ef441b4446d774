"""Reading: bytes in, contributions, notes and pictures out; every module is pure functions."""
