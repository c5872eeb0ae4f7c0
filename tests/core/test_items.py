"""What people give: labels, lists, claims, and whose it is (decisions 10, 19, 31)."""

import pytest
from msgspec.structs import replace

from talkingpiece.core import items
from talkingpiece.core.commands import (
    Add,
    Claim,
    ConfirmClaim,
    Edit,
    Flag,
    HandOn,
    Keep,
    NextPhase,
    Restore,
    Withdraw,
)
from talkingpiece.core.events import ItemAdded, ItemClaimed, ItemEdited, ItemFlagged, ItemMoved
from talkingpiece.core.events import ItemOwned as Owned
from talkingpiece.core.formats import Collected
from talkingpiece.core.ids import ItemId, ListId
from talkingpiece.core.session import Item
from talkingpiece.core.sheets import CarriedTopic, SeriesMemory, carried_items
from talkingpiece.errors import Code
from talkingpiece.testing.script import START, Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import (
    KEYWORD,
    OPEN_KEYWORD,
    arrange_phase,
    brief_phase,
    passes_phase,
    small_format,
    talk_phase,
    topics_loop,
)

TAKEAWAY = Collected(kind="takeaway", by="presenter", sees="owner", keep="personal")
LEADS_NOTE = Collected(kind="remark", by="facilitator", sees="facilitators", keep="session")
ACK = Collected(kind="ack", by="everyone", sees="me", keep="none")
OPENING = brief_phase(collect=(OPEN_KEYWORD, LEADS_NOTE, ACK))
WORK = arrange_phase("work", "flag_urgent", "unflag", "keep_next", "withdraw", "reword")
TALK = talk_phase(collect=(TAKEAWAY,))
FORMAT = small_format(OPENING, WORK, topics_loop(TALK), passes_phase(collect=(KEYWORD,)))
TOPICS = ListId("topics")


def opened(table: Lay, *phases: object) -> Playbook:
    """A table in its opening, in which ada has given a keyword; each of *phases* is a step."""
    t: Playbook = table(FORMAT, "ada", "ben", facilitator="fay")
    t.given("ada", "trust")
    for _ in phases:
        t.quietly("fay", NextPhase)
    return t


# --- giving ---------------------------------------------------------------------------------------


def test_an_item_gets_the_labels_of_its_phase(table: Lay) -> None:
    """Who sees it, how long it is kept, where it was given, its rank in the list."""
    t = opened(table)
    item = t.session.items["i1"]
    assert (item.sees, item.keep, item.phase, item.rank) == ("group", "series", "start", 1)
    t.given("ben", "pace")
    assert t.session.items["i2"].rank == 2
    note = t.given("ben", "hm", kind="private_note")
    assert (t.session.items[note].sees, t.session.items[note].rank) == ("me", 0)


@pytest.mark.parametrize(
    "who, kind, answer",
    [
        ("ada", "keyword", None),
        ("ada", "private_note", None),
        ("fay", "remark", None),
        ("ada", "remark", Code.NOT_NOW),
        ("ada", "takeaway", Code.NOT_NOW),
        ("ada", "ack", Code.NOT_NOW),
        ("ada", "nonsense", Code.NOT_NOW),
        ("zoe", "keyword", Code.NOT_HERE),
    ],
)
def test_who_may_give_what(table: Lay, who: str, kind: str, answer: Code | None) -> None:
    """As the phase collects it; private notes always; gestures are taps of their own."""
    t = opened(table)
    t >> does(who, Add, kind=kind, text="x") << (refuses(answer) if answer else sees(ItemAdded))


def test_the_presenter_s_kinds_are_the_presenter_s(table: Lay) -> None:
    """On the topic that is open."""
    t = opened(table, "work", "present")
    t >> does("ben", Add, kind="takeaway", text="x") << refuses(Code.NOT_NOW)
    t >> does("ada", Add, kind="takeaway", text="x") << sees(ItemAdded)
    assert t.session.items["i2"].topic == "i1"


def test_a_speaker_s_kind_waits_for_the_turn(table: Lay) -> None:
    """A facilitator may write it down for anybody, at any time of the round."""
    t = opened(table, "work", "present", "circle")
    assert t.holder == "ada"
    t >> does("ben", Add, kind="keyword", text="x") << refuses(Code.NOT_YOUR_TURN)
    (
        t
        >> does("ben", Add, kind="keyword", text="x", owner="ada")
        << refuses(Code.NOT_THE_FACILITATOR)
    )
    t >> does("fay", Add, kind="keyword", text="x", owner="ben") << sees(ItemAdded)
    assert t.session.items["i2"].owner == "ben"
    assert t.holder == "ada"


def test_nobody_writes_a_private_note_for_somebody_else(table: Lay) -> None:
    """Not even a facilitator; and not for nobody."""
    t = opened(table)
    t >> does("fay", Add, kind="private_note", text="x", owner="ada") << refuses(Code.NOT_NOW)
    t >> does("fay", Add, kind="keyword", text="x", owner="zoe") << refuses(Code.NO_SUCH_PERSON)


@pytest.mark.parametrize(
    "kind, length, ok",
    [("keyword", 40, True), ("keyword", 41, False), ("private_note", 2000, True),
     ("private_note", 2001, False)],
)  # fmt: skip
def test_texts_have_a_length(table: Lay, kind: str, length: int, ok: bool) -> None:
    """Of the list, or of what is private; empty is none."""
    t = opened(table)
    answer = sees(ItemAdded) if ok else refuses(Code.TOO_LONG, max=length - 1)
    t >> does("ada", Add, kind=kind, text="x" * length) << answer
    t >> does("ada", Add, kind=kind, text="  ") << refuses(Code.EMPTY_TEXT)


def test_what_is_for_the_group_is_a_sentence_not_a_page(table: Lay) -> None:
    """500 characters where no list says less."""
    t = opened(table)
    for_all = Collected(kind="idea", by="everyone", sees="group", keep="session")
    assert items.longest(t.session, for_all) == 500


def test_nobody_fills_the_room(table: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit per person."""
    monkeypatch.setattr(items, "MAX_ITEMS_EACH", 2)
    t = opened(table)
    t.given("ada", "two")
    t >> does("ada", Add, kind="keyword", text="x") << refuses(Code.TOO_MANY, max=2)
    t >> does("ben", Add, kind="keyword", text="x") << sees(ItemAdded)


# --- working on what is there ---------------------------------------------------------------------


def test_words_are_mended_by_their_owner_or_a_facilitator(table: Lay) -> None:
    """The same words are no change; too many are refused."""
    t = opened(table)
    t >> does("ada", Edit, item="i1", text=" distrust ") << sees(that(ItemEdited, text="distrust"))
    t >> does("ada", Edit, item="i1", text="distrust") << sees()
    t >> does("fay", Edit, item="i1", text="trust") << sees(ItemEdited)
    t >> does("ben", Edit, item="i1", text="mine") << refuses(Code.NOT_YOUR_ITEM)
    t >> does("ada", Edit, item="i1", text="x" * 41) << refuses(Code.TOO_LONG)
    t >> does("ada", Edit, item="i9", text="x") << refuses(Code.NO_SUCH_ITEM)


@pytest.mark.parametrize("command", [Edit, Withdraw, Restore, Flag, Keep, Claim])
@pytest.mark.parametrize("who", ["ben", "fay"])
def test_a_private_note_is_not_there_for_others(table: Lay, command: type, who: str) -> None:
    """The same answer as for an item that never was."""
    t = opened(table)
    note = t.given("ada", "hm", kind="private_note")
    fields = {"text": "x"} if command is Edit else {}
    t >> does(who, command, item=note, **fields) << refuses(Code.NO_SUCH_ITEM)


def test_withdrawn_is_put_back_by_the_same_person(table: Lay) -> None:
    """The undo of lists (decision 31); withdrawn it is no topic any more."""
    t = opened(table)
    t >> does("ada", Restore, item="i1") << refuses(Code.NOT_NOW)
    t >> does("ada", Withdraw, item="i1") << sees(that(ItemMoved, state="withdrawn"))
    assert items.listed(t.session, TOPICS) == ()
    t >> does("ada", Withdraw, item="i1") << refuses(Code.NOT_NOW)
    t >> does("ada", Edit, item="i1", text="x") << refuses(Code.NOT_NOW)
    t >> does("ada", Restore, item="i1") << sees(that(ItemMoved, state="open"))


def test_urgent_and_next_time_are_said_where_the_phase_asks(table: Lay) -> None:
    """By the owner, of an open topic; kept may be taken back."""
    t = opened(table)
    t >> does("ada", Flag, item="i1") << refuses(Code.NOT_NOW)
    t >> does("ada", Keep, item="i1") << refuses(Code.NOT_NOW)
    t.quietly("fay", NextPhase)
    t >> does("ben", Flag, item="i1") << refuses(Code.NOT_YOUR_ITEM)
    t >> does("ada", Flag, item="i1") << sees(that(ItemFlagged, on=True))
    t >> does("ada", Flag, item="i1") << sees()
    t >> does("ada", Flag, item="i1", on=False) << sees(that(ItemFlagged, on=False))
    t >> does("ada", Keep, item="i1") << sees(that(ItemMoved, state="kept"))
    t >> does("ada", Flag, item="i1") << refuses(Code.NOT_NOW)
    t >> does("ada", Restore, item="i1") << sees(that(ItemMoved, state="open"))


def test_a_private_note_is_never_a_topic(table: Lay) -> None:
    """Neither urgent nor kept for the series: it stands on no list."""
    t = opened(table, "work")
    note = t.given("ada", "hm", kind="private_note")
    t >> does("ada", Flag, item=note) << refuses(Code.NOT_NOW)
    t >> does("ada", Keep, item=note) << refuses(Code.NOT_NOW)


def test_the_list_is_urgent_first_then_by_rank(table: Lay) -> None:
    """Arrival counts across the series."""
    t = opened(table)
    for word in ("pace", "scope"):
        t.given("ben", word)
    t.quietly("fay", NextPhase).quietly("ben", Flag, item="i3")
    assert [item.id for item in items.listed(t.session, TOPICS)] == ["i3", "i1", "i2"]
    by_arrival = replace(FORMAT.lists[TOPICS], order="arrival")
    plain = replace(t.session, format=replace(FORMAT, lists={TOPICS: by_arrival}))
    assert [item.id for item in items.listed(plain, TOPICS)] == ["i1", "i2", "i3"]


# --- carried words --------------------------------------------------------------------------------


def carried(*words: str) -> tuple[Item, ...]:
    """Topics of the session before."""
    topics = tuple(
        CarriedTopic(kind="keyword", text=word, rank=rank, waited=1, pact=FORMAT.privacy)
        for rank, word in enumerate(words, start=3)
    )
    memory = SeriesMemory(
        format="small", index=1, ring_offset=1, topics=topics, next_rank=9, next_date=None,
        title="", language="en", zone="UTC", topics_opened=0, topics_left=len(words),
        minutes_used=60,
    )  # fmt: skip
    return carried_items(memory, START, FORMAT)


def test_a_carried_word_is_claimed_and_confirmed(table: Lay) -> None:
    """It has no name: its owner says so, a facilitator says yes (decisions 9, 10)."""
    t = table(FORMAT, "ada", "ben", facilitator="fay", items=carried("balance"))
    t >> does("fay", ConfirmClaim, item="i1") << refuses(Code.NOT_NOW)
    t >> does("ada", Claim, item="i1") << sees(that(ItemClaimed, by="ada"))
    assert "claims_i1" in t.mine("fay").notices
    t >> does("ben", ConfirmClaim, item="i1") << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", ConfirmClaim, item="i1") << sees(that(Owned, owner="ada"))
    t >> does("ben", Claim, item="i1") << refuses(Code.NOT_NOW)
    assert t.session.items["i1"].rank == 3


def test_a_facilitator_s_own_carried_word_needs_no_second_yes(table: Lay) -> None:
    """They would ask themselves."""
    t = table(FORMAT, facilitator="fay", items=carried("balance"))
    t >> does("fay", Claim, item="i1") << sees(that(Owned, owner="fay"))


def test_new_words_rank_behind_carried_ones(table: Lay) -> None:
    """Arrival counts across the series."""
    t = table(FORMAT, "ada", items=carried("balance", "pace"))
    new = t.given("ada", "trust")
    assert (new, t.session.items[new].rank) == ("i3", 5)
    assert t.session.items[ItemId("i1")].sessions_waited == 1


def test_scribing_for_a_turn_that_is_over(table: Lay) -> None:
    """The turn of whoever speaks now does not end by another's word."""
    t = opened(table, "work", "present", "circle").quietly("ada", HandOn)
    t >> does("fay", Add, kind="keyword", text="late word", owner="ada") << sees(ItemAdded)
    assert t.holder == "ben"
