"""The ``talkingpiece`` command: parses words, imports a command only when it is called."""

import sys


def main() -> int:
    """Entry point of the ``talkingpiece`` command; returns the exit code."""
    sys.stderr.write("talkingpiece: no commands yet\n")
    return 2
