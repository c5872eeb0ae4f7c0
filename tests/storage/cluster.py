"""A PostgreSQL of the tests' own: made in a folder, reached by a socket in it, gone afterwards.

PostgreSQL refuses to run as root, so there it runs as its own user (Debian's package makes one).
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ACCOUNT = "postgres"
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=60", "shared_buffers=16MB")


def binaries() -> Path | None:
    """Where `initdb` and `pg_ctl` are; Debian keeps them off the PATH."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    found = shutil.which("initdb")
    return known[0].parent if known else Path(found).parent if found else None


class Cluster:
    """One server process with any number of databases."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self._programs = programs
        self._made = 0

    def start(self) -> None:
        options = " ".join(f"-c {option}" for option in QUICK)
        listen = f"-k {self.folder} -c listen_addresses= {options}"
        log = f"{self.folder}/log"
        self._run("pg_ctl", "-w", "-D", self._data, "-l", log, "-o", listen, "start")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-w", "-D", self._data, "-m", mode, "stop")

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"tp{self._made}"
        self._run("createdb", "-h", str(self.folder), name)
        return f"postgresql://{ACCOUNT}@/{name}?host={quote(str(self.folder))}"

    @property
    def _data(self) -> str:
        return f"{self.folder}/data"

    def make(self) -> None:
        words = ("-D", self._data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self._run("initdb", *words)

    def _run(self, program: str, *words: str) -> None:
        as_account: Sequence[str] = ("runuser", "-u", ACCOUNT, "--") if os.getuid() == 0 else ()
        environ = {"PATH": os.environ["PATH"], "PGUSER": ACCOUNT, "LC_ALL": "C"}
        whole = [*as_account, str(self._programs / program), *words]
        done = subprocess.run(
            whole, cwd="/", env=environ, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, f"{program} said: {done.stderr!r}"


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """A cluster for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="tp-pg-", dir="/tmp") as name:
        if os.getuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(name, account.pw_uid, account.pw_gid)
        cluster = Cluster(Path(name), programs)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
