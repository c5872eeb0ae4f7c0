"""Jitsi Meet, as far as the server has to know it: whom its tokens name, and tokens of our own.

What happens inside a call is the browser's part. Here nothing speaks HTTP: whoever verifies a
token brings the key that it names (``tokens.key_id``), fetched by the server's room.
"""

from .tokens import JitsiTrust, JitsiUser, key_id, mint, verify

__all__ = ["JitsiTrust", "JitsiUser", "key_id", "mint", "verify"]
