"""`python -m arkdoc`."""

import sys

from arkdoc.cli import main

if __name__ == "__main__":
    sys.exit(main())
