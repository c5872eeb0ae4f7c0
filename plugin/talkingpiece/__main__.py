"""``python -m talkingpiece`` is the ``talkingpiece`` command."""

import sys

from talkingpiece.cli import main

if __name__ == "__main__":
    sys.exit(main())
