"""``python -m autograder``: the command line."""

import os
import sys

# Python puts the working directory in front, and that may be a submission with a click.py.
sys.path[:] = [entry for entry in sys.path if entry not in ("", os.getcwd())]

from .cli import main  # noqa: E402  # not before the path is right

main()
