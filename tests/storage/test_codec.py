"""Records, snapshots, sheets and series, to blobs and back."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.errors import NotIdentified, StoreUnavailable
from talkingpiece.sealing import new_key, seal_blob
from talkingpiece.storage.codec import (
    GROUPS,
    Codec,
    decode_group,
    decode_series,
    decode_sheet,
    decode_snapshot,
    each,
    encode_group,
    encode_series,
    encode_sheet,
    encode_snapshot,
)

KEY = bytes(range(32))
ROOM = "room-a"
SAMPLE = Path(__file__).with_name("sample_shape_1.hex")


class Added(msgspec.Struct, frozen=True, tag_field="is", tag="added"):
    item: str
    text: str


class Passed(msgspec.Struct, frozen=True, tag_field="is", tag="passed"):
    by: str


class Entry(msgspec.Struct, frozen=True):
    seq: int
    event: Added | Passed


entries = st.builds(
    Entry,
    seq=st.integers(0, 2**63 - 1),
    event=st.builds(Added, item=st.text(), text=st.text()) | st.builds(Passed, by=st.text()),
)
PASS = Entry(1, Passed("noor"))


@given(st.lists(entries, max_size=5), st.integers(0, 2**40))
def test_group_comes_back_as_it_was(group, seq):
    assert decode_group(encode_group(group, KEY, ROOM, seq), KEY, ROOM, seq, Entry) == group


def test_a_key_made_ready_seals_what_the_key_opens_and_is_of_one_kind():
    ready = GROUPS.sealer(KEY)
    for seq in (1, 2):
        blob = encode_group([PASS], ready, ROOM, seq)
        assert decode_group(blob, KEY, ROOM, seq, Entry) == [PASS]
    assert encode_group([PASS], ready, ROOM, 1) != encode_group([PASS], ready, ROOM, 1)
    with pytest.raises(NotIdentified):
        decode_snapshot(encode_snapshot(PASS, ready, ROOM, 3), KEY, ROOM, 3, Entry)


def test_snapshot_sheet_and_series_come_back_as_they_were():
    state = {"people": {"noor": 1}, "ring": ("noor",)}
    assert decode_snapshot(encode_snapshot(PASS, KEY, ROOM, 3), KEY, ROOM, 3, Entry) == PASS
    assert decode_sheet(encode_sheet(PASS, KEY, "s"), KEY, "s", Entry) == PASS
    assert decode_series(encode_series(PASS, KEY, "s", 2), KEY, "s", 2, Entry) == PASS
    kept = decode_snapshot(encode_snapshot(state, KEY, ROOM, 3), KEY, ROOM, 3, dict)
    assert kept == {"people": {"noor": 1}, "ring": ["noor"]}


def test_pass_and_keyword_are_as_long_as_each_other_and_unreadable():
    added = encode_group([Entry(1, Added("i1", "grief after a loss"))], KEY, ROOM, 1)
    assert len(added) == len(encode_group([PASS] * 3, KEY, ROOM, 1)) == 1024
    assert b"grief" not in added


def test_blob_opens_only_as_what_it_is_and_where_it_was():
    group = encode_group([PASS], KEY, ROOM, 3)
    for wrong in (
        lambda: decode_group(group, new_key(), ROOM, 3, Entry),
        lambda: decode_group(group, KEY, "room-b", 3, Entry),
        lambda: decode_group(group, KEY, ROOM, 4, Entry),
        lambda: decode_snapshot(group, KEY, ROOM, 3, list[Entry]),
        lambda: decode_series(group, KEY, ROOM, 3, list[Entry]),
    ):
        with pytest.raises(NotIdentified, match="altered"):
            wrong()


def test_blob_of_a_newer_shape_is_unavailable_not_misread():
    blob = seal_blob(KEY, b"\x02" + msgspec.msgpack.encode([PASS]), ROOM, 1)
    with pytest.raises(StoreUnavailable, match=r"record of shape 2 \(known: 1 to 1\)"):
        decode_group(blob, KEY, ROOM, 1, Entry)


def test_content_that_does_not_fit_is_told_without_quoting_it():
    blob = encode_group([{"seq": 1, "event": {"is": "my secret", "by": "noor"}}], KEY, ROOM, 1)
    with pytest.raises(StoreUnavailable) as refused:
        decode_group(blob, KEY, ROOM, 1, Entry)
    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_old_shapes_are_lifted_step_by_step():
    """Shape 1 had `who`, shape 2 `by` without seq, shape 3 is today's."""

    def rename(record):
        return {"event": {"is": "passed", "by": record["who"]}}

    def number(record):
        return {"seq": 1, **record}

    today = Codec("record", each(rename), each(number))
    old = {
        1: Codec("record").encode([{"who": "noor"}], KEY, ROOM, 1),
        2: Codec("record", each(rename)).encode(
            [{"event": {"is": "passed", "by": "noor"}}], KEY, ROOM, 1
        ),
        3: today.encode([PASS], KEY, ROOM, 1),
    }
    for blob in old.values():
        assert today.decode(blob, KEY, ROOM, 1, list[Entry]) == [PASS]


def test_stored_sample_of_shape_1_still_opens():
    """Written once by the first version and never changed: what is kept must stay readable."""
    blob = bytes.fromhex(SAMPLE.read_text())
    assert decode_group(blob, KEY, ROOM, 7, Entry) == [PASS, Entry(2, Added("i1", "Wort, Mot"))]
