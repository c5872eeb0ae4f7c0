"""The errors of Talking Piece, drawn as a tree.

A class stands here only where somebody catches it by name::

    TalkingPieceError
    ├── Refused(code, **params)      the session says no; normal; goes to the asker only
    ├── NotIdentified(reason)        no token that opens; HTTP 401, socket close 4401
    ├── WireError(code)              not a message of this protocol; answered, then close 4400
    ├── FormatProblems(problems)     everything wrong with declarations, all at once
    ├── PluginFailed(plugin, hook)   a plugin raised; raised `from` its own error
    ├── Conflict(room, expected)     somebody else appended first; the room decides again
    ├── StoreUnavailable(store)      the store cannot keep anything now; HTTP 503
    └── SettingsError(key, message)  only at start

Attributes carry the facts; the sentence for people comes from the catalogue
(`refusals.<code>` in `kernel_strings.yaml`), in each language.
"""

from enum import StrEnum

import msgspec


class Code(StrEnum):
    """Why a session refuses a command: a closed list, each with a text in every language."""

    ALREADY_CLOSED = "already_closed"
    ALREADY_HERE = "already_here"
    ALREADY_MOVED = "already_moved"
    ALREADY_PUT_OFF = "already_put_off"
    BAD_TIME = "bad_time"
    EMPTY_TEXT = "empty_text"
    ENOUGH_GIVEN = "enough_given"
    FORMAT_UNKNOWN = "format_unknown"
    NAME_LEADS = "name_leads"
    NO_SUCH_ITEM = "no_such_item"
    NO_SUCH_PERSON = "no_such_person"
    NO_SUCH_PHASE = "no_such_phase"
    NO_TIME_FOR_TOPIC = "no_time_for_topic"
    NOT_A_MESSAGE = "not_a_message"
    NOT_HERE = "not_here"
    NOT_NOW = "not_now"
    NOT_SOUND = "not_sound"
    NOT_THE_FACILITATOR = "not_the_facilitator"
    NOT_YOUR_ITEM = "not_your_item"
    NOT_YOUR_TURN = "not_your_turn"
    NOT_YOURS_TO_DO = "not_yours_to_do"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ONE_PER_TURN = "one_per_turn"
    PLUGIN_FAILED = "plugin_failed"
    ROOM_FULL = "room_full"
    STORE_UNAVAILABLE = "store_unavailable"
    TOO_EARLY = "too_early"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    WAITING = "waiting"
    YOUR_OWN_ITEM = "your_own_item"


class TalkingPieceError(Exception):
    """The root of the tree; never raised itself."""


class Refused(TalkingPieceError):
    """The session says no to one command; nothing has changed.

    *code* is one of `Code`; *params* fill the placeholders of its text. Never logged as an error.
    """

    def __init__(self, code: Code, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code.value)


class NotIdentified(TalkingPieceError):
    """No token, or one that does not open.

    *reason* is one word: `missing`, `malformed`, `altered`, `expired`, `key_gone`, `revoked`,
    `other_room`, `wrong_kind`, `room_gone`. It never holds a part of the token.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class WireError(TalkingPieceError):
    """A frame is not a message of this protocol. *code* is one word, never a part of the frame."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a declaration or a plugin, with its place and what to do about it."""

    where: str
    """File and line (`format.yaml:12`), or the name of a plugin."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.where}: {self.message}{tail}"


class FormatProblems(TalkingPieceError):
    """Everything wrong with one or more declarations, found in one pass."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class PluginFailed(TalkingPieceError):
    """A plugin's hook raised; `__cause__` is what it raised."""

    def __init__(self, plugin: str, hook: str) -> None:
        self.plugin = plugin
        self.hook = hook
        super().__init__(f"{plugin} failed in {hook}")


class Conflict(TalkingPieceError):
    """Somebody else appended to the room first. *expected* is the seq the caller believed in."""

    def __init__(self, room: str, expected: int) -> None:
        self.room = room
        self.expected = expected
        super().__init__(f"room moved on past {expected}")


class StoreUnavailable(TalkingPieceError):
    """The store cannot read or keep anything at the moment; rooms go read-only."""

    def __init__(self, store: str) -> None:
        self.store = store
        super().__init__(f"{store} is unavailable")


class SettingsError(TalkingPieceError):
    """A setting is wrong. *message* says what it is and what to do."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        self.message = message
        super().__init__(f"{key}: {message}")
