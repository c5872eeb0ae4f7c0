"""Round every request: security headers, a line in the log, errors as answers with a sentence.

Nothing of a request's path, query or body is logged: routes stand in the log as patterns.
"""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import hdrs, web

from talkingpiece.errors import (
    FormatProblems,
    NotIdentified,
    Refused,
    StoreUnavailable,
    WireError,
)
from talkingpiece.platforms.jitsi.meetings import embeddable
from talkingpiece.server.keys import CATALOGUE, ERROR_PAGE, SETTINGS
from talkingpiece.server.logs import FACTS
from talkingpiece.server.metrics import METRICS
from talkingpiece.server.policy import content_policy
from talkingpiece.settings import Settings

log = logging.getLogger("talkingpiece.access")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

REQUEST_ID = "X-Request-Id"
HSTS = f"max-age={365 * 86_400}"
SWITCHING_PROTOCOLS = 101


STEERS = {"Cross-Origin-Opener-Policy": "same-origin-allow-popups"}
"""Of a room's page: it steers a call in a tab that it has opened, so the two know of each other."""
NOBODY_OPENED = {"Cross-Origin-Opener-Policy": "unsafe-none"}
"""Of a room's page that no other page has opened: there is nobody to be cut off from."""


def room_headers(request: web.Request) -> dict[str, str]:
    """What differs on a room's page: pages of other sites that have opened it have no hold on it.

    To cut a page off a browser starts over in a new process, and everybody waits for that. Who
    comes from a mail, a calendar or the address bar is spared it, because their browser says that
    no site is behind it (Fetch Metadata, 2.2); whose browser says nothing is not.
    """
    alone = request.headers.get("Sec-Fetch-Site") == "none"
    return {
        **(NOBODY_OPENED if alone else STEERS),
        "Vary": "Accept-Encoding, Accept-Language, Sec-Fetch-Site",
    }


class Answer(msgspec.Struct, frozen=True):
    """An error as JSON: *code* for programs, *sentence* for people, *request* to ask about it."""

    code: str
    sentence: str
    request: str
    reason: str = ""


def call_headers(settings: Settings) -> dict[str, str]:
    """What differs on the page that holds a call: exactly the deployments that were named.

    Their `external_api.js` runs there and their frame stands there.
    """
    calls = [f"https://{each}" for each in settings.jitsi_domains if embeddable(each)]
    return {"Content-Security-Policy": content_policy(settings, calls=calls), **STEERS}


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers of every response. Scripts and styles only from here, and no referrer.

    Where people come by https, browsers are told to come by nothing else for a year.
    """
    https = settings.public_url.startswith("https:")
    return {
        **({"Strict-Transport-Security": HSTS} if https else {}),
        "Content-Security-Policy": content_policy(settings),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Server": "Talking Piece",
    }


def add_headers(app: web.Application) -> None:
    """Put the security headers on every response that does not set its own."""
    headers = security_headers(app[SETTINGS])

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers.items():
            response.headers.setdefault(name, value)

    app.on_response_prepare.append(prepare)


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what a handler raises, and write one line about each request."""
    request_id = secrets.token_hex(6)
    began = time.perf_counter()
    try:
        response = await handler(request)
    except Exception as error:
        status, answer = _answer(error, request, request_id)
        if status >= 500:
            log.error("a request failed", exc_info=error, extra={FACTS: {"request": request_id}})
        response = _respond(request, status, answer)
        if isinstance(error, web.HTTPException):
            kept = ("Allow", "Location")
            response.headers.update({k: v for k, v in error.headers.items() if k in kept})
    if not response.prepared:
        response.headers[REQUEST_ID] = request_id
    seconds = time.perf_counter() - began
    _count(request, response.status, seconds)
    facts = {
        "request": request_id,
        "method": request.method,
        "route": route_of(request),
        "status": response.status,
        "ms": round(seconds * 1000, 1),
    }
    log.info("request", extra={FACTS: facts})
    return response


def _count(request: web.Request, status: int, seconds: float) -> None:
    """In the figures; a socket, which lives as long as somebody is there, is counted elsewhere."""
    metrics = request.app.get(METRICS)
    if metrics is not None and status != SWITCHING_PROTOCOLS:
        known = request.method if request.method in hdrs.METH_ALL else "other"
        metrics.requests.labels(known, route_of(request), status).observe(seconds)


def route_of(request: web.Request) -> str:
    """The pattern of the route (`/rooms/{id}`), so that no id gets into the log."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "none"


def _answer(error: Exception, request: web.Request, request_id: str) -> tuple[int, Answer]:
    """Status and content for *error*."""
    reason = ""
    match error:
        case web.HTTPException():
            status = error.status
            code = _CODES.get(status, "bad_request" if status < 500 else "server_error")
        case NotIdentified():
            status, code, reason = 401, "not_identified", error.reason
        case Refused():
            status, code = 409, error.code.value
            sentence = _sentence(request, f"refusals.{code}", **error.params)
            return status, Answer(code, sentence, request_id)
        case WireError():
            status, code, reason = 400, "bad_request", error.code
        case FormatProblems():
            status, code, reason = 422, "format_problems", str(error)
        case StoreUnavailable():
            status, code = 503, "store_unavailable"
        case _:
            status, code = 500, "server_error"
    return status, Answer(code, _sentence(request, f"errors.{code}"), request_id, reason)


_CODES = {
    403: "forbidden",
    404: "not_found",
    405: "not_allowed",
    413: "too_large",
    429: "too_often",
}


def _sentence(request: web.Request, key: str, **values: object) -> str:
    """A text of the catalogue in the browser's language; the key's last word if there is none."""
    catalogue = request.app[CATALOGUE]
    wanted = request.headers.get("Accept-Language", "en").split(",")[0].split(";")[0].strip()
    if key in catalogue.keys:
        return catalogue.say(key, wanted or "en", **values)
    return key.rpartition(".")[2].replace("_", " ")


def _respond(request: web.Request, status: int, answer: Answer) -> web.Response:
    page = request.app.get(ERROR_PAGE)
    if page is not None and "text/html" in request.headers.get("Accept", ""):
        return page(request, status, answer.code, answer.sentence)
    body = msgspec.json.encode(answer)
    return web.Response(status=status, body=body, content_type="application/json")
