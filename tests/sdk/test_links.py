"""Links in a declaration: people follow them, so they say where they lead."""

from collections.abc import Callable

import pytest

from talkingpiece.errors import Problem
from talkingpiece.sdk.links import MAX_LINK, host_of

Spoilt = Callable[[str, str], tuple[Problem, ...]]


@pytest.mark.parametrize(
    "link, host",
    [
        ("https://videos.example.org/w/abc?t=10#start", "videos.example.org"),
        ("https://Example.ORG", "example.org"),
        ("https://example.org:8443/x", "example.org"),
        ("https://videos.example@evil.example/", ""),
        ("https://user:word@example.org/", ""),
        ("https://localhost/", ""),
        ("https://10.0.0.1/", ""),
        ("https://[::1]/", ""),
        ("https://example.org:none/", ""),
        ("https:///path", ""),
    ],
)
def test_the_host_is_the_one_people_come_to(link: str, host: str) -> None:
    """Nothing that only looks like one: no name before an @, no number, no machine of one's own."""
    assert host_of(link) == host


def test_a_sound_link_is_taken(spoilt: Spoilt) -> None:
    link = "https://videos.example.org/w/abc?start=10"
    assert spoilt("version: 1", f"version: 1\nsee_first: {link}") == ()


@pytest.mark.parametrize(
    "link, said",
    [
        ("http://example.org/", "not an address with https"),
        ("javascript:alert(1)", "not an address with https"),
        ("HTTPS://example.org/", "not an address with https"),
        ("https://example.org/a b", "no spaces"),
        ("https://exämple.org/", "beyond ASCII"),
        ("https://a@example.org/", "cannot be read"),
        (f"https://example.org/{'x' * MAX_LINK}", "at most 300 fit"),
    ],
)
def test_what_does_not_do_is_said_with_its_line_and_a_hint(
    spoilt: Spoilt, link: str, said: str
) -> None:
    (problem,) = spoilt("version: 1", f'version: 1\nsee_first: "{link}"')
    assert problem.where == "circle.yaml:3"
    assert said in problem.message
    assert problem.hint or "fit" in said
