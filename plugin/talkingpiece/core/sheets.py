"""What leaves a session: a person's own sheet, and what the series remembers.

Built from labels only. A sheet holds what its owner gave with `keep: personal`, and what others
gave for them to see; on it others are "from a peer", in order, never a name (panel.md, Ending).
"""

import msgspec

from talkingpiece.core import afterwards, carrying
from talkingpiece.core.consent import is_left_to
from talkingpiece.core.formats import ForEach, Format, Privacy
from talkingpiece.core.ids import MINUTE_MS, ItemId, ListId, Ms, PersonId, PhaseId
from talkingpiece.core.items import listed, members
from talkingpiece.core.relation import Relation, relation_after
from talkingpiece.core.session import Item, Plan, Session
from talkingpiece.core.tallies import head


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a sheet; *topic* is the keyword it belongs to, or empty.

    `peer`: somebody else gave it ("from a peer"); nothing says who.
    """

    text: str
    kind: str
    topic: str = ""
    peer: bool = False
    asked: str = ""
    """The key of the question that it answers, if it answers one."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one topic of mine, or of everything else when *keyword* is empty."""

    keyword: str
    lines: tuple[Line, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One person's own sheet."""

    title: str
    start: Ms
    language: str
    next_date: Ms | None
    sections: tuple[Section, ...]


class CarriedTopic(msgspec.Struct, frozen=True, kw_only=True):
    """A topic that waits for the next session: its words and its rank, and no name.

    `pact` is that of the session it was given in; it comes back to no laxer one.
    """

    kind: str
    text: str
    rank: int
    waited: int
    pact: Privacy = "sealed"


class SeriesMemory(msgspec.Struct, frozen=True, kw_only=True):
    """What a series keeps of its sessions: only what is labelled `series` (decision 17).

    `topics_opened`, `topics_left` and `minutes_used` are the facilitators' counts of the last
    session; nothing in it names a person.
    """

    format: str
    index: int
    ring_offset: int
    topics: tuple[CarriedTopic, ...]
    next_rank: int
    next_date: Ms | None
    title: str
    language: str
    zone: str
    topics_opened: int
    topics_left: int
    minutes_used: int
    carried: tuple[carrying.Carried, ...] = ()
    """What stands on the lists of the series, such as goals and commitments."""
    relation: Relation | None = None
    """How far a relation has come, where the format is one of its kinds of session."""


def sheet_of(session: Session, person: PersonId) -> Sheet | None:
    """*person*'s own sheet; None when there is nothing on it."""
    mine = [item for item in session.items.values() if _on_sheet(session, item, person)]
    if not mine:
        return None
    topics: dict[ItemId | None, list[Item]] = {}
    for item in mine:
        own_topic = item.topic is not None and session.items[item.topic].owner == person
        topics.setdefault(item.topic if own_topic else None, []).append(item)
    ordered = sorted(topics, key=lambda topic: (topic is None, topic and int(topic[1:])))
    return Sheet(
        title=session.plan.title,
        start=session.plan.start,
        language=session.plan.language,
        next_date=session.next_date,
        sections=tuple(_section(session, person, topic, topics[topic]) for topic in ordered),
    )


def _on_sheet(session: Session, item: Item, person: PersonId) -> bool:
    """Whether an item stands on *person*'s sheet: kept for persons, and theirs to see.

    What was given for them outside a topic does only if its author let it (`consent`).
    """
    if item.state != "withdrawn" and is_left_to(session, item, person):
        return True
    if item.keep != "personal" or item.state == "withdrawn":
        return False
    if item.owner == person:
        return True
    topic = session.items.get(item.topic) if item.topic else None
    return item.sees == "owner" and topic is not None and topic.owner == person


def _section(
    session: Session, person: PersonId, topic: ItemId | None, items: list[Item]
) -> Section:
    lines = tuple(
        Line(
            text=i.text,
            kind=i.kind,
            topic=_about(session, i, topic),
            peer=i.owner != person,
            asked=afterwards.asked(i),
        )
        for i in items
    )
    return Section(keyword=session.items[topic].text if topic else "", lines=lines)


def _about(session: Session, item: Item, topic: ItemId | None) -> str:
    """Somebody else's keyword stays out of one's own sheet: it is theirs."""
    if topic is None or item.topic is None:
        return ""
    return session.items[item.topic].text


def series_memory(session: Session, before: SeriesMemory | None = None) -> SeriesMemory:
    """What the series keeps when this session ends; *before*: what it kept until now.

    What could not come to this session waits in the series as it was.
    """
    waits = () if before is None else tuple(t for t in before.topics if not _comes(t, session))
    states = {topic.id: head(session, topic).state for topic in _topics(session)}
    left = tuple(t for t in _topics(session) if states[t.id] in ("open", "kept", "parked"))
    opened = sum(state in ("done", "parked", "now") for state in states.values())
    end = session.closed if session.closed is not None else session.plan.end
    return SeriesMemory(
        format=session.format.id,
        index=session.plan.index,
        ring_offset=session.plan.ring_offset + 1,
        topics=(*waits, *(_carried_topic(session, i) for i in left if i.keep == "series")),
        next_rank=max(session.next_rank, *(topic.rank + 1 for topic in waits), 0),
        next_date=session.next_date,
        title=session.plan.title,
        language=session.plan.language,
        zone=session.plan.zone,
        topics_opened=opened,
        topics_left=len(left),
        minutes_used=max(round((end - session.plan.start) / MINUTE_MS), 0),
        carried=carrying.left(session, () if before is None else before.carried),
        relation=relation_after(session, None if before is None else before.relation),
    )


def _carried_topic(session: Session, item: Item) -> CarriedTopic:
    pact = session.format.privacy
    waited = item.sessions_waited + 1
    return CarriedTopic(kind=item.kind, text=item.text, rank=item.rank, waited=waited, pact=pact)


def _comes(topic: CarriedTopic, session: Session) -> bool:
    return carrying.tells(topic.pact, session.format, topic.kind)


def _topics(session: Session) -> tuple[Item, ...]:
    """The items of every list that the format loops over, or that a session's role comes from.

    Those merged into one follow.
    """
    lists = [step.for_each for step in session.format.flow if isinstance(step, ForEach)]
    roles = (spec for spec in session.format.roles.values() if spec.scope == "session")
    lists += [ListId(spec.from_) for spec in roles if spec.from_ in session.format.lists]
    found = {i.id: i for name in lists for i in listed(session, name)}
    merged = {i.id: i for name in lists for i in members(session, name)}
    return tuple({**found, **merged}.values())


def carried_items(memory: SeriesMemory, at: Ms, chosen: Format) -> tuple[Item, ...]:
    """What of *memory* may come to a session of *chosen*, as its first items: no owner yet.

    Topics keep their ranks. What its people did not agree to pass on so far stays where it is.
    """
    coming = [t for t in memory.topics if carrying.tells(t.pact, chosen, t.kind)]
    topics = _as_items(coming, at, chosen.phases()[0].id)
    return (*topics, *carrying.brought(memory.carried, chosen, at, len(topics) + 1))


def _as_items(topics: list[CarriedTopic], at: Ms, first_phase: PhaseId) -> tuple[Item, ...]:
    return tuple(
        Item(
            id=ItemId(f"i{number}"),
            kind=topic.kind,
            text=topic.text,
            owner=None,
            at=at,
            sees="group",
            keep="series",
            phase=first_phase,
            rank=topic.rank,
            sessions_waited=topic.waited,
        )
        for number, topic in enumerate(topics, start=1)
    )


def next_plan(memory: SeriesMemory, plan: Plan) -> Plan:
    """*plan* as the next session of the series: one further, another person starts."""
    span = memory.relation.span if memory.relation is not None else plan.span
    index, ring_offset = memory.index + 1, memory.ring_offset
    return msgspec.structs.replace(plan, index=index, ring_offset=ring_offset, span=span)
