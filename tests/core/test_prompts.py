"""The sentence for me, and where I am in the round (decisions 7, 8)."""

import pytest

from talkingpiece.core.commands import Add, Enough, JustListen, Leave, NextPhase, Pass
from talkingpiece.core.formats import Format
from talkingpiece.core.options import CollectOptions, DiscussOptions
from talkingpiece.core.prompts import upcoming
from talkingpiece.core.text import Ref, Say
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    begun,
    brief_phase,
    phase,
    round_phase,
    small_format,
)

PEOPLE = ("ada", "ben", "cem")


def evening(table: Lay, triage: Format, at: str) -> Playbook:
    """A triage table in phase *at*: ada's topic first, then ben's."""
    t: Playbook = table(triage, *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
    t.quietly("fay", Add, kind="keyword", text="pace", owner="ben")
    while t.phase != at:
        t.quietly("fay", NextPhase)
    return t


@pytest.mark.parametrize(
    "at, who, role",
    [
        ("clarify", "ben", "speaker"),
        ("clarify", "ada", "presenter"),
        ("clarify", "fay", "facilitator"),
        ("present", "ada", "presenter"),
        ("present", "ben", "listener"),
        ("urgency", "ada", "owner"),
        ("urgency", "fay", "facilitator"),
        ("breath", "fay", "all"),
    ],
)
def test_the_most_specific_prompt_is_mine(
    table: Lay, triage: Format, at: str, who: str, role: str
) -> None:
    """Speaker, format role, owner, facilitator, listener, all."""
    say = evening(table, triage, at).mine(who).prompt
    assert say.key == f"intervision_triage/{at}/{role}"


@pytest.mark.parametrize(
    "at, who, key",
    [
        ("clarify", "cem", "defaults.round.listener"),
        ("urgency", "cem", "defaults.arrange.listener"),
    ],
)
def test_where_the_format_says_nothing_the_kernel_does(
    table: Lay, triage: Format, at: str, who: str, key: str
) -> None:
    """By activity and role."""
    assert evening(table, triage, at).mine(who).prompt.key == key


def test_whoever_had_the_only_turn_is_not_told_that_it_will_come(table: Lay) -> None:
    """Nor is somebody who only listens; in rounds that go on, another turn may come."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    assert t.mine("ben").prompt.key == "defaults.round.listener"
    t.quietly("ada", Pass).quietly("cem", JustListen, on=True)
    assert t.mine("ada").prompt.key == "defaults.talk.listener"
    assert t.mine("cem").prompt.key == "defaults.talk.listener"
    again = begun(table, round_phase(repeat="until_all_pass"), "ada", "ben").quietly("ada", Pass)
    assert again.mine("ada").prompt.key == "defaults.round.listener"


def test_nobody_is_told_of_a_turn_after_the_last(table: Lay) -> None:
    """All have passed: the round is over for everybody, also where it goes on and on."""
    t = begun(table, round_phase(repeat="until_all_pass", facilitator_turn="none"), "ada", "ben")
    t.quietly("ada", Pass)
    assert t.mine("ada").prompt.key == "defaults.round.listener"
    t.quietly("ben", Pass)
    assert t.session.piece.closed
    assert t.mine("ada").prompt.key == "defaults.talk.listener"


def test_what_a_role_does_first_is_past_once_it_is_done(table: Lay) -> None:
    """A mentor is told to go first until they have; a mentee what to tell until they told it."""
    first = Registry.load().formats["mentoring_first"]
    t = table(first, "tom", facilitator="mia").quietly("mia", NextPhase)
    assert t.mine("mia").prompt.key == "mentoring_first/introductions/mentor"
    t.quietly("mia", Pass)
    assert t.mine("mia").prompt.key == "defaults.round.facilitator_on"
    assert t.mine("tom").prompt.key == "mentoring_first/introductions/mentee"
    t.quietly("tom", Pass)
    assert t.mine("tom").prompt.key == "defaults.talk.listener"


def test_a_facilitator_says_who_starts_only_until_somebody_has(table: Lay) -> None:
    """Then the round goes by itself; when it is over, they go on."""
    t = begun(table, round_phase(facilitator_turn="none"), "ada", "ben")
    read = [t.mine("fay").prompt.key]
    for person in ("ada", "ben"):
        t.quietly(person, Pass)
        read.append(t.mine("fay").prompt.key)
    assert read == [
        "defaults.round.facilitator",
        "defaults.round.facilitator_on",
        "defaults.round.facilitator_over",
    ]


def test_there_is_always_a_sentence(table: Lay) -> None:
    """Also for what has no default, and for whoever leads."""
    talk = phase("talk", DiscussOptions())
    many = phase("many", CollectOptions(item="idea"))
    t = table(small_format(brief_phase(), talk, many), "ada", facilitator="fay")
    assert t.mine("ada").prompt.key == "defaults.brief.all"
    t.session = t.session.__class__(**{**_members(t), "cursor": t.session.cursor.__class__((1,))})
    assert t.mine("ada").prompt.key == "defaults.discuss.all"
    t.session = t.session.__class__(**{**_members(t), "cursor": t.session.cursor.__class__((2,))})
    assert t.mine("ada").prompt.key == "defaults.collect.all"


def _members(t: Playbook) -> dict[str, object]:
    return {name: getattr(t.session, name) for name in t.session.__struct_fields__}


def test_placeholders_that_occur_are_filled_in(table: Lay, triage: Format) -> None:
    """The keyword, the next one, the planned start; nothing that is not asked for."""
    t = table(triage, "ada")
    assert t.mine("ada").prompt.values == {"start": Ref(time=t.session.plan.start)}
    assert evening(table, triage, "present").mine("ada").prompt.values == {"keyword": "trust"}
    assert evening(table, triage, "breath").mine("ben").prompt.values == {"next_keyword": "pace"}
    assert evening(table, triage, "clarify").mine("ben").prompt.values == {}


def test_a_name_is_the_holder_s_and_the_end_is_a_time(table: Lay) -> None:
    """Names travel as references: the client knows them."""
    prompts = {"listener": {"en": "Listen to {name} until {end}."}}
    t = begun(table, round_phase(prompts=prompts), "ada", "ben")
    end = Ref(time=t.session.plan.end)
    assert t.mine("ben").prompt.values == {"name": Ref(person="ada"), "end": end}


def test_who_is_next_is_told_whom_they_follow(table: Lay, triage: Format) -> None:
    """And the presenter, who asks them; nobody else."""
    t = evening(table, triage, "clarify")
    ben = Ref(person="ben")
    assert t.mine("cem").place == Say("turns.you_are_next", {"name": ben})
    assert t.mine("ada").place == Say("panel.asks_you", {"name": ben})
    assert t.mine("fay").place is None
    assert t.mine("ben").place is None
    t.quietly("ada", Enough)
    assert t.mine("cem").place is None


def test_next_is_who_will_really_get_the_piece(table: Lay) -> None:
    """Who left or just listens is not announced."""
    t = begun(table, round_phase(), *PEOPLE)
    assert upcoming(t.session) == "ben"
    t.quietly("ben", JustListen)
    assert upcoming(t.session) == "cem"
    t.quietly("cem", Leave)
    assert upcoming(t.session) == "fay"
    t.quietly("ada", Pass)
    assert upcoming(t.session) is None


def test_whoever_a_round_is_not_for_just_listens(table: Lay) -> None:
    """They are not told that their turn will come."""
    pitch = round_phase("pitch", who="authors")
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), pitch)
    t = table(form, "ada", "ben", facilitator="fay")
    t.given("ada", "trust")
    t.quietly("fay", NextPhase)
    assert t.mine("ada").prompt.key == "defaults.round.speaker"
    assert t.mine("ben").prompt.key == "defaults.talk.listener"
