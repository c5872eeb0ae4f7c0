"""What lists carry to the next session of a series, to whom, and what never widens on the way."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.core.casts import MENTEE, MENTOR, pair_format
from tests.core.labels import may_see, narrower

from talkingpiece.core import commands as c
from talkingpiece.core.carrying import END, Carried, brought, left, tells
from talkingpiece.core.events import ItemOwned
from talkingpiece.core.formats import CarryOver, Format, ListSpec, Privacy
from talkingpiece.core.ids import ItemId, ListId, PersonId, PhaseId
from talkingpiece.core.session import Item, Session
from talkingpiece.core.sheets import SeriesMemory, carried_items, series_memory
from talkingpiece.core.standing import Standing
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.testing.script import START, Lay, Playbook, does, refuses, sees, that

REGISTRY = Registry.load(None)
GOALS, STEPS = ListId("goals"), ListId("steps")
PACTS: tuple[Privacy, ...] = ("sealed", "pair", "group", "open")
AUDIENCE = {"sealed": 0, "pair": 0, "group": 1, "open": 2}


def series_format(
    privacy: Privacy = "pair", carried: tuple[str, ...] = ("goals", "steps")
) -> Format:
    """A pair with two lists that its series keeps."""
    lists = {
        GOALS: ListSpec(item="goal", scope="series"),
        STEPS: ListSpec(item="step", scope="series", carry="open"),
    }
    form = pair_format()
    return replace(form, lists=lists, privacy=privacy, carry_over=CarryOver(series=carried))


def thing(n: int, kind: str = "goal", **more: Any) -> Item:
    """Something of the mentee's that everybody sees and the series keeps."""
    labels: dict[str, Any] = {"sees": "group", "keep": "series", "owner": PersonId("tom"), **more}
    return Item(
        id=ItemId(f"i{n}"), kind=kind, text=f"words {n}", at=START, phase=PhaseId("start"), **labels
    )


def with_items(table: Lay, *items: Item, form: Format | None = None) -> Playbook:
    """mia conducts and so is the mentor, tom is the mentee; these *items* stand on their lists."""
    t: Playbook = table(form or series_format(), "tom", facilitator="mia")
    t.session = replace(t.session, items={item.id: item for item in items})
    return t


def words(carried: tuple[Carried, ...]) -> list[str]:
    return [one.text for one in carried]


def memory(t: Playbook, before: SeriesMemory | None = None) -> SeriesMemory:
    return series_memory(t.session, before)


# --- what is kept ---------------------------------------------------------------------------------


def test_what_stands_on_a_list_of_the_series_is_kept_with_its_labels_and_no_name(
    table: Lay,
) -> None:
    """Lane, status and choice come along; who gave it is a role."""
    standing = Standing(lane="career", status="under_way", picked=True)
    t = with_items(table, thing(1, standing=standing), thing(2, kind="step", part=ItemId("i1")))
    goal, step = memory(t).carried
    assert (goal.lane, goal.status, goal.picked, goal.by) == ("career", "under_way", True, MENTEE)
    assert step.part == goal.n
    kept = msgspec.json.encode(memory(t))
    assert b"tom" not in kept
    assert b"mia" not in kept


def test_only_what_all_saw_and_is_labelled_for_the_series_is_kept(table: Lay) -> None:
    """Neither notes, nor what was given apart and never shown, nor what stays with the session."""
    hidden = thing(3, sees="group_on_reveal")
    t = with_items(
        table,
        thing(1),
        thing(2, sees="me"),
        hidden,
        thing(4, keep="session"),
        thing(5, state="withdrawn"),
        thing(6, unnamed=True),
        thing(7, away=True),
        replace(hidden, id=ItemId("i8"), text="shown", shown=True),
    )
    assert words(memory(t).carried) == ["words 1", "shown"]


def test_steps_that_were_taken_do_not_come_back_and_goals_that_were_reached_do(table: Lay) -> None:
    """A list says so: `carry: open`."""
    done = Standing(status="reached")
    t = with_items(
        table, thing(1, standing=done), thing(2, kind="step", standing=done), thing(3, kind="step")
    )
    assert words(memory(t).carried) == ["words 1", "words 3"]


def test_of_a_line_that_both_agree_on_only_their_wording_is_kept(table: Lay) -> None:
    """Where they did not come to agree, both stay."""
    agreed = Standing(lane="rhythm", agreed=(PersonId("mia"),))
    t = with_items(
        table,
        thing(1, standing=agreed),
        thing(2, owner=PersonId("mia"), standing=Standing(lane="rhythm")),
        thing(3, standing=Standing(lane="place")),
        thing(4, owner=PersonId("mia"), standing=Standing(lane="place")),
    )
    assert words(memory(t).carried) == ["words 1", "words 3", "words 4"]


def test_what_a_session_does_not_name_waits_untouched(table: Lay) -> None:
    """A talk on demand in between loses nothing of the others."""
    before = memory(with_items(table, thing(1), thing(2, kind="step")))
    talk = replace(pair_format(), privacy="pair")
    t = with_items(table, form=talk)
    assert carried_items(before, START, talk) == ()
    assert memory(t, before).carried == before.carried
    again = with_items(table, thing(1), form=series_format(carried=("goals",)))
    assert words(memory(again, before).carried) == ["words 2", "words 1"]


def test_writing_the_memory_twice_changes_nothing(table: Lay) -> None:
    """As after a crash between two of the writes at the end."""
    before = memory(with_items(table, thing(1, kind="step"), thing(2)))
    t = with_items(table, thing(3), form=series_format(carried=("goals",)))
    once = memory(t, before)
    assert [one.text for one in memory(t, once).carried] == words(once.carried)


def test_the_end_of_a_relation_leaves_nothing(table: Lay) -> None:
    """`end`: there is no next time to bring anything to."""
    before = memory(with_items(table, thing(1)))
    t = with_items(table, thing(1), form=series_format(carried=(END,)))
    assert memory(t, before).carried == ()


# --- how it comes back ----------------------------------------------------------------------------


def test_it_comes_back_in_its_order_and_belongs_to_whoever_has_the_role(table: Lay) -> None:
    """Tom is the mentee again; while nobody is, it is nobody's and cannot be claimed."""
    lane = Standing(lane="career")
    t = with_items(
        table,
        thing(2, rank=7),
        thing(1, rank=3, standing=lane),
        thing(3, kind="step", part=ItemId("i1")),
    )
    t.session = replace(t.session, orders={GOALS: (ItemId("i2"), ItemId("i1"))})
    items = carried_items(memory(t), START, series_format())
    second = table(series_format(), facilitator="mia", items=items)
    assert second.view().lists[GOALS] == ("i1", "i2")
    assert {item.owner for item in second.session.items.values()} == {None}
    assert second.session.items[ItemId("i3")].part == "i2"
    second >> does("mia", c.Claim, item="i1") << refuses(Code.NOT_NOW)
    (
        second
        >> does("tom", c.Join, name="tom")
        << sees(..., that(ItemOwned, item="i1", owner="tom"), ...)
    )
    assert {item.owner for item in second.session.items.values()} == {PersonId("tom")}


def test_what_was_agreed_is_not_reworded_in_passing(table: Lay) -> None:
    """Only a phase that works on its list changes it; a slip of the pen it is not."""
    items = carried_items(memory(with_items(table, thing(1))), START, series_format())
    t = table(series_format(), "tom", facilitator="mia", items=items)
    assert "edit_i1" not in t.offers("tom")
    assert "withdraw_i1" in t.offers("tom")


def test_it_goes_along_with_the_role(table: Lay) -> None:
    """Who conducts this time was the mentee before: one tap puts it right."""
    items = carried_items(memory(with_items(table, thing(1))), START, series_format())
    t = table(series_format(), "mia", facilitator="tom", items=items)
    assert t.session.items[ItemId("i1")].owner == "mia"
    t.quietly("tom", c.GiveRole, role=MENTOR, to="mia")
    assert t.session.items[ItemId("i1")].owner == "tom"


def test_a_pair_s_words_come_to_no_laxer_table(table: Lay) -> None:
    """Nor do a sealed circle's; they wait in the series instead."""
    before = memory(with_items(table, thing(1)))
    assert carried_items(before, START, series_format("group")) == ()
    wide = with_items(table, thing(1), form=series_format("group"))
    assert words(memory(wide, before).carried) == ["words 1", "words 1"]
    assert [one.pact for one in memory(wide, before).carried] == ["pair", "group"]


# --- whatever is kept -----------------------------------------------------------------------------

labels = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(("goal", "step", "note")),
        "sees": st.sampled_from(
            ("me", "owner", "facilitators", "group_on_reveal", "group_anon", "group", "public")
        ),
        "keep": st.sampled_from(("none", "session", "personal", "series", "harvest")),
        "state": st.sampled_from(("open", "now", "done", "kept", "parked", "withdrawn")),
        "owner": st.sampled_from((PersonId("mia"), PersonId("tom"), None)),
        "shown": st.booleans(),
        "unnamed": st.booleans(),
        "away": st.booleans(),
    }
)
OUTSIDER = PersonId("eve")


@settings(max_examples=300, deadline=None)
@given(
    given_=st.lists(labels, max_size=8),
    was=st.sampled_from(PACTS),
    then=st.sampled_from(PACTS),
    carried=st.sampled_from(((), ("goals",), ("steps",), ("goals", "steps"), (END,))),
)
def test_nothing_carried_is_seen_by_more_people_or_kept_longer(
    given_: list[dict[str, Any]], was: Privacy, then: Privacy, carried: tuple[str, ...]
) -> None:
    """For all labels and pacts: what comes back was seen by all, under a pact as strict."""
    session = _session(series_format(was, carried), given_)
    kept = left(session, ())
    coming = brought(kept, series_format(then), START, 1)
    before = {item.text: item for item in session.items.values()}
    for one in kept:
        assert may_see(session, OUTSIDER, before[one.text])
        assert before[one.text].keep == "series"
        assert not one.by or one.sees != "group_anon"
    for item in coming:
        origin = before[item.text]
        assert narrower(item, origin)
        assert AUDIENCE[then] <= AUDIENCE[was]
        assert then == was or was in ("group", "open")
        assert item.owner is None
    assert all(
        tells(one.pact, series_format(then), one.kind) for one in kept if _is_in(one, coming)
    )


def _is_in(one: Carried, coming: tuple[Item, ...]) -> bool:
    return any(item.text == one.text for item in coming)


def _session(form: Format, given_: list[dict[str, Any]]) -> Session:
    t = Playbook(form, REGISTRY).seated("tom", facilitator="mia")
    items = {f"i{n}": thing(n, **one) for n, one in enumerate(given_, 1)}
    return replace(t.session, items=items)
