"""A real nginx as Jitsi's packages set it up, as far as it matters to what we add to it."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PAGE = (
    '<html><head><!--#include virtual="head.html" --><title>Jitsi</title></head>'
    '<body><!--#include virtual="body.html" --><div id="react"></div></body></html>'
)
CONF = """
daemon off; pid nginx.pid; error_log errors.log; {user}
events {{}}
http {{
  access_log requests.log;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3;
  uwsgi_temp_path t4; scgi_temp_path t5;
  resolver 127.0.0.1:1 valid=1s; resolver_timeout 1s;
  server {{
    listen 127.0.0.1:{port};
    root web; ssi on; index index.html;
    {ours}
    location ~ ^/([^/?&:'"]+)$ {{ try_files $uri @root_path; }}
    location @root_path {{ rewrite ^/(.*)$ / break; }}
  }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


class Nginx:
    """Jitsi's web server, as far as it matters: its page, its includes, its catch-all."""

    def __init__(self, folder: Path, ours: str, page: str = PAGE, port: int = 0) -> None:
        self.folder = folder
        self.port = port or free_port()
        (folder / "web").mkdir()
        (folder / "web/index.html").write_text(page)
        for empty in ("head.html", "body.html"):
            (folder / "web" / empty).write_text("")
        user = "user root;" if os.getuid() == 0 else ""
        conf = CONF.format(port=self.port, ours=ours, user=user)
        (folder / "nginx.conf").write_text(conf)
        self.words = [str(NGINX), "-p", str(folder), "-c", "nginx.conf", "-e", "errors.log"]

    def __enter__(self) -> "Nginx":
        subprocess.run([*self.words, "-t"], check=True, capture_output=True)
        self._running = subprocess.Popen(self.words)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError("nginx does not listen")

    def __exit__(self, *error: object) -> None:
        self._running.terminate()
        self._running.wait(10)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=10
            ) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def logged(self) -> str:
        return (self.folder / "requests.log").read_text()
