"""``talkingpiece demo``: the server with simulated people to rehearse with, kept in memory."""

import argparse

from talkingpiece.cli.serve import configure, serve
from talkingpiece.settings import load_settings

__all__ = ["configure", "run"]


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C or SIGTERM; without ``--store`` nothing outlives it."""
    store = arguments.store or "memory:"
    return serve(
        load_settings(host=arguments.host, port=arguments.port, store=store, allow_simulated=True)
    )
