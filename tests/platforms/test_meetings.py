"""Which addresses are calls, and where they may be held."""

import re

import pytest

from talkingpiece.platforms.jitsi.meetings import Meeting, WrongAddress, embeddable, meeting


@pytest.mark.parametrize(
    "text, found",
    [
        ("https://jitsi.example.org/Circle", ("jitsi.example.org", "Circle")),
        ("jitsi.example.org/Circle", ("jitsi.example.org", "Circle")),
        (" https://JITSI.example.org/team/Our%20Circle ", ("jitsi.example.org", "team/Our Circle")),
        ("https://jitsi.example.org:8443/Circle#x?y", ("jitsi.example.org:8443", "Circle")),
        ("8x8.vc/vpaas-magic-cookie-1/Circle", ("8x8.vc", "vpaas-magic-cookie-1/Circle")),
    ],
)
def test_an_address_names_a_deployment_and_a_room(text: str, found: tuple[str, str]) -> None:
    assert meeting(text) == Meeting(*found)


@pytest.mark.parametrize("text", ["jitsi.example.org", "https://jitsi.example.org/"])
def test_a_deployment_alone_gets_a_room_nobody_guesses(text: str) -> None:
    rooms = {meeting(text).room for _ in range(100)}
    assert len(rooms) == 100
    assert all(re.fullmatch(r"TalkingPiece-[A-Za-z0-9]{16}", room) for room in rooms)


def test_jaas_has_the_rooms_of_an_app() -> None:
    assert meeting("8x8.vc/vpaas-magic-cookie-1").room.startswith("vpaas-magic-cookie-1/Talking")


@pytest.mark.parametrize(
    "text",
    [
        "http://jitsi.example.org/Circle",
        "javascript:alert(1)",
        "https://user:pw@jitsi.example.org/Circle",
        "https://jitsi.example.org/../x",
        'https://jitsi.example.org/"><script>',
        "https://jitsi example.org/Circle",
        "https://[::1/Circle",
        "https://" + "x" * 300,
        "//",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(WrongAddress, match="call_address"):
        meeting(text)


def test_only_named_deployments_where_some_are_named() -> None:
    allowed = ("jitsi.example.org",)
    assert meeting("jitsi.example.org/x", allowed).url == "https://jitsi.example.org/x"
    with pytest.raises(WrongAddress, match="call_domain"):
        meeting("meet.jit.si/x", allowed)


def test_meet_jit_si_cuts_embedded_calls() -> None:
    assert not embeddable("meet.jit.si")
    assert embeddable("8x8.vc")
