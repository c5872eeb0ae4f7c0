"""The file of server keys."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from talkingpiece.errors import NotIdentified, SettingsError
from talkingpiece.sealing import (
    Token,
    destroy_keys,
    load_keys,
    new_key,
    open_token,
    rotate_keys,
    seal_token,
)

NOW = 1_800_000_000_000
LINK = Token(kind="invitation", room="r", key=new_key(), expires=NOW * 2)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "etc" / "server.keys"


def test_first_start_makes_the_file_for_the_server_alone(path):
    keys = load_keys(path, NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_keys(path, NOW + 5) == keys
    assert keys.newest.made == NOW
    assert [entry.name for entry in path.parent.iterdir()] == ["server.keys"]


def test_two_first_starts_at_once_agree(path):
    """Several nodes starting together end up with the same keys."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_keys(path, NOW), range(8)))
    assert all(keys == found[0] for keys in found)


def test_rotation_keeps_old_links_open_until_their_epoch_is_destroyed(path):
    old = seal_token(load_keys(path, NOW), LINK)
    keys = rotate_keys(path, NOW + 1000)
    new = seal_token(keys, LINK)
    assert load_keys(path, NOW) == keys
    assert open_token(keys, old, NOW) == open_token(keys, new, NOW) == LINK

    assert destroy_keys(path, NOW + 500) == keys, "it sealed links until it was replaced"
    left = destroy_keys(path, NOW + 1500)
    assert load_keys(path, NOW) == left
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_token(left, new, NOW) == LINK
    with pytest.raises(NotIdentified, match="key_gone"):
        open_token(left, old, NOW)


def test_destroyed_key_is_overwritten_where_it_lay(path):
    """Who still holds the old file open finds zeros."""
    load_keys(path, NOW)
    rotate_keys(path, NOW + 1000)
    with path.open("rb") as old:
        destroy_keys(path, NOW + 1500)
        assert not any(old.read())


def test_newest_epoch_is_never_destroyed(path):
    keys = load_keys(path, NOW)
    assert destroy_keys(path, NOW * 2) == keys


def test_file_that_others_may_read_is_refused(path):
    load_keys(path, NOW)
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_keys(path, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[epoch]",
        "epoch = 3",
        '[[epoch]]\nid = "00000000"',
        '[[epoch]]\nid = "00000000"\nmade = 1\nkey = "c2hvcnQ="',
        '[[epoch]]\nid = "not hex!"\nmade = 1\nkey = "' + "A" * 43 + '="',
        '[[epoch]]\nid = "00000000"\nmade = "x"\nkey = "' + "A" * 43 + '="',
    ],
)
def test_file_without_keys_is_refused_and_left_alone(path, text):
    """A damaged file is never replaced by new keys: that would lock everybody out."""
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="holds no server keys; restore it") as refused:
        load_keys(path, NOW)
    assert refused.value.key == "key_file"
    assert path.read_text() == text


def test_place_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot use"):
        load_keys(tmp_path / "file" / "server.keys", NOW)
