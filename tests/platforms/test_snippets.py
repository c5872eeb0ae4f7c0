"""What is printed for administrators does what it says, run as it stands."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.platforms.nginx import NGINX, Nginx, free_port

from talkingpiece.cli import main
from talkingpiece.platforms.jitsi.snippets import CannotSay, Snippet

DOMAIN = "jitsi.example.org"
EVERY = [(door, platform) for door in ("ssi", "config") for platform in ("docker", "debian")]


def snippet(**asked: Any) -> Snippet:
    made = Snippet(**{"door": "ssi", "platform": "docker", "domain": DOMAIN} | asked)
    made.check()
    return made


class Machine:
    """A folder that plays an administrator's machine; `docker` and the like only take notes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.etc = folder / "etc"
        self.programs = folder / "bin"
        self.programs.mkdir()
        for name in ("docker", "nginx", "systemctl"):
            program = self.programs / name
            program.write_text(f'#!/bin/sh\necho {name} "$@" >> {folder}/notes\n')
            program.chmod(0o755)
        (self.etc / "jitsi/meet").mkdir(parents=True)
        (self.etc / "nginx/sites-available").mkdir(parents=True)
        self.site = self.etc / f"nginx/sites-available/{DOMAIN}.conf"
        self.site.write_text("server { include /etc/jitsi/meet/jaas/*.conf; }")
        self.web = folder / "cfg/web"
        self.web.mkdir(parents=True)
        (folder / ".env").write_text(f"JVB_OPTS=a b\nCONFIG={folder}/cfg\n")

    def config(self, platform: str) -> Path:
        if platform == "docker":
            return self.web / "custom-config.js"
        return self.etc / f"jitsi/meet/{DOMAIN}-config.js"

    def conf(self, platform: str) -> Path:
        if platform == "docker":
            return self.web / "nginx-custom/talkingpiece.conf"
        return self.etc / "jitsi/meet/jaas/talkingpiece.conf"

    def runs(self, lines: str) -> str:
        (self.folder / "notes").unlink(missing_ok=True)
        moved = lines.replace("/etc/", f"{self.etc}/").replace(
            f"include {self.etc}/", "include /etc/"
        )
        done = subprocess.run(
            ["sh"], input=moved, cwd=self.folder, text=True, capture_output=True, check=False,
            env={"PATH": f"{self.programs}:{os.environ['PATH']}", "HOME": str(self.folder)},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        notes = self.folder / "notes"
        return notes.read_text() if notes.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("door, platform", EVERY)
def test_the_printed_lines_add_it_once_and_take_it_away(
    machine: Machine, door: str, platform: str
) -> None:
    """Twice adds it once; afterwards everything is as it was, with the last line unfinished too."""
    config = machine.config(platform)
    config.write_text("var config = { hosts: {} }\nconfig.last = 1")
    made = snippet(door=door, platform=platform)
    machine.runs(made.add())
    notes = machine.runs(made.add())
    assert config.read_text().count("talkingpiece-door") == (door == "config")
    assert "location ^~ /facilitate/" in machine.conf(platform).read_text()
    restarts = {
        "docker": "docker compose restart web\n",
        "debian": "nginx -t\nsystemctl reload nginx\n",
    }
    assert notes == restarts[platform]
    machine.runs(made.remove())
    assert config.read_text().rstrip("\n") == "var config = { hosts: {} }\nconfig.last = 1"
    assert not machine.conf(platform).exists()


@pytest.mark.parametrize("door, platform", EVERY)
def test_nothing_of_ours_gets_into_the_access_log(door: str, platform: str) -> None:
    """Every address that is ours says so to nginx."""
    places = re.findall(
        r"location [^{]*\{\n(.*?)\n\}", snippet(door=door, platform=platform).nginx(), re.DOTALL
    )
    assert len(places) == (3 if door == "ssi" else 1)
    assert all("access_log off;" in place for place in places)


def test_browsers_may_reach_it_at_an_address_of_its_own() -> None:
    """Then Jitsi's web server hands on nothing."""
    made = snippet(door="config", platform="debian", sidecar="https://circle.example.org/")
    assert made.nginx() == ""
    assert 'base = "https://circle.example.org"' in made.add()
    assert "systemctl" not in made.add()


def test_in_docker_jitsi_starts_while_nobody_has_our_name() -> None:
    """A name in `proxy_pass` that is not known stops nginx; a variable is looked up when asked."""
    assert "proxy_pass $talkingpiece;" in snippet(platform="docker").nginx()
    assert "proxy_pass http://127.0.0.1:8080;" in snippet(platform="debian").nginx()


def test_the_list_of_rooms_cannot_leave_its_place() -> None:
    """A room's name is anything; nginx, the page and the shell see only text."""
    rooms = {"it's $HOME </script>": "abcd1234"}
    hook = snippet(rooms=rooms).hook()
    assert "'" not in hook
    assert "$" not in hook
    assert "</script" not in hook
    assert "abcd1234" in hook


@pytest.mark.parametrize(
    "wrong",
    [
        {"domain": "https://jitsi.example.org"}, {"domain": "a b"}, {"domain": ""},
        {"sidecar": "circle.example"}, {"sidecar": "https://x/;}"}, {"sidecar": "ftp://x"},
        {"rooms": {"Circle": "no id"}}, {"rooms": {"Circle": ""}},
    ],
)  # fmt: skip
def test_what_is_no_name_or_address_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotSay):
        snippet(**wrong)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["jitsi", "snippet", "--door", "config", "--platform", "debian", "--domain", DOMAIN]
    assert main([*words, "--room", "Circle=abcd1234"]) == 0
    printed = capsys.readouterr().out
    assert printed == snippet(door="config", platform="debian", rooms={"circle": "abcd1234"}).add()
    assert main([*words, "--remove"]) == 0
    assert f"/etc/jitsi/meet/{DOMAIN}-config.js" in capsys.readouterr().out
    assert main(["jitsi", "snippet", "--domain", "?"]) == 2
    assert "is no domain" in capsys.readouterr().err


# --- with nginx itself ----------------------------------------------------------------------------


@pytest.fixture
def sidecar(tmp_path: Path) -> Iterator[int]:
    """Something that answers with the path it was asked for."""
    program = (
        "import http.server as h, sys\n"
        "class H(h.BaseHTTPRequestHandler):\n"
        "  def do_GET(self):\n"
        "    self.send_response(200); self.send_header('Content-Type', 'text/html')\n"
        "    self.end_headers()\n"
        "    self.wfile.write(('<!--# echo var=\"x\" -->' + self.path).encode())\n"
        "  def log_message(self, *_): pass\n"
        "s = h.HTTPServer(('127.0.0.1', 0), H); print(s.server_port, flush=True); s.serve_forever()"
    )
    with subprocess.Popen(["python3", "-c", program], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield int(running.stdout.readline())
        running.terminate()


@pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
def test_nginx_puts_the_hook_into_the_page_and_hands_on(tmp_path: Path, sidecar: int) -> None:
    """In every page, before Jitsi's own scripts; nothing of ours is in its log."""
    ours = snippet(platform="debian", sidecar=f"http://127.0.0.1:{sidecar}")
    with Nginx(tmp_path, ours.nginx()) as nginx:
        status, page = nginx.get("/Circle")
        assert status == 200
        assert page.count(ours.hook()) == 2
        assert page.index(ours.hook()) < page.index("<title>")
        answered = nginx.get("/facilitate/static/jitsi-door.js?v=1")
        assert answered == (200, '<!--# echo var="x" -->/static/jitsi-door.js?v=1')
        logged = nginx.logged()
    assert '"GET /Circle' in logged
    assert "facilitate" not in logged


@pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
@pytest.mark.parametrize("platform", ["docker", "debian"])
def test_with_talking_piece_away_jitsi_is_unharmed(tmp_path: Path, platform: str) -> None:
    """Its server starts, its page is whole; only our own addresses fail."""
    down = "http://talkingpiece:8080" if platform == "docker" else f"http://127.0.0.1:{free_port()}"
    with Nginx(tmp_path, snippet(platform=platform, sidecar=down).nginx()) as nginx:
        status, page = nginx.get("/Circle")
        assert (status, page.endswith('<div id="react"></div></body></html>')) == (200, True)
        assert "nginx/" not in page
        assert nginx.get("/facilitate/static/jitsi-door.js")[0] == 502
