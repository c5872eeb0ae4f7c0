"""Visits a Jitsi as a stranger would, for `platforms.jitsi.deployment` to judge what was seen.

Nothing is changed there, no call is joined, no token is shown. The chat server is asked over BOSH
(XEP-0124), which every deployment speaks, for the list of its components.
"""

import asyncio
import re
import secrets
from urllib.parse import urljoin, urlsplit

import aiohttp

from talkingpiece.platforms.jitsi.deployment import HOOK, HOOK_BASE, Answer, Seen, Xmpp

PATIENCE = aiohttp.ClientTimeout(total=10)
MAX_BYTES = 4 * 1024 * 1024
ROOM = "talkingpiece-doctor"
"""Jitsi gives the same page for every room; nobody joins this one."""
_DOMAIN = re.compile(r"""hosts\.domain\s*=\s*["']([^"']+)|\bdomain\s*:\s*["']([^"']+)""")
_BOSH = "http://jabber.org/protocol/httpbind"
_STREAM = "xmlns:xmpp='urn:xmpp:xbosh'"


async def visit(url: str, ours: str = "", protocol: int = 1) -> Seen:
    """What is seen of the deployment at *url*. *ours*: our own address, if it is known."""
    url = url if "://" in url else f"https://{url}"
    base = url.rstrip("/") + "/"
    try:
        parts = urlsplit(base)
    except ValueError:
        return Seen(host=url, page=Answer(text="that is no address"))
    secure = parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        page = await _get(session, urljoin(base, ROOM))
        if not page.status:
            return Seen(host=parts.netloc, page=page)
        api, config = await asyncio.gather(
            _get(session, urljoin(base, "external_api.js")),
            _get(session, urljoin(base, "config.js")),
        )
        found = _door(page.text + config.text)
        place = urljoin(base, found.lstrip("/")) if found is not None else ""
        return Seen(
            host=parts.netloc,
            secure=secure,
            page=page,
            external_api=api,
            config=config,
            base=found,
            manifest=await _get(session, f"{place}/manifest.json") if place else Answer(),
            panel=await _get(session, f"{place}/panel/{ROOM}") if place else Answer(),
            xmpp=await _xmpp(session, urljoin(base, "http-bind"), _domain(config.text)),
            ours=ours,
            protocol=protocol,
        )


def _door(text: str) -> str | None:
    """Where the hook says that we are."""
    if not HOOK.search(text):
        return None
    found = HOOK_BASE.search(text)
    return found[1] if found else None


def _domain(config: str) -> str:
    found = _DOMAIN.search(config)
    return (found[1] or found[2]) if found else ""


async def _get(session: aiohttp.ClientSession, url: str) -> Answer:
    try:
        async with session.get(url) as response:
            text = await read_text(response, MAX_BYTES)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(status=response.status, headers=headers, text=text)
    except aiohttp.ClientConnectorCertificateError:
        return Answer(text="its certificate does not hold")
    except aiohttp.ClientConnectorError as error:
        return Answer(text=(error.os_error.strerror or "nobody is there").lower())
    except TimeoutError:
        return Answer(text="no answer within ten seconds")
    except (aiohttp.ClientError, ValueError, LookupError):
        return Answer(text="it is no web server's answer")


async def read_text(response: aiohttp.ClientResponse, most: int) -> str:
    """The body as text, whatever it says of itself, and no more than *most* bytes of it."""
    read = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        read += chunk
        if len(read) >= most:
            break
    return bytes(read[:most]).decode("utf-8", "replace")


# --- the chat server ------------------------------------------------------------------------------


class _Bosh:
    """One short conversation: each request carries the next number, and what the server told."""

    def __init__(self, session: aiohttp.ClientSession, url: str, domain: str) -> None:
        self._session = session
        self._url = url
        self.domain = domain
        self._rid = secrets.randbelow(10**9) + 1
        self._sid = ""

    async def say(self, content: str = "", attributes: str = "") -> str:
        self._rid += 1
        sid = f" sid='{self._sid}'" if self._sid else ""
        body = f"<body xmlns='{_BOSH}' rid='{self._rid}'{sid} {attributes}>{content}</body>"
        headers = {"Content-Type": "text/xml; charset=utf-8"}
        async with self._session.post(self._url, data=body, headers=headers) as response:
            text = await read_text(response, MAX_BYTES)
        found = re.search(r"""<body[^>]*\bsid=["']([\w-]+)["']""", text)
        self._sid = self._sid or (found[1] if found else "")
        return text if response.status == 200 else ""


async def _xmpp(session: aiohttp.ClientSession, url: str, domain: str) -> Xmpp:
    """What the chat server of *domain* says to somebody without a token."""
    if not re.fullmatch(r"[\w.-]{1,250}", domain):
        return Xmpp()
    bosh = _Bosh(session, url, domain)
    try:
        began = await bosh.say(attributes=_opening(domain))
        if "mechanism" not in began:
            return Xmpp()
        return await _asked(bosh)
    except (aiohttp.ClientError, TimeoutError):
        return Xmpp()


def _opening(domain: str) -> str:
    kind = "content='text/xml; charset=utf-8' ver='1.6' xmpp:version='1.0'"
    return f"to='{domain}' wait='5' hold='1' xml:lang='en' {kind} {_STREAM}"


async def _asked(bosh: _Bosh) -> Xmpp:
    let_in = await bosh.say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"
    )
    if "<success" not in let_in:
        return Xmpp(reached=True)
    await bosh.say(attributes=f"to='{bosh.domain}' xmpp:restart='true' {_STREAM}")
    await bosh.say(
        "<iq xmlns='jabber:client' type='set' id='1'>"
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
    )
    told = await bosh.say(
        f"<iq xmlns='jabber:client' type='get' id='2' to='{bosh.domain}'>"
        "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
    )
    await bosh.say("<presence xmlns='jabber:client' type='unavailable'/>", "type='terminate'")
    identities = re.findall(r"<identity\b[^>]*>", told)
    kinds = (re.search(r"""\btype=["']([\w-]+)""", each) for each in identities)
    return Xmpp(reached=True, anonymous=True, components=frozenset(k[1] for k in kinds if k))
