"""What Jitsi itself keeps, for `talkingpiece doctor --privacy`: we can change none of it.

Read in the sources and defaults of Jitsi Meet, docker-jitsi-meet and their packages (2025-2026); a
deployment may keep more. Each with the setting that lets it keep less.
"""

import msgspec


class Keeping(msgspec.Struct, frozen=True):
    """Who keeps, what and for how long, and how to keep less."""

    who: str
    what: str
    less: str


KEPT = (
    Keeping(
        "The web server's access log",
        "Addresses of people, names of rooms, times; a token in the address (?jwt=), where there "
        "is one. Docker replaces tokens in it; Debian's nginx keeps them, for 14 days.",
        "access_log off; or log_format without $request_uri and $remote_addr.",
    ),
    Keeping(
        "The chat server (Prosody)",
        "In memory until the room ends: names, chat, polls, hands, who moderates. In its log: "
        "addresses inside the server, rooms and people's random ids.",
        "Log level warn; no muc_mam, no file storage of messages.",
    ),
    Keeping(
        "The focus (Jicofo) and the bridge (JVB)",
        "In their logs: rooms, random ids, network addresses of people, how good the line was. "
        "Sound and picture pass through the bridge and are not kept.",
        "Their logging.properties to WARNING; short rotation.",
    ),
    Keeping(
        "Other people's browsers",
        "When there are two in a call, they connect directly and learn each other's network "
        "address.",
        "p2p.enabled = false in config.js.",
    ),
    Keeping(
        "My own browser",
        "My name, my mail address if I gave one, devices, the last rooms: in its local storage.",
        "doNotStoreRoom = true for the list of rooms; the rest is cleared by hand.",
    ),
    Keeping(
        "Third parties",
        "Gravatar is asked for a picture if somebody gives a mail address; analytics, rtcstats and "
        "feedback go where config.js says; public STUN servers see addresses.",
        "disableThirdPartyRequests = true; no analytics, no rtcstats; a STUN server of your own.",
    ),
    Keeping(
        "Recordings, transcripts, streams",
        "Where Jibri, Jigasi or a service keeps them, for as long as nobody deletes them. A sealed "
        "session stops and says so when one begins, if the panel is in the call.",
        "Do not install them, or let only moderators start them.",
    ),
)


def told() -> str:
    """All of it, as text for a terminal."""
    lines = ["What Jitsi itself keeps. Talking Piece changes none of it.", ""]
    for each in KEPT:
        lines += [each.who, f"  {each.what}", f"  To keep less: {each.less}", ""]
    lines += ["What Talking Piece keeps stands in its own manifest.json and on its page /about."]
    return "\n".join(lines)
