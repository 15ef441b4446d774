"""`python -m arkdoc`, and the command `arkdoc`."""

import gc
import sys

from arkdoc.model.garbage import little_collecting


def run() -> int:
    """Run one command in a process that ends with it; its exit status."""
    with little_collecting():
        from arkdoc.cli import main

        status = main()
        gc.freeze()  # else the interpreter searches all that there is for garbage before it ends
    return status


if __name__ == "__main__":
    sys.exit(run())
