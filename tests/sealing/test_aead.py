"""Keys from keys."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.sealing import Sealer, derive, derive_id, new_id, new_key

KEY = bytes(range(32))
DERIVED = "c218bea4d82fda97b7a6d42f70641a495ff6fdf7b5594f9d392d54a58f0f01ab"
DERIVED_ID = "feeb84a2f992f5ebaef1eaf3a9c04db5"
names = st.lists(st.text(max_size=5), max_size=3)


def test_derived_keys_stay_the_same_for_ever():
    """Written down once: a change here would lock everybody out of sheets handed out before."""
    assert derive(KEY, "sheet", "noor").hex() == DERIVED
    assert derive_id(KEY, "sheet", "noor") == DERIVED_ID


@given(st.text(max_size=5), names, st.text(max_size=5), names)
def test_other_purpose_or_names_give_other_keys(purpose, these, other, those):
    same = (purpose, these) == (other, those)
    assert (derive(KEY, purpose, *these) == derive(KEY, other, *those)) is same
    assert (derive_id(KEY, purpose, *these) == derive_id(KEY, other, *those)) is same


def test_id_is_no_part_of_the_key():
    assert bytes.fromhex(derive_id(KEY, "sheet", "noor")) not in derive(KEY, "sheet", "noor")


def test_a_key_made_ready_shows_nothing_of_it():
    assert repr(Sealer(KEY, "record")) == "<Sealer>"
    assert not hasattr(Sealer(KEY, "record"), "key")


def test_new_keys_and_ids_are_never_the_same():
    assert len({new_key() for _ in range(100)}) == 100
    assert len({new_id() for _ in range(100)}) == 100
    assert {len(new_key()), len(new_id())} == {32, 12}


def test_no_id_looks_like_an_option(monkeypatch: pytest.MonkeyPatch):
    drawn = iter(("-forget-all-", "-Y6630aB_def", "aB_d-Y6630ef"))
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: next(drawn))
    assert new_id() == "aB_d-Y6630ef"


def test_key_of_wrong_length_is_refused_without_showing_it():
    with pytest.raises(ValueError, match=r"^a key has 32 bytes$"):
        derive(b"secret", "sheet")
