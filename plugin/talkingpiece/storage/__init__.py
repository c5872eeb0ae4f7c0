"""Where the record of a room is kept: SQLite in one file, or memory for tests.

Every record is one encrypted, padded blob, so this room never sees a keyword or a name.
All stores fit ``sdk.ports.Store`` and pass one contract (``tests/storage/contract.py``).
Not here: what a record means (``core``), when to write one (``hub``), keys (``sealing``).
"""
