"""The web app manifest: what integrators read before they embed the widget.

The addresses and integrity hashes of the entry points are known only after a build; the server adds
them to what it serves as ``/manifest.json``.
"""

import json

from talkingpiece.hub.wire import PROTOCOL
from talkingpiece.rendering.manifest import web_manifest

filename = "manifest.json"


def make() -> str:
    """The whole file."""
    return json.dumps(web_manifest(PROTOCOL), indent=2, ensure_ascii=False) + "\n"
