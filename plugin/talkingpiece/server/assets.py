"""The built widget: where it lies, and how long browsers may keep it.

In an installed package it is `talkingpiece/widget`, in a checkout `static/widget/dist`. The build
writes each file twice: with its hash in the name, kept by browsers for ever, and under its plain
name, a stable address that is asked for again each time. What was asked for once is answered from
memory: whoever opens a room waits for it.
"""

from hashlib import sha256
from pathlib import Path

import msgspec
from aiohttp import web

import talkingpiece

FOR_EVER = "public, max-age=31536000, immutable"
EACH_TIME = "no-cache"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".mp3": "audio/mpeg",
    ".woff2": "font/woff2",
}


class Asset(msgspec.Struct, frozen=True):
    """One built file: its name with the hash, and what pages put into `integrity`."""

    file: str
    integrity: str


class Served(msgspec.Struct, frozen=True):
    """A file in memory, and made small for browsers that take it so."""

    plain: bytes
    small: bytes | None
    tag: str


class Assets:
    """The files of the built widget. A widget that is not built has none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: tuple[int, dict[str, Asset]] = (0, {})
        self._served: dict[str, Served] = {}

    @classmethod
    def find(cls) -> "Assets":
        """The widget of this installation: the wheel's, else the checkout's."""
        package = Path(talkingpiece.__file__).resolve().parent
        for folder in (package / "widget", package.parents[1] / "static" / "widget" / "dist"):
            if (folder / "assets.json").is_file():
                return cls(folder)
        return cls(None)

    def asset(self, name: str) -> Asset | None:
        """What was built from `room.js`; None if it was not."""
        return self._all().get(name)

    def url(self, name: str) -> str:
        """The address of `room.js` with its hash; the plain one if it was not built."""
        asset = self.asset(name)
        return f"/static/{asset.file if asset is not None else name}"

    def text(self, name: str) -> str:
        """What is in `room.css`; nothing if it was not built."""
        asset = self.asset(name)
        if asset is None:
            return ""
        try:
            found = self._served.get(asset.file) or self._load(asset.file)
        except web.HTTPNotFound:  # a build is just being written
            return ""
        return found.plain.decode()

    def respond(self, name: str, request: web.BaseRequest) -> web.Response:
        """The file called *name*, with or without its hash. Raises `web.HTTPNotFound`."""
        known = self._all()
        hashed = {asset.file for asset in known.values()}
        if name not in known.keys() | hashed:
            raise web.HTTPNotFound
        found = self._served.get(name) or self._load(name)
        headers = {
            "Cache-Control": FOR_EVER if name in hashed else EACH_TIME,
            "Content-Type": _TYPES.get(Path(name).suffix, "application/octet-stream"),
            "ETag": f'"{found.tag}"',
            "Vary": "Accept-Encoding",
            # Other sites that are allowed to embed the widget load it as a module.
            "Access-Control-Allow-Origin": "*",
        }
        if any(each.value == found.tag for each in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        if found.small is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=found.small, headers=headers | {"Content-Encoding": "gzip"})
        return web.Response(body=found.plain, headers=headers)

    def _load(self, name: str) -> Served:
        if self._folder is None:
            raise web.HTTPNotFound
        try:
            plain = (self._folder / name).read_bytes()
        except OSError:  # a build is just being written
            raise web.HTTPNotFound from None
        small = self._folder / f"{name}.gz"
        found = Served(
            plain=plain,
            small=small.read_bytes() if small.is_file() else None,
            tag=sha256(plain).hexdigest()[:20],
        )
        self._served[name] = found
        return found

    def _all(self) -> dict[str, Asset]:
        """The map the build wrote; read again when a new build has written another."""
        if self._folder is None:
            return {}
        try:
            path = self._folder / "assets.json"
            changed = path.stat().st_mtime_ns
            if changed != self._read[0]:
                read = msgspec.json.decode(path.read_bytes(), type=dict[str, Asset])
                self._read = (changed, read)
                self._served.clear()
        except (OSError, msgspec.DecodeError):
            pass  # a build is just being written
        return self._read[1]


ASSETS = web.AppKey("assets", Assets)


async def static(request: web.Request) -> web.StreamResponse:
    """GET /static/{name}."""
    return request.app[ASSETS].respond(request.match_info["name"], request)
