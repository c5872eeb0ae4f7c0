"""A link as a QR code."""

import io

import segno

MAX_CHARS = 1200
"""Longer texts make codes that a phone no longer reads from a screen."""


def qr_svg(text: str) -> str:
    """A QR code of *text* as an SVG element, black on white, without styles of its own.

    It keeps its white ground in a dark page too: many readers want it so.
    """
    out = io.BytesIO()
    code = segno.make(text, error="l", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True,
        border=4, dark="#000", light="#fff",
    )  # fmt: skip
    return out.getvalue().decode()
