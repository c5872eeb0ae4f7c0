"""Where settings come from, and what a wrong one says."""

from pathlib import Path

import msgspec
import pytest

from talkingpiece.errors import SettingsError
from talkingpiece.settings import Limits, Settings, load_settings

HOME = {"HOME": "/home/noor"}


def load(directory: Path, toml: str = "", environ: dict[str, str] | None = None, **arguments):
    if toml:
        (directory / "talkingpiece.toml").write_text(toml)
    return load_settings(HOME | (environ or {}), directory, **arguments)


def complaint(*args, **arguments) -> SettingsError:
    with pytest.raises(SettingsError) as refused:
        load(*args, **arguments)
    return refused.value


def test_without_any_setting_everything_has_a_place(tmp_path):
    """Data and keys lie in different folders, so that a backup of one lacks the other."""
    settings = load(tmp_path)
    assert settings.port == 8080
    assert settings.state_dir == Path("/home/noor/.local/state/talkingpiece")
    assert settings.store == "sqlite:/home/noor/.local/state/talkingpiece/talkingpiece.db"
    assert settings.key_file == Path("/home/noor/.config/talkingpiece/server.keys")
    assert settings.formats_dir == Path("/home/noor/.config/talkingpiece/formats")
    assert not settings.allow_simulated
    assert not settings.allow_virtual_clock
    assert settings.limits == Limits()


def test_xdg_folders_are_honoured(tmp_path):
    settings = load(tmp_path, environ={"XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/c"})
    assert settings.store == "sqlite:/s/talkingpiece/talkingpiece.db"
    assert settings.key_file == Path("/c/talkingpiece/server.keys")


def test_arguments_win_over_environment_over_file_over_defaults(tmp_path):
    toml = "port = 1\nhost = 'file'\nlog_level = 'error'\n"
    toml += "[limits]\nmax_rooms = 8\nrooms_per_hour = 500"
    environ = {"TALKINGPIECE_PORT": "2", "TALKINGPIECE_HOST": "environ"}
    environ |= {"TALKINGPIECE_LIMITS_MAX_ROOMS": "9"}
    settings = load(tmp_path, toml, environ, port=3, host=None)
    assert (settings.port, settings.host, settings.log_level) == (3, "environ", "error")
    assert (settings.limits.max_rooms, settings.limits.rooms_per_hour) == (9, 500)
    assert settings.limits.commands_burst == Limits().commands_burst


def test_store_follows_state_dir_and_paths_become_absolute(tmp_path):
    settings = load(tmp_path, "state_dir = 'var'\nkey_file = '~/keys'\nformats_dir = '/f'")
    assert settings.store == f"sqlite:{tmp_path}/var/talkingpiece.db"
    assert settings.key_file == Path("/home/noor/keys")
    assert settings.formats_dir == Path("/f")


def test_named_file_is_read_instead_of_the_one_here(tmp_path):
    (tmp_path / "other.toml").write_text("port = 4")
    settings = load(tmp_path, "port = 1", {"TALKINGPIECE_CONFIG": "other.toml"})
    assert settings.port == 4


def test_environment_reads_lists_and_switches(tmp_path):
    environ = {
        "TALKINGPIECE_LOCALES": "fr, en",
        "TALKINGPIECE_ALLOW_SIMULATED": "true",
        "TALKINGPIECE_TRUSTED_ORIGINS": "https://a.example/,https://b.example:8443",
        "TALKINGPIECE_PUBLIC_URL": "https://c.example/circle/",
    }
    settings = load(tmp_path, environ=environ)
    assert settings.locales == ("fr", "en")
    assert settings.allow_simulated
    assert settings.trusted_origins == ("https://a.example", "https://b.example:8443")
    assert settings.public_url == "https://c.example/circle"


def test_lasting_times_are_given_in_milliseconds(tmp_path):
    settings = load(tmp_path, "forget_after_hours = 2\nlink_days = 1\npresence_grace_seconds = 5")
    assert settings.forget_after_ms == 7_200_000
    assert settings.link_ms == 86_400_000
    assert settings.presence_grace_ms == 5000


@pytest.mark.parametrize(
    "toml, environ, key, says",
    [
        ("prot = 1", {}, "prot", "no such setting; did you mean port?"),
        ("[limits]\nmax_rums = 1", {}, "limits.max_rums", "did you mean max_rooms?"),
        ("limits = 3", {}, "limits", "must be a table"),
        ("port = 70000", {}, "port", "70000 does not do: Expected int <= 65535"),
        ("sync = 'off'", {}, "sync", "'off' does not do"),
        ("locales = []", {}, "locales", "length >= 1"),
        ("state_dir = 3", {}, "state_dir", "expected a path"),
        ("public_url = 'example.org'", {}, "public_url", "http:// or https://"),
        ("trusted_origins = ['https://a.example/x']", {}, "trusted_origins", "no origin"),
        ("", {"TALKINGPIECE_PROT": "1"}, "TALKINGPIECE_PROT", "did you mean TALKINGPIECE_PORT?"),
        ("", {"TALKINGPIECE_ZZZZZZ": "1"}, "TALKINGPIECE_ZZZZZZ", "known are: TALKINGPIECE_"),
        ("", {"TALKINGPIECE_ALLOW_SIMULATED": "maybe"}, "allow_simulated", "true or false"),
        ("", {"TALKINGPIECE_CONFIG": "none.toml"}, "TALKINGPIECE_CONFIG", "cannot read"),
    ],
)
def test_wrong_setting_is_named_with_what_to_do(tmp_path, toml, environ, key, says):
    error = complaint(tmp_path, toml, environ)
    assert error.key == key
    assert says in error.message


def test_file_that_is_not_toml_is_named(tmp_path):
    assert "is not TOML" in str(complaint(tmp_path, "port: 8080"))


def test_all_problems_are_told_at_once(tmp_path):
    text = str(complaint(tmp_path, "port = -1\nsync = 'x'\nhots = 'a'", {"TALKINGPIECE_X": ""}))
    assert all(f"{key}: " in text for key in ("port", "sync", "hots", "TALKINGPIECE_X"))


def test_every_setting_says_what_it_is():
    """The reference page and `--help` are made of these sentences."""
    for struct in (Settings, Limits):
        for field in msgspec.structs.fields(struct):
            assert any(getattr(meta, "description", "") for meta in field.type.__metadata__)
