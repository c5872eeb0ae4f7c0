"""The tables, as numbered steps applied in order.

A step that has been released is never changed; a change is a new step. The texts run on SQLite
and PostgreSQL alike: SQLite takes the unknown type name BYTEA and stores bytes as they are.

`record` has no readable key of its own: SQLite's hidden rowid and `UNIQUE (room_number, seq)`
with a small number instead of the room's id cost less than half of a table ordered by a text key.
`room.seq` is the last seq appended. It is what an append compares and raises, so that a writer
who slept through a compaction finds out although the record after his is gone.
"""

from talkingpiece.errors import SettingsError

from .sql import Database, Step

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE room (
            number BIGINT PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            generation BIGINT NOT NULL,
            seq BIGINT NOT NULL,
            forget_after BIGINT
        )
        """,
        """
        CREATE TABLE record (
            room_number BIGINT NOT NULL,
            seq BIGINT NOT NULL,
            blob BYTEA NOT NULL,
            UNIQUE (room_number, seq)
        )
        """,
        """
        CREATE TABLE snapshot (
            room_number BIGINT PRIMARY KEY,
            seq BIGINT NOT NULL,
            blob BYTEA NOT NULL
        )
        """,
        """
        CREATE TABLE sheet (
            id TEXT PRIMARY KEY,
            blob BYTEA NOT NULL,
            forget_after BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE series (
            id TEXT PRIMARY KEY,
            version BIGINT NOT NULL,
            blob BYTEA NOT NULL,
            forget_after BIGINT
        )
        """,
    ),
    (
        """
        CREATE TABLE used (
            mark TEXT PRIMARY KEY,
            forget_after BIGINT NOT NULL
        )
        """,
    ),
)

_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)"
_FOUND = "SELECT COALESCE(MAX(version), 0) FROM schema_version"
_CLAIM = "INSERT INTO schema_version (version) VALUES ($1) ON CONFLICT DO NOTHING"


async def migrate(database: Database, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the tables to today's shape. Several nodes may do so at once: each step runs once.

    Raises:
        SettingsError: the tables were made by a newer version; nothing was changed.
    """
    await database.execute(_VERSIONS)
    [(found,)] = await database.fetch(_FOUND)
    if found > len(migrations):
        raise SettingsError(
            "store",
            f"its tables have shape {found}, this version knows shapes up to {len(migrations)}; "
            "install the newer Talking Piece again, or name another store",
        )
    for version, statements in enumerate(migrations[found:], start=found + 1):
        claim: Step = (_CLAIM, (version,))
        await database.transaction(claim, *((statement, ()) for statement in statements))
