"""What stands behind the `#` of a link."""

import string

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.errors import NotIdentified
from talkingpiece.sealing import (
    ServerKeys,
    Token,
    new_id,
    new_key,
    new_server_keys,
    open_token,
    seal_token,
)

NOW = 1_800_000_000_000
KEYS = new_server_keys(NOW)
SEAT = Token(
    kind="seat",
    room=new_id(),
    key=new_key(),
    expires=NOW + 1,
    generation=3,
    person=new_id(),
    owner_code=new_id(),
    pact="2",
)
URL_SAFE = string.ascii_letters + string.digits + "-_"

tokens = st.builds(
    Token,
    kind=st.sampled_from(["facilitator", "invitation", "seat", "sheet", "series"]),
    room=st.text(min_size=1, max_size=40),
    key=st.binary(min_size=32, max_size=32),
    expires=st.integers(NOW + 1, 2**62),
    generation=st.integers(0, 2**31),
    person=st.none() | st.text(max_size=40),
    owner_code=st.none() | st.text(max_size=40),
    pact=st.none() | st.text(max_size=40),
)


def refusal(text: str, keys: ServerKeys = KEYS, now: int = NOW) -> str:
    with pytest.raises(NotIdentified) as refused:
        open_token(keys, text, now)
    assert str(refused.value) == refused.value.reason
    return refused.value.reason


@given(tokens)
def test_token_opens_as_it_was_sealed_and_fits_into_a_fragment(token):
    text = seal_token(KEYS, token)
    assert set(text) <= set(URL_SAFE)
    assert open_token(KEYS, text, NOW) == token


@pytest.mark.parametrize("longer", [0, 40, 100])
def test_every_altered_character_is_refused(longer):
    """Each character of a token, replaced by each other one, no longer opens.

    Also the last one of lengths where base64 leaves some of its bits unused.
    """
    text = seal_token(KEYS, msgspec.structs.replace(SEAT, pact="2" * longer))
    reasons = set()
    for place, right in enumerate(text):
        for wrong in URL_SAFE.replace(right, ""):
            reasons.add(refusal(text[:place] + wrong + text[place + 1 :]))
    assert reasons == {"malformed", "key_gone", "altered"}


@pytest.mark.parametrize("cut", [1, 4, 40, 100])
def test_shortened_or_lengthened_token_is_refused(cut):
    text = seal_token(KEYS, SEAT)
    assert refusal(text[:-cut]) in {"altered", "malformed"}
    assert refusal(text + "A" * cut) in {"altered", "malformed"}


@given(st.text(max_size=300))
def test_any_other_text_is_malformed_or_of_no_key(text):
    assert refusal(text) in {"malformed", "key_gone"}


def test_overlong_text_is_refused_unread():
    assert refusal("A" * 1_000_000) == "malformed"


def test_token_of_another_servers_key_has_its_key_gone():
    assert refusal(seal_token(new_server_keys(NOW), SEAT)) == "key_gone"


def test_same_epoch_id_with_another_key_does_not_open():
    """The id of an epoch is readable in the token; it gives no power."""
    forged = msgspec.structs.replace(KEYS.newest, key=new_key())
    assert refusal(seal_token(ServerKeys((forged,)), SEAT)) == "altered"


def test_token_is_refused_from_the_instant_it_expires():
    text = seal_token(KEYS, SEAT)
    assert open_token(KEYS, text, SEAT.expires - 1) == SEAT
    assert refusal(text, now=SEAT.expires) == "expired"


def test_older_epochs_still_open_and_the_newest_seals():
    text = seal_token(KEYS, SEAT)
    rotated = ServerKeys((*KEYS.epochs, new_server_keys(NOW).newest))
    assert open_token(rotated, text, NOW) == SEAT
    assert refusal(seal_token(rotated, SEAT), keys=KEYS) == "key_gone"


def test_links_of_all_kinds_look_alike():
    """The length of a link does not say whether it is the facilitator's."""
    plain = Token(kind="facilitator", room=new_id(), key=new_key(), expires=NOW + 1)
    assert len(seal_token(KEYS, plain)) == len(seal_token(KEYS, SEAT)) <= 240
    assert seal_token(KEYS, plain) != seal_token(KEYS, plain)


def test_no_secret_is_shown():
    """Neither repr nor the one of `rich` show a key, a person or a code."""
    secrets = (SEAT.key, SEAT.person, SEAT.owner_code, KEYS.newest.key)
    for shown in (repr(SEAT), repr(KEYS), f"{SEAT} {KEYS}", repr(SEAT.__rich_repr__())):
        assert not any(str(secret) in shown for secret in secrets)
    assert str(KEYS.newest.key) not in repr(KEYS.newest.__rich_repr__())
