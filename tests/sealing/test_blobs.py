"""Bytes for the disk: sealed, padded, bound to their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.errors import NotIdentified
from talkingpiece.sealing import bucket, new_key, open_blob, seal_blob

KEY = new_key()
KIB = 1024
SIZES = {KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, 1024 * KIB}


@given(st.binary(max_size=5000), st.text(max_size=40), st.integers(0, 2**63))
def test_blob_opens_in_its_place(plain, room, seq):
    assert open_blob(KEY, seal_blob(KEY, plain, room, seq), room, seq) == plain


@given(st.integers(0, 1_000_000))
def test_every_length_is_one_of_six(size):
    assert bucket(size) in SIZES


@pytest.mark.parametrize("size", [0, 1, 987, 988, 4058, 4059, 70_000, 1_048_600, 3_000_000])
def test_blob_has_the_length_of_its_bucket(size):
    blob = seal_blob(KEY, b"x" * size, "room", 1)
    assert len(blob) == bucket(size)
    assert len(blob) in SIZES or len(blob) % (1024 * KIB) == 0
    assert open_blob(KEY, blob, "room", 1) == b"x" * size


def test_small_things_are_all_as_long_as_each_other():
    """A pass, a keyword and a short note cannot be told apart on the disk."""
    assert {len(seal_blob(KEY, b"x" * size, "room", 1)) for size in range(0, 980, 20)} == {KIB}


@pytest.mark.parametrize(
    "room, seq, purpose",
    [
        ("room2", 7, "record"),
        ("roo", 7, "record"),
        ("room", 8, "record"),
        ("room", 0, "record"),
        ("room", 7, "snapshot"),
    ],
)
def test_blob_opens_nowhere_else(room, seq, purpose):
    """A blob moved to another room or seq, or passed off as a snapshot, is refused."""
    blob = seal_blob(KEY, b"Noor passes", "room", 7)
    with pytest.raises(NotIdentified, match="altered"):
        open_blob(KEY, blob, room, seq, purpose)


def test_blob_of_another_key_is_refused():
    with pytest.raises(NotIdentified, match="altered"):
        open_blob(new_key(), seal_blob(KEY, b"text", "room", 1), "room", 1)


def test_every_altered_byte_is_refused():
    blob = seal_blob(KEY, b"text", "room", 1)
    for place in range(len(blob)):
        altered = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]
        with pytest.raises(NotIdentified, match="altered"):
            open_blob(KEY, altered, "room", 1)


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x01short", b"\x01" + bytes(32)])
def test_junk_is_refused(junk):
    with pytest.raises(NotIdentified, match="altered"):
        open_blob(KEY, junk, "room", 1)


def test_content_is_not_readable_and_never_twice_the_same():
    first, second = (seal_blob(KEY, b"my keyword" * 30, "room", 1) for _ in range(2))
    assert b"keyword" not in first
    assert first != second
