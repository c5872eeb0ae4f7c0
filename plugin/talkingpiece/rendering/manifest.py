"""The web app manifest, with a member for those who embed Talking Piece (decision 27).

`static/widget/gen/manifest_json.py` writes it to `manifest.json`; the server adds the addresses and
integrity hashes of the widget it serves, which are known only after the build.
"""

from collections.abc import Mapping
from typing import Any

ENTRY_POINTS = {
    "room": ("room.js", "the room page: one panel, the whole table"),
    "room_styles": ("room.css", "ground and size of the room page"),
    "door": (
        "jitsi-door.js",
        "in Jitsi's own page, in a call that names a session: shows the panel",
    ),
    "panel": ("panel.js", "the panel as a frame in a call"),
}
"""Name → asset, and what it is for."""

JITSI_ASKED = (
    ("toggle-audio", "one's own tap on Speak opens one's microphone; one's own panel closes it"),
    ("toggle-moderation", "microphones follow the turn, where the group chose that"),
    ("toggle-raise-hand", "one's own hand goes down when its turn at the table has come"),
    ("ask-to-unmute", "your turn"),
    ("reject-participant", "the end of a turn"),
    ("mute-remote-participant", "the end of a turn"),
    ("show-notification", "your turn, while the panel is closed"),
    ("hide-notification", "the turn has moved on"),
    ("set-meeting-timer", "the time of a step, in sessions that are not sealed"),
    ("pin-participant", "whoever holds the piece is seen, in sessions that are not sealed"),
    ("local-subject", "the name of the step for oneself, in sessions that are not sealed"),
    ("is-audio-muted", "a toggle must know what it toggles"),
    ("is-moderation-on", "what was begun is ended"),
    ("is-sharing-screen", "private parts are covered meanwhile"),
    ("get-p2p-status", "whether the bridge hears who speaks"),
    ("rooms-info", "who is in the call"),
    ("session-id", "which call this is"),
)
"""Commands and requests of Jitsi's IFrame API by the names of the wire, and why. No others pass."""

JITSI_HEARD = (
    ("who comes, goes, is renamed, moderates", "people are matched to their seats"),
    ("hands, microphones, moderation", "one queue; what the panel shows is so"),
    ("recording, transcription", "a sealed session stops for them"),
    ("buttons of ours that were tapped", "notifications and the toolbar"),
)
"""What of a call the panel hears, and why. Chat and captions it does not."""

DATA_KEPT = (
    ("names at the table", "until the session is erased", "so that everyone sees one circle"),
    ("keywords and what people write", "until the session is erased", "the group works with them"),
    (
        "topics left over, as words without names",
        "as long as the series",
        "so that they come first next time",
    ),
    (
        "one's own sheet",
        "24 hours; 30 days for a pair",
        "so that one can take along what one wrote",
    ),
    (
        "notes of a group or a pair, without names",
        "as long as sheets",
        "so that the results can be taken along",
    ),
    (
        "a page that a facilitator published after an open session",
        "30 days, or until it is taken away",
        "so that others can read what came of it",
    ),
    ("link and seat tokens, in the tab's session storage", "until the tab is closed", "a reload"),
)
"""What, how long, why. All of it is encrypted where it lies."""

NEVER_KEPT = (
    "sound or picture", "who passed", "speaking time", "who took part, after erasing",
    "addresses of visitors", "cookies",
)  # fmt: skip

PERMISSIONS = (
    ("clipboard-write", "on the tap on Copy: the invitation, a link, a sheet, notes, a page"),
    ("web-share", "on the tap on Share: a sheet, notes, a page"),
)
"""Permission policy name, and why. No microphone: only a call's own page opens one."""


def web_manifest(
    protocol: int, assets: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Any]:
    """The manifest. *assets*: name → `url` and `integrity` of what is served, where known."""
    return {
        "name": "Talking Piece",
        "short_name": "Talking Piece",
        "description": "Structured rounds beside a video call: everyone sees one circle, "
        "each in turn may speak, pass, or come back later.",
        "start_url": "/",
        "scope": "/",
        "id": "/",
        "display": "standalone",
        "background_color": "#141414",
        "theme_color": "#141414",
        "lang": "en",
        "icons": [
            {"src": "/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}
        ],
        "talkingpiece": {
            "protocol": protocol,
            "socket": "/socket",
            "texts": "/texts/{locale}.json",
            "entry_points": {
                name: {"asset": asset, "what": what, **(assets or {}).get(asset, {})}
                for name, (asset, what) in ENTRY_POINTS.items()
            },
            "jitsi": {
                "asks": [{"command": name, "why": why} for name, why in JITSI_ASKED],
                "hears": [{"what": what, "why": why} for what, why in JITSI_HEARD],
            },
            "permissions": [{"permission": name, "why": why} for name, why in PERMISSIONS],
            "data_kept": [
                {"what": what, "until": until, "why": why} for what, until, why in DATA_KEPT
            ],
            "never_kept": list(NEVER_KEPT),
            "third_party_requests": [],
        },
    }
