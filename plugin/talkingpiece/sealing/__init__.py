"""Sealing: authenticated encryption for everything that leaves memory.

Where to start:

- `epochs`  server keys by epoch, in a file outside the database and its backups
- `tokens`  what stands behind the `#` of every link: one kind of sealed token
- `blobs`   records, snapshots, sheets and series as padded, sealed bytes
- `aead`    the one cipher under all three, and keys derived from keys; the only file that
  imports `cryptography`

What this room promises, and what not: a copy of the database alone opens nothing, a link alone
opens nothing, and neither do both without the server key. It is *not* end-to-end encryption:
server key, a leaked link and the disk together read a room. No secret appears in a `repr` or in
an exception. Nothing here reads a clock; the time is always an argument.
"""

from .aead import Sealer, derive, derive_id, new_id, new_key
from .blobs import bucket, open_blob, seal_blob
from .epochs import Epoch, ServerKeys, destroy_keys, load_keys, new_server_keys, rotate_keys
from .tokens import Kind, Token, open_token, seal_token

__all__ = [
    "Epoch",
    "Kind",
    "Sealer",
    "ServerKeys",
    "Token",
    "bucket",
    "derive",
    "derive_id",
    "destroy_keys",
    "load_keys",
    "new_id",
    "new_key",
    "new_server_keys",
    "open_blob",
    "open_token",
    "rotate_keys",
    "seal_blob",
    "seal_token",
]
