"""Settings: one frozen struct, read once at start; nobody else reads the environment.

Sources, later ones win: the defaults below, a TOML file (`TALKINGPIECE_CONFIG`, else
`talkingpiece.toml` in the current directory, if there is one), environment variables
`TALKINGPIECE_<NAME>`, arguments of the command line. Limits stand in the table `[limits]` and are
called `TALKINGPIECE_LIMITS_<NAME>`. Lists are comma-separated in the environment.

Without any setting, data lies in `$XDG_STATE_HOME/talkingpiece` (`~/.local/state/talkingpiece`)
and the server's keys in `$XDG_CONFIG_HOME/talkingpiece` (`~/.config/talkingpiece`): apart, so that
a copy or backup of the one does not hold the other.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from talkingpiece.addresses import checked_addresses
from talkingpiece.errors import SettingsError
from talkingpiece.limits import Limits

__all__ = ["CONFIG", "PREFIX", "Limits", "Settings", "load_settings"]

PREFIX = "TALKINGPIECE_"
CONFIG = "TALKINGPIECE_CONFIG"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an administrator may set; `load_settings` makes it."""

    host: Annotated[str, Meta(min_length=1, description="address to listen on")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65_535, description="port to listen on; 0 takes a free one")
    ] = 8080
    public_url: Annotated[
        str, Meta(description="address as people see it, for links; empty: as the browser asked")
    ] = ""
    state_dir: Annotated[Path, Meta(description="folder for everything that is kept")]
    store: Annotated[
        str,
        Meta(
            description="where sessions are kept: sqlite:<file>, postgresql://user@host/name for "
            "several nodes, or memory: for nothing kept"
        ),
    ]
    sync: Annotated[
        Literal["normal", "full"],
        Meta(description="what survives: normal, a crash of the server; full, a power cut too"),
    ] = "normal"
    key_file: Annotated[
        Path,
        Meta(description="server keys, made on first start; keep it apart from database backups"),
    ]
    formats_dir: Annotated[
        Path, Meta(description="folder whose *.yaml are further formats; need not exist")
    ]
    locales: Annotated[
        tuple[str, ...],
        Meta(min_length=1, description="languages offered; the first one is the fallback"),
    ] = ("en", "fr", "de")
    theme: Annotated[
        str, Meta(description="CSS file that sets colours, as --tp-primary; empty: ours")
    ] = ""
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="least level that is logged")
    ] = "info"
    metrics: Annotated[
        str,
        Meta(pattern=r"^(.+:[0-9]{1,5})?$", description="host:port for Prometheus; empty: none"),
    ] = ""
    trusted_origins: Annotated[
        tuple[str, ...], Meta(description="sites that may embed us, as https://jitsi.example.org")
    ] = ()
    jitsi_domains: Annotated[
        tuple[str, ...], Meta(description="Jitsi servers for sessions, as jitsi.example.org")
    ] = ()
    jitsi_hooked: Annotated[
        tuple[str, ...], Meta(description="those whose page shows the panel; invitations go there")
    ] = ()
    jitsi_issuer: Annotated[
        str, Meta(description="who makes Jitsi's tokens (iss), chat at JaaS; empty: none believed")
    ] = ""
    jitsi_audience: Annotated[str, Meta(description="for whom they are (aud); *: anybody")] = "*"
    jitsi_subject: Annotated[
        str, Meta(description="their domain or tenant (sub), at JaaS the AppID; *: any")
    ] = "*"
    jitsi_secret: Annotated[
        str, Meta(description="the secret they are signed with; ours for the call are, too")
    ] = ""
    jitsi_keys: Annotated[
        str, Meta(description="or their public keys: a PEM file, a JWKS address, a key server/")
    ] = ""
    jitsi_private_key: Annotated[
        str, Meta(description="PEM file that signs ours for the call, as JaaS wants it")
    ] = ""
    jitsi_key_id: Annotated[str, Meta(description="its id (kid), at JaaS AppID/key")] = ""
    forget_after_hours: Annotated[
        int, Meta(ge=0, le=8760, description="hours after closing until a session is erased")
    ] = 24
    link_days: Annotated[
        int, Meta(ge=1, le=366, description="days until links and seats expire")
    ] = 30
    presence_grace_seconds: Annotated[
        int, Meta(ge=1, le=600, description="seconds without a browser until a person has left")
    ] = 30
    drain_seconds: Annotated[
        int,
        Meta(ge=0, le=600, description="seconds between SIGTERM, when /ready says no, and stop"),
    ] = 0
    allow_simulated: Annotated[
        bool, Meta(description="offer rehearsals with simulated people on the home page")
    ] = False
    allow_virtual_clock: Annotated[
        bool, Meta(description="let tests turn the clock; never on a server that people use")
    ] = False
    limits: Annotated[Limits, Meta(description="what one room or one browser may use")] = Limits()

    def __repr__(self) -> str:
        return "<Settings>"  # one of them is a secret

    @property
    def forget_after_ms(self) -> int:
        """From closing to erasing."""
        return self.forget_after_hours * 3_600_000

    @property
    def link_ms(self) -> int:
        """How long links and seats open."""
        return self.link_days * 86_400_000

    @property
    def presence_grace_ms(self) -> int:
        """From a person's last connection to "left"."""
        return self.presence_grace_seconds * 1000


def load_settings(
    environ: Mapping[str, str] | None = None,
    directory: Path | None = None,
    **arguments: object,
) -> Settings:
    """Read the settings; *arguments* (of the command line, by field name) win, None is not given.

    *environ* and *directory* stand for the process' environment and current directory.

    Raises:
        SettingsError: naming every wrong key and value, and what to do, at once.
    """
    environ = os.environ if environ is None else environ
    directory = Path.cwd() if directory is None else directory
    problems: dict[str, str] = {}
    given = _from_file(environ, directory, problems)
    given |= _from_environment(environ, problems)
    given |= {name: value for name, value in arguments.items() if value is not None}
    limits = _fill(Limits, _inside(given, "limits."), "limits.", problems)
    outer = {name: value for name, value in given.items() if "." not in name}
    values = _with_places(_fill(Settings, outer, "", problems), environ, directory, problems)
    values |= checked_addresses(values, problems)
    if problems:
        raise _complaint(problems)
    return Settings(**values, limits=Limits(**limits))


def _from_file(
    environ: Mapping[str, str], directory: Path, problems: dict[str, str]
) -> dict[str, object]:
    """Return the file's settings, flat: `port`, `limits.max_rooms`."""
    named = environ.get(CONFIG)
    path = directory / (named or "talkingpiece.toml")
    if not named and not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems[CONFIG] = f"cannot read {path}: {error.strerror}; name a file that exists"
        return {}
    except ValueError as error:  # not TOML, or not UTF-8
        problems[str(path)] = f"is not TOML: {error}"
        return {}
    limits = table.pop("limits", {})
    if not isinstance(limits, dict):
        problems["limits"] = "must be a table; write [limits] and one limit per line below it"
        limits = {}
    return table | {f"limits.{name}": value for name, value in limits.items()}


def _from_environment(environ: Mapping[str, str], problems: dict[str, str]) -> dict[str, object]:
    names = {f"{PREFIX}{name.replace('.', '_').upper()}": name for name in _names()}
    given: dict[str, object] = {}
    for key, value in environ.items():
        if key in names:
            given[names[key]] = value
        elif key.startswith(PREFIX) and key != CONFIG:
            problems[key] = "there is no such setting" + _nearest(key, names)
    return given


def _fill(
    struct: type[msgspec.Struct], given: Mapping[str, object], prefix: str, problems: dict[str, str]
) -> dict[str, Any]:
    """Convert each value by itself, so that one wrong value does not hide the next."""
    fields = {
        field.name: field.type for field in msgspec.structs.fields(struct) if field.name != "limits"
    }
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in fields:
            problems[prefix + name] = "there is no such setting" + _nearest(name, fields)
            continue
        try:
            values[name] = msgspec.convert(
                _split(value, fields[name]), fields[name], strict=False, dec_hook=_path
            )
        except msgspec.ValidationError as error:
            wanted = str(error).replace("`bool`", "true or false").replace("`", "")
            problems[prefix + name] = f"{value!r} does not do: {wanted}"
    return values


def _with_places(
    values: dict[str, Any],
    environ: Mapping[str, str],
    directory: Path,
    problems: dict[str, str],
) -> dict[str, Any]:
    """Fill in where things lie; paths become absolute, `~` is the home folder."""
    try:
        home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    except RuntimeError:
        problems["state_dir"] = "there is no home folder; set state_dir, key_file and formats_dir"
        home = directory
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "talkingpiece"
    state = Path(environ.get("XDG_STATE_HOME") or home / ".local/state") / "talkingpiece"
    defaults = {
        "state_dir": state,
        "key_file": config / "server.keys",
        "formats_dir": config / "formats",
    }
    for name, default in defaults.items():
        path = values.get(name, default)
        values[name] = directory / (
            home / path.relative_to("~") if path.parts[:1] == ("~",) else path
        )
    values.setdefault("store", f"sqlite:{values['state_dir'] / 'talkingpiece.db'}")
    return values


def _split(value: object, kind: Any) -> object:
    """Read an environment variable's text as a list, where a list is wanted."""
    if isinstance(value, str) and "tuple" in str(kind):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, (str, Path)) and str(value):
        return Path(value)
    raise ValueError("expected a path")


def _inside(given: Mapping[str, object], prefix: str) -> dict[str, object]:
    return {
        name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)
    }


def _names() -> Iterator[str]:
    for field in msgspec.structs.fields(Settings):
        if field.name != "limits":
            yield field.name
    for field in msgspec.structs.fields(Limits):
        yield f"limits.{field.name}"


def _nearest(name: str, known: Mapping[str, object]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.75)
    return f"; did you mean {close[0]}?" if close else f"; known are: {', '.join(sorted(known))}"


def _complaint(problems: Mapping[str, str]) -> SettingsError:
    """Make one error of all problems; the first one gives the key."""
    (key, message), *others = problems.items()
    more = "".join(f"\n{name}: {text}" for name, text in others)
    return SettingsError(key, message + more)
