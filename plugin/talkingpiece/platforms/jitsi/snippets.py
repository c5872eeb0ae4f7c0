"""What an administrator adds to a Jitsi, so that a call that names a session shows the panel.

A snippet is a few lines for a shell: they write one file or append one line, and say how to undo
it. What gets into Jitsi's page is `hook.js`, which is inert unless the call names a session
(`#tp=<room id>`, or a room on the administrator's list): it then changes, loads and asks nothing.
nginx answers with the hook itself, so Jitsi does not depend on Talking Piece being up.
"""

import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Literal
from urllib.parse import urlsplit

import msgspec

Door = Literal["ssi", "config"]
Platform = Literal["docker", "debian"]

PATH = "/facilitate"
"""Below it, Jitsi's web server hands on to Talking Piece where both share one name."""
MARK = "talkingpiece-door"
"""Stands in the line that is appended to config.js, to find it again."""
INCLUDES = ("head.html", "body.html")
"""What Jitsi's page includes by SSI: the first is read before its own scripts, but where it is not
included, the second does: the page then loads once more."""
SIDECAR: Mapping[Platform, str] = {
    "docker": "http://talkingpiece:8080",
    "debian": "http://127.0.0.1:8080",
}
_DOMAIN = re.compile(r"^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$")
_SIDECAR = re.compile(r"^https?://[A-Za-z0-9.\[\]:-]+(/[\w.~/-]*)?$")
_ROOM_ID = re.compile(r"^[A-Za-z0-9_-]{4,64}$")


class CannotSay(ValueError):
    """No snippet can be made of what was asked; the text is a sentence."""


class Snippet(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for. `check` before `add` or `remove`."""

    door: Door
    platform: Platform
    domain: str
    sidecar: str = ""
    """An https address is one that browsers reach themselves; an http one is reached by Jitsi's
    web server, which hands on `/facilitate/` to it. Empty: beside Jitsi on the same machine."""
    rooms: Mapping[str, str] = {}
    """Jitsi's room name → id of a session: the administrator's list."""

    def check(self) -> None:
        """Whether it can be made.

        Raises:
            CannotSay: a value is not what it has to be.
        """
        if not _DOMAIN.match(self.domain):
            raise CannotSay(f"{self.domain!r} is no domain; write it like jitsi.example.org")
        if not _SIDECAR.match(self._where):
            raise CannotSay(f"{self.sidecar!r} is no address; write it like https://circle.example")
        for name, room in self.rooms.items():
            if not name or not _ROOM_ID.match(room):
                raise CannotSay(f"{name}={room}: write Jitsi's room, =, and the session's id")

    @property
    def _where(self) -> str:
        return (self.sidecar or SIDECAR[self.platform]).rstrip("/")

    @property
    def proxied(self) -> bool:
        """Whether Jitsi's web server hands on to Talking Piece."""
        return urlsplit(self._where).scheme == "http"

    def hook(self) -> str:
        """The script for Jitsi's page, in one line; without `$` and `'`, which nginx would read."""
        source = resources.files(__package__).joinpath("hook.js").read_text(encoding="utf-8")
        rooms = {name.lower(): room for name, room in self.rooms.items()}
        listed = json.dumps(rooms).replace("'", "\\u0027").replace("$", "\\u0024")
        source = source.replace("ROOMS", listed.replace("<", "\\u003c"))
        source = source.replace("BASE", PATH if self.proxied else self._where)
        return " ".join(line.strip() for line in source.splitlines())

    # --- what nginx is told -----------------------------------------------------------------------

    def nginx(self) -> str:
        """The file for nginx; empty where it needs none."""
        parts = [self._answer(name) for name in INCLUDES] if self.door == "ssi" else []
        if self.proxied:
            parts.append(self._handing_on())
        return "\n".join(parts)

    def _answer(self, name: str) -> str:
        return (
            f"location = /{name} {{\n"
            "    access_log off;\n"
            "    default_type text/html;\n"
            f"    return 200 '<script>{self.hook()}</script>';\n"
            "}\n"
        )

    def _handing_on(self) -> str:
        """In Docker by a variable: so nginx starts, and Jitsi works, while nobody has the name."""
        by_name = self.platform == "docker"
        target = "$talkingpiece" if by_name else self._where
        return (
            f"location ^~ {PATH}/ {{\n"
            "    access_log off;\n"
            "    ssi off;\n"
            + (f"    set $talkingpiece {self._where};\n" if by_name else "")
            + f"    rewrite ^{PATH}(/.*)$ $1 break;\n"
            f"    proxy_pass {target};\n"
            "    proxy_http_version 1.1;\n"
            "    proxy_set_header Host $host;\n"
            "    proxy_set_header Upgrade $http_upgrade;\n"
            '    proxy_set_header Connection "upgrade";\n'
            "    proxy_connect_timeout 3s;\n"
            "    proxy_read_timeout 1h;\n"
            "}\n"
        )

    # --- what the shell is told -------------------------------------------------------------------

    def add(self) -> str:
        """Lines for a shell that add it; done twice, they add it once."""
        lines = [self._title("adds"), *self._begin(), ""]
        config = self.nginx()
        if config:
            folder = self._file.rpartition("/")[0]
            lines += [f'mkdir -p "{folder}"', f"cat > \"{self._file}\" <<'END'", config + "END", ""]
        if self.door == "config":
            lines += self._append()
        return "\n".join([*lines, *self._take_up(config), ""])

    def _append(self) -> list[str]:
        """One line at the end, whatever the last one ends with."""
        config = self._config
        there = (
            f'test -f "{config}" || {{ echo "There is no {config}: is the name right?"; exit 1; }}'
        )
        return [
            *([there] if self.platform == "debian" else []),
            self._without_line(),
            f'[ -z "$(tail -c 1 "{config}" 2>/dev/null)" ] || echo >> "{config}"',
            f"cat >> \"{config}\" <<'END'",
            f"/* {MARK} */ ;{self.hook()}",
            "END",
            "",
        ]

    def remove(self) -> str:
        """Lines for a shell that take it away again, whichever door it was."""
        lines = [self._title("takes away"), *self._begin(), ""]
        lines += [f'rm -f "{self._file}"', self._without_line(), ""]
        return "\n".join([*lines, *self._take_up("nginx"), ""])

    def _title(self, does: str) -> str:
        of = {"docker": "docker-jitsi-meet", "debian": "Debian's packages"}[self.platform]
        return f"# {does[0].upper()}{does[1:]} Talking Piece's door into {self.domain} ({of})."

    def _begin(self) -> list[str]:
        if self.platform == "docker":
            return [
                "# Run it in the folder of docker-jitsi-meet, where .env and the compose file are.",
                "set -e",
                "CONFIG=\"${CONFIG:-$(sed -n 's/^CONFIG=//p' .env 2>/dev/null | tail -1)}\"",
                'CONFIG="${CONFIG:-$HOME/.jitsi-meet-cfg}"',
                'case "$CONFIG" in "~"*) CONFIG="$HOME${CONFIG#"~"}";; esac',
            ]
        return ["# Run it as root on the machine that runs Jitsi.", "set -e"]

    @property
    def _file(self) -> str:
        if self.platform == "docker":
            return "$CONFIG/web/nginx-custom/talkingpiece.conf"
        return "/etc/jitsi/meet/jaas/talkingpiece.conf"

    @property
    def _config(self) -> str:
        if self.platform == "docker":
            return "$CONFIG/web/custom-config.js"
        return f"/etc/jitsi/meet/{self.domain}-config.js"

    def _without_line(self) -> str:
        return f'if [ -f "{self._config}" ]; then sed -i "/{MARK}/d" "{self._config}"; fi'

    def _take_up(self, config: str) -> list[str]:
        if self.platform == "docker":
            return ["docker compose restart web"]
        if not config:
            return ["# config.js is read anew by itself: nothing has to be restarted."]
        site = f"/etc/nginx/sites-available/{self.domain}.conf"
        include = "include /etc/jitsi/meet/jaas/*.conf;"
        return [
            f'grep -qF "{include}" "{site}" || {{',
            f'  echo "Put this line into the server block of {site}, then run this again:"',
            f'  echo "    {include}"; exit 1; }}',
            "nginx -t && systemctl reload nginx",
        ]
