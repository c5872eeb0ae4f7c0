"""Is a Jitsi fit for our doors? Judged by what its web server answers; nothing here asks it.

`server.visiting` brings what was `Seen`; the sentences are for whoever runs that Jitsi.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from .findings import Finding, bad, note, ok, unknown
from .meetings import FIVE_MINUTES, JAAS

COMMANDS = {
    "toggle-moderation": "switching the call's moderation on and off",
    "ask-to-unmute": "asking the next person to speak",
    "reject-participant": "ending a turn",
    "mute-remote-participant": "ending a turn",
    "show-notification": 'saying "your turn" in Jitsi itself',
}
"""Commands of the IFrame API that we cannot do without, as the wire calls them, and what for."""
YEARS = (
    ("set-meeting-timer", "2026", ""),
    ("mute-remote-participant", "2025", "Jitsi's own timer is not to be had; the panel has one."),
)
"""A command that came in a year → the year, and what an older one lacks."""
HOOK = re.compile(r"self\.talkingPiece\b")
HOOK_BASE = re.compile(r'var base = "([^"]*)"')


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one address gave; *status* 0 where nothing answered, and then *text* says why."""

    status: int = 0
    headers: Mapping[str, str] = {}
    """Names in lower case."""
    text: str = ""

    @property
    def good(self) -> bool:
        """Whether it is there."""
        return self.status == 200


class Xmpp(msgspec.Struct, frozen=True, kw_only=True):
    """What Jitsi's chat server says of itself to somebody without a token."""

    reached: bool = False
    anonymous: bool = False
    """It lets in whoever comes, without token or password."""
    components: frozenset[str] = frozenset()
    """Kinds of its components: `av_moderation`, `breakout_rooms`, …"""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was brought from one deployment."""

    host: str
    secure: bool = True
    """By https, or on this very machine."""
    page: Answer
    external_api: Answer = Answer()
    config: Answer = Answer()
    manifest: Answer = Answer()
    """Ours, where the hook in the page says that we are."""
    panel: Answer = Answer()
    """Our panel, as a frame in that page would get it."""
    base: str | None = None
    """Where that is; None: there is no hook."""
    xmpp: Xmpp = Xmpp()
    ours: str = ""
    """Our own address, if it is known: what has to be allowed to embed, and to be embedded."""
    protocol: int = 1


def examine(seen: Seen) -> Iterator[Finding]:
    """Everything there is to say about a deployment, most basic first."""
    if not seen.page.status:
        do = "Check the name, the certificate, and that this machine may reach it."
        yield bad("reached", f"{seen.host} does not answer: {seen.page.text}.", do)
        return
    yield ok("reached", f"{seen.host} answers.")
    if not seen.secure:
        do = "Put HTTPS before it: without, browsers give no microphone to anybody."
        yield bad("https", "It is reached by http.", do)
    yield _is_jitsi(seen)
    yield from _api(seen)
    yield from _embedding(seen)
    yield from _permissions(seen)
    if seen.host not in {JAAS, *FIVE_MINUTES}:
        yield from _moderation(seen)
        yield from _door(seen)


def _is_jitsi(seen: Seen) -> Finding:
    build = re.search(r"app\.bundle(?:\.min)?\.js\?v=([\w.]+)", seen.page.text)
    if build is None and "app.bundle" not in seen.page.text:
        do = "Name the address of Jitsi itself, as people open it."
        return bad("jitsi", f"{seen.host} shows a page that is no Jitsi Meet.", do)
    return ok("jitsi", f"It is a Jitsi Meet, build {build[1]}." if build else "It is a Jitsi Meet.")


def _api(seen: Seen) -> Iterator[Finding]:
    api = seen.external_api
    if not api.good or "JitsiMeetExternalAPI" not in api.text:
        where = "/<AppID>/external_api.js" if seen.host == JAAS else "/external_api.js"
        if seen.host == JAAS and api.status in {0, 404}:
            do = "Name your app in the address: https://8x8.vc/vpaas-magic-cookie-…"
        else:
            do = "In nginx: location = /external_api.js "
            do += "{ alias /usr/share/jitsi-meet/libs/external_api.min.js; }"
        yield bad("external_api", f"{where} is not there, so no page can embed a call.", do)
        return
    yield ok("external_api", "Its IFrame API is there.")
    lacking = {name: what for name, what in COMMANDS.items() if name not in api.text}
    if lacking:
        told = "; ".join(f"{name} ({what})" for name, what in lacking.items())
        do = "Update Jitsi; until then choose the level “only show” or “each panel mutes its own”."
        yield bad("version", f"It is older than what we use. It does not know {told}.", do)
        return
    year, lacks = next(((year, lacks) for name, year, lacks in YEARS if name in api.text), ("", ""))
    yield ok("version", " ".join(f"It knows what we use, as builds of {year} do. {lacks}".split()))


def _embedding(seen: Seen) -> Iterator[Finding]:
    """Whether our host page may hold it."""
    if seen.host in FIVE_MINUTES:
        do = "Use the door “a tab of its own”, or a Jitsi of your own."
        yield bad("embed", f"{seen.host} cuts calls inside another page after five minutes.", do)
        return
    frame = seen.page.headers.get("x-frame-options", "")
    ancestors = _directive(seen.page, "frame-ancestors")
    ours = seen.ours or "https://<Talking Piece>"
    if ancestors is not None and not _allows(ancestors, seen.ours):
        do = f"Add {ours} to frame-ancestors in its Content-Security-Policy."
        yield bad("embed", "Its policy does not let our page hold a call.", do)
    elif frame and ancestors is None:
        do = f"Remove it, or say instead: Content-Security-Policy: frame-ancestors 'self' {ours}"
        yield bad("embed", f"X-Frame-Options: {frame} keeps calls out of other pages.", do)
    else:
        yield ok("embed", "Our page may hold a call.")


def _permissions(seen: Seen) -> Iterator[Finding]:
    policy = seen.page.headers.get("permissions-policy", "")
    denied = [name for name in ("microphone", "camera") if re.search(rf"\b{name}=\(\)", policy)]
    if denied:
        do = "Take it out of the header Permissions-Policy."
        yield bad("permissions", f"Its page forbids itself {' and '.join(denied)}.", do)
    opener = seen.page.headers.get("cross-origin-opener-policy", "unsafe-none")
    if opener not in {"unsafe-none", "same-origin-allow-popups"}:
        do = "Take out the header Cross-Origin-Opener-Policy, or do without that door."
        says = f"Cross-Origin-Opener-Policy: {opener} cuts the door “a tab of its own”."
        yield bad("opener", says, do)
    else:
        yield ok("opener", "A tab of its own stays in touch with the panel.")


def _moderation(seen: Seen) -> Iterator[Finding]:
    config = _without_comments(seen.config.text) if seen.config.good else ""
    if not seen.config.good:
        yield unknown("config", "/config.js is not there, so its settings cannot be read.")
    if re.search(r"\bdisableRemoteMute\s*[:=]\s*true", config):
        do = "Set disableRemoteMute to false, or use another level."
        yield bad("moderation", "disableRemoteMute keeps moderators from ending a turn.", do)
        return
    xmpp = seen.xmpp
    enable = "Enable av_moderation in Prosody (docker-jitsi-meet and Debian's example have it)."
    if xmpp.anonymous and "av_moderation" in xmpp.components:
        yield ok("moderation", "Microphones can follow the turn by the call's moderation.")
        do = "One facilitator has to be moderator, and not everybody: see allowners, auto-owner."
        yield note("moderators", "Who moderates cannot be seen from outside a call.", do)
    elif xmpp.anonymous:
        yield bad("moderation", "Its chat server has no moderation of microphones.", enable)
    elif xmpp.reached:
        do = "Try it in a call: a moderator finds “Start moderation” in the list of people."
        yield unknown("moderation", "Moderation cannot be seen without a token.", do)
        yield note("tokens", "It lets nobody in without a token or an account.", _TOKENS)
    else:
        yield unknown("moderation", "Its chat server does not speak to us (/http-bind).", enable)


_TOKENS = (
    "Set jitsi_secret and jitsi_issuer, so that Talking Piece knows whom a token names; "
    "`talkingpiece doctor --token FILE` looks at one."
)


def _door(seen: Seen) -> Iterator[Finding]:
    if seen.base is None:
        do = f"`talkingpiece jitsi snippet --domain {seen.host}` prints what to add."
        yield note("door", "Calls do not show the panel by themselves: there is no hook.", do)
        return
    yield ok("door", "The hook is in the page; it is inert unless a call names a session.")
    yield _manifest(seen)
    if seen.panel.good:
        yield _trusted(seen)
    if seen.base.startswith("https://"):
        yield from _policy(seen, seen.base)


def _manifest(seen: Seen) -> Finding:
    where = seen.base or ""
    try:
        told = msgspec.json.decode(seen.manifest.text) if seen.manifest.good else {}
        protocol = told.get("talkingpiece", {}).get("protocol")
    except (msgspec.DecodeError, AttributeError):
        protocol = None
    if protocol is None:
        do = "Start it, and see that nginx hands on to it; calls go on without the panel."
        return bad("sidecar", f"Talking Piece does not answer at {where}/manifest.json.", do)
    if protocol != seen.protocol:
        do = "Update the older one of the two."
        says = f"Talking Piece there speaks protocol {protocol}, this one {seen.protocol}."
        return bad("sidecar", says, do)
    return ok("sidecar", "Talking Piece answers behind the hook.")


def _trusted(seen: Seen) -> Finding:
    """Whether our own policy, and with it the socket, lets that page hold the panel."""
    words = (_directive(seen.panel, "frame-ancestors") or "").split()
    if any(word.rpartition("//")[2].rstrip("/") == seen.host for word in words):
        return ok("trusted", "Talking Piece lets that page hold the panel.")
    do = f"Set jitsi_hooked to {seen.host} (TALKINGPIECE_JITSI_HOOKED), and restart it."
    return bad("trusted", "Talking Piece does not know this Jitsi: the panel stays empty.", do)


def _policy(seen: Seen, origin: str) -> Iterator[Finding]:
    """A panel from another address has to be named in a policy, where Jitsi has one."""
    site = "/".join(origin.split("/")[:3])
    lacking = [
        name
        for name, fallback in (("script-src", "default-src"), ("frame-src", "child-src"))
        for policy in [_policy_for(seen.page, name, fallback)]
        if policy is not None and not _allows(policy, site)
    ]
    if lacking:
        do = f"Add {site} to {' and '.join(lacking)} of its Content-Security-Policy."
        yield bad("policy", f"Its policy keeps the panel out ({', '.join(lacking)}).", do)
    if seen.page.headers.get("cross-origin-embedder-policy", "") == "require-corp":
        do = "Put Talking Piece below Jitsi's own name: sidecar http://… in the snippet."
        yield bad("policy", "Cross-Origin-Embedder-Policy keeps the panel out.", do)


# --- reading headers ------------------------------------------------------------------------------


def _policy_for(page: Answer, *names: str) -> str | None:
    for name in (*names, "default-src"):
        found = _directive(page, name)
        if found is not None:
            return found
    return None


def _directive(page: Answer, name: str) -> str | None:
    """The words of one directive of the page's policy; None where it says nothing of it."""
    for part in page.headers.get("content-security-policy", "").split(";"):
        first, _, rest = part.strip().partition(" ")
        if first.lower() == name:
            return rest.strip()
    return None


def _allows(words: str, site: str) -> bool:
    """Whether a policy's list takes in *site*; an unknown site is taken in by `*` only."""
    host = site.partition("://")[2]
    for word in words.split():
        bare = word.rstrip("/")
        if bare in {"*", "https:"} or (site and bare in {site, host}):
            return True
        start, star, end = bare.rpartition("*")
        if star and host.endswith(end) and start in {"", "https://"}:
            return True
    return False


def _without_comments(script: str) -> str:
    return re.sub(r"(?<![:\"'])//[^\n]*|/\*.*?\*/", "", script, flags=re.DOTALL)
