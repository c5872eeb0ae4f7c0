"""What leaves a session to be read by several: notes of a group or a pair, a page for everybody.

An output of a declaration names kinds and counters. What stands in it is decided by the labels of
the items alone: everybody at the table sees it already, and it is kept at least for the series, for
a public page for the harvest. What has no label is nowhere. A sealed format has no minutes at all
(formats.md A7), and what came up under a stricter pact than the format's stays out of its minutes.
A name stands only on a public page, and only of somebody who said so themselves.
"""

from collections.abc import Iterator

from talkingpiece.core import tallies
from talkingpiece.core.ballots import LEAST_SHOWN, Result
from talkingpiece.core.formats import Output
from talkingpiece.core.gathering import STATES
from talkingpiece.core.harvested import Audience, Bars, Entry, Harvest, Part
from talkingpiece.core.ids import ListId, PersonId
from talkingpiece.core.items import listed, spec_of
from talkingpiece.core.labels import all_see
from talkingpiece.core.options import ArrangeOptions, PollOptions, RoundOptions
from talkingpiece.core.session import Item, Session
from talkingpiece.core.sheets import series_memory
from talkingpiece.core.switching import pact_of

AUDIENCES: dict[str, Audience] = {
    "public": "public",
    "group": "group",
    "members": "group",
    "pair": "pair",
    "facilitators": "facilitators",
}
"""Recipients of a declaration; every other one is a person, who has a sheet of their own."""
KEPT: dict[Audience, tuple[str, ...]] = {
    "public": ("harvest",),
    "group": ("series", "harvest"),
    "pair": ("series", "harvest"),
}
"""Which labels may leave to whom. To facilitators there are counts, and nothing else."""
COUNTED = ("topics_opened", "topics_left", "minutes_used")
"""What an output may name beside collected kinds: counted, never typed by anyone."""


def audience(output: Output) -> Audience:
    """Who reads *output*."""
    return AUDIENCES.get(output.to, "person")


def shared_outputs(session: Session) -> tuple[Output, ...]:
    """The outputs that leave for several people; a sealed format has none."""
    if session.format.privacy == "sealed":
        return ()
    return tuple(o for o in session.format.outputs if audience(o) in KEPT)


def output_named(session: Session, name: str) -> Output | None:
    """The shared output of this id, if there is one."""
    return next((o for o in shared_outputs(session) if o.id == name), None)


def harvest_of(session: Session, output: Output) -> Harvest | None:
    """*output* as it is now; None while there is nothing in it."""
    parts = tuple(part for kind in output.content if (part := _part(session, kind, output)))
    if not parts:
        return None
    return Harvest(
        output=output.id,
        audience=audience(output),
        title=session.plan.title,
        format=session.format.id,
        format_title=session.format.title,
        start=session.plan.start,
        language=session.plan.language,
        index=session.plan.index,
        for_whom=session.published.get(output.id, ""),
        parts=parts,
        terms=session.format.terms,
    )


def leaves(session: Session, item: Item, to: Audience) -> bool:
    """Whether the labels of *item* let it go to *to*."""
    if to == "public" and item.id in session.left_out:
        return False
    return all_see(item) and item.keep in KEPT.get(to, ()) and _of_this_pact(session, item)


def _of_this_pact(session: Session, item: Item) -> bool:
    """Not given in a stricter format that the session went through in between."""
    if pact_of(session) == session.format.privacy:
        return True
    return any(phase.id == item.phase for phase in session.format.phases())


def _part(session: Session, kind: str, output: Output) -> Part | None:
    to = audience(output)
    if kind in COUNTED:
        return Part(kind=kind, number=getattr(series_memory(session), kind))
    ranked = "arrival_rank" in output.content
    entries = tuple(
        _entry(session, item, to, ranked)
        for item in _items(session, kind)
        if _stands(session, item, to)
    )
    results = (r for r in session.results if r.collected == kind and _may_go(r, to))
    bars = tuple(_bars(session, result, to) for result in results)
    date = session.next_date if kind == "appointment" and to != "public" else None
    if not entries and not bars and date is None:
        return None
    return Part(kind=kind, entries=entries, bars=bars, date=date)


# --- items ------------------------------------------------------------------------------------


def _items(session: Session, kind: str) -> Iterator[Item]:
    """The items of one kind: in the order of their list, else as they were given.

    A kind that is only said by working on a list of something else (an agenda, what was picked,
    a status) is what became of that list.
    """
    spec = spec_of(session, kind)
    if spec is not None:
        name = next(n for n, one in session.format.lists.items() if one is spec)
        yield from listed(session, name)
        return
    worked = _worked_on(session, kind)
    if kind not in STATES:
        yield from _as_given(session, kind)
    if worked is not None:
        options, list_id = worked
        for item in listed(session, list_id):
            if kind in STATES:
                if item.standing.status:
                    yield item
            elif item.standing.picked if "pick" in options.ops else "order" in options.ops:
                yield item


def _as_given(session: Session, kind: str) -> list[Item]:
    """In the order in which they were given; of a round by score, as people sit.

    Lowest first, highest second would be a list of everybody's ratings (decision 0008).
    """
    given = [item for item in session.items.values() if item.kind == kind]
    by_score = {
        phase.id
        for phase in session.format.phases()
        if isinstance(phase.options, RoundOptions) and phase.options.order == "by_score"
    }
    if by_score & {item.phase for item in given}:
        seats = {person: at for at, person in enumerate(session.ring)}
        given.sort(key=lambda item: seats.get(item.owner or PersonId(""), -1))
    return given


def _worked_on(session: Session, kind: str) -> tuple[ArrangeOptions, ListId] | None:
    """The list that is worked on where *kind* is collected."""
    for phase in session.format.phases():
        options = phase.options
        if not isinstance(options, ArrangeOptions) or options.list not in session.format.lists:
            continue
        if any(what.kind == kind for what in phase.collect):
            return options, options.list
    return None


def _stands(session: Session, item: Item, to: Audience) -> bool:
    """Whether it leaves, and stands for itself: what was merged stands with something else."""
    return leaves(session, item, to) and tallies.head(session, item) is item


def _entry(session: Session, item: Item, to: Audience, ranked: bool) -> Entry:
    topic = session.items.get(item.topic) if item.topic else None
    cluster = session.items.get(item.standing.cluster, item)
    joined = (part for part in tallies.parts(session, item) if leaves(session, part, to))
    return Entry(
        text=item.text,
        fields=item.fields,
        lane=item.standing.lane,
        theme=cluster.standing.theme,
        about=topic.text if topic is not None and leaves(session, topic, to) else "",
        status=item.standing.status,
        rank=item.rank if ranked else 0,
        waits=item.state in ("parked", "kept"),
        count=_tapped(session, item),
        also=tuple(part.text for part in joined),
        by=_name(session, item, to),
    )


def _tapped(session: Session, item: Item) -> int:
    """How many people gave it any gesture, once each; whoever gave the item is for it anyway."""
    people = {
        p for one in (item, *tallies.parts(session, item)) for m in one.marks.values() for p in m
    }
    return len(people - {item.owner})


def _name(session: Session, item: Item, to: Audience) -> str:
    """The name of whoever gave it: on public pages, if they wish it, and if it was ever seen."""
    owner = session.people.get(item.owner) if item.owner else None
    hidden = item.unnamed or item.sees == "group_anon"
    if to != "public" or owner is None or not owner.credited or hidden:
        return ""
    return owner.name


# --- polls ------------------------------------------------------------------------------------


def _may_go(result: Result, to: Audience) -> bool:
    """Whether its labels let it go; dots are counted on what they were given to."""
    seen = result.sees in ("group", "group_on_reveal", "group_anon", "public")
    return seen and result.keep in KEPT.get(to, ()) and result.kind != "dots"


def _bars(session: Session, result: Result, to: Audience) -> Bars:
    """The figures; on a public page never of so few that they would name people."""
    few = result.withheld or (to == "public" and result.votes < LEAST_SHOWN)
    phase = next((p for p in session.format.phases() if p.id == result.phase), None)
    options = phase.options if phase is not None else None
    poll = options if isinstance(options, PollOptions) else None
    scale = poll.scale if poll is not None and result.kind == "scale" else None
    return Bars(
        kind=result.kind,
        question=result.question,
        asks=poll.question if poll is not None else "",
        counts={} if few else result.counts,
        votes=0 if few else result.votes,
        outcome="" if few else result.outcome,
        withheld=few,
        ends=(scale.low, scale.high) if scale is not None else ("", ""),
    )
