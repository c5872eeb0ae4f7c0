"""Colours of a deployment: one stylesheet of its own that stands after ours on every page."""

from pathlib import Path

from aiohttp import web

from talkingpiece.errors import SettingsError

THEME = "/theme.css"
MAX_BYTES = 65_536


class Theme:
    """The file of the setting `theme`, read once at start; without one there is no such address."""

    def __init__(self, setting: str) -> None:
        """Raises `SettingsError` if the file cannot be read, is no text, or is too long."""
        self._css = _read(setting) if setting else ""

    @property
    def url(self) -> str:
        """The address for pages; empty if there is none."""
        return THEME if self._css else ""

    async def respond(self, _: web.Request) -> web.Response:
        """Colours of this server, where the setting `theme` names a file."""
        if not self._css:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
        return web.Response(text=self._css, content_type="text/css", headers=headers)


def _read(setting: str) -> str:
    try:
        written = Path(setting).read_bytes()
        css = written.decode()
    except OSError as error:
        raise SettingsError("theme", f"cannot read {setting}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError("theme", f"{setting} is no text") from error
    if len(written) > MAX_BYTES:
        raise SettingsError("theme", f"{setting} is longer than {MAX_BYTES} bytes")
    return css
