"""Whether one phase makes sense: whom it names, whether it can end, what it keeps."""

from talkingpiece.core.formats import Collected, Condition, Format, Phase
from talkingpiece.core.gathering import HOPE
from talkingpiece.core.options import (
    ArrangeOptions,
    AssignOptions,
    BriefOptions,
    CollectOptions,
    DiscussOptions,
    PollOptions,
    RoundOptions,
    TalkOptions,
    TurnTime,
)
from talkingpiece.sdk import vocabulary as words
from talkingpiece.sdk.endings import look_at_endings
from talkingpiece.sdk.placed import Findings, Path, did_you_mean


def look_at_phase(declared: Format, phase: Phase, path: Path, findings: Findings) -> None:
    """Every check on one phase; *path* is where it stands."""
    look = _Look(declared, findings)
    look.name(phase.id, "a phase", (*path, "id"))
    look.people(phase.who, (*path, "who"))
    if list(phase.minutes) != sorted(phase.minutes):
        findings.say((*path, "minutes"), "minutes must ascend: least, usual, most")
    if findings.rules is not None and phase.rules not in findings.rules:
        message = f'unknown rule "{phase.rules}"'
        findings.say((*path, "rules"), message, did_you_mean(phase.rules, findings.rules))
    for index, collected in enumerate(phase.collect):
        look.collected(collected, (*path, "collect", index))
    if phase.when is not None:
        look.condition(phase.when, (*path, "when"))
    if phase.gate is not None:
        look.condition(phase.gate.need, (*path, "gate", "need"))
        if phase.gate.unless is not None:
            look.condition(phase.gate.unless, (*path, "gate", "unless"))
    if not findings.is_spoilt((*path, "use")):
        look.options(phase, (*path, "with"))
        if not findings.is_partly_spoilt((*path, "exit")):
            look_at_endings(phase, path, findings)


def look_at_condition(declared: Format, asked: Condition, path: Path, findings: Findings) -> None:
    """Whether a condition outside a phase names variables there are."""
    _Look(declared, findings).condition(asked, path)


class _Look:
    """The checks that need the format's own roles and lists."""

    def __init__(self, declared: Format, findings: Findings) -> None:
        self._declared = declared
        self._findings = findings
        self._roles = words.MOMENT_ROLES | set(declared.roles)
        self._people = words.PEOPLE.keys() | self._roles | {f"{role}s" for role in self._roles}

    def name(self, name: str, what: str, path: Path) -> None:
        if not words.ID.fullmatch(name):
            hint = "small letters, digits and _"
            self._findings.say(path, f'"{name}" is not a name for {what}', hint)

    def people(self, who: str, path: Path) -> None:
        self._one_of(who, self._people, "role", path)

    def role(self, role: str, path: Path, *more: str) -> None:
        self._one_of(role, self._roles | set(more), "role", path)

    def list(self, name: str, path: Path) -> None:
        if not self._findings.is_spoilt(("lists",)):
            self._one_of(name, set(self._declared.lists), "list", path)

    def _one_of(self, name: str, known: set[str] | frozenset[str], what: str, path: Path) -> None:
        if name not in known:
            hint = did_you_mean(name, known)
            self._findings.say(path, f'unknown {what} "{name}"', hint)

    def collected(self, collected: Collected, path: Path) -> None:
        self.name(collected.kind, "a kind", (*path, "kind"))
        self.people(collected.by, (*path, "by"))
        alone = (collected.by, collected.sees, collected.keep) == ("owner", "me", "session")
        if collected.kind == HOPE and not alone:
            message = "a hope is for whoever has it alone, and goes with the room"
            self._findings.say(path, message, "by: owner, sees: me, keep: session")
        privacy = self._declared.privacy
        if privacy not in {"sealed", "pair"} or self._findings.is_spoilt(("privacy",)):
            return
        if collected.keep == "harvest":
            message = f'a {privacy} format keeps nothing for a harvest: "{collected.kind}"'
            self._findings.say((*path, "keep"), message, "labels only narrow")
        if collected.sees == "public":
            message = f'a {privacy} format shows nothing in public: "{collected.kind}"'
            self._findings.say((*path, "sees"), message, "labels only narrow")
        sealed_kinds = words.SEALED_SERIES
        if (
            privacy == "sealed"
            and collected.keep == "series"
            and collected.kind not in sealed_kinds
        ):
            message = f'a sealed format may not keep "{collected.kind}" for the series'
            hint = f"only: {', '.join(sorted(sealed_kinds))}"
            self._findings.say((*path, "keep"), message, hint)

    def condition(self, asked: Condition, path: Path) -> None:
        joined = [bool(asked.all), bool(asked.any), asked.not_ is not None]
        if sum(joined) + bool(asked.var) != 1:
            message = "a condition has either var, op and value, or one of all, any, not"
            self._findings.say(path, message)
        for word, parts in (("all", asked.all), ("any", asked.any)):
            for index, part in enumerate(parts):
                self.condition(part, (*path, word, index))
        if asked.not_ is not None:
            self.condition(asked.not_, (*path, "not"))
        if asked.var:
            self._one_of(asked.var, self._variables(), "variable", (*path, "var"))
            if (asked.op == "in") != isinstance(asked.value, tuple):
                message = 'op "in" takes a list, and the other ops one value'
                self._findings.say((*path, "value"), message)

    def _variables(self) -> set[str]:
        return {
            *words.SESSION_VARIABLES,
            *(f"count.{name}" for name in self._declared.lists),
            *(f"role.{role}.filled" for role in self._declared.roles),
            *(f"param.{name}" for name in self._declared.params),
        }

    def options(self, phase: Phase, path: Path) -> None:
        match phase.options:
            case BriefOptions() as brief:
                self.role(brief.who, (*path, "who"), "none", "scribe")
            case TalkOptions() as talk:
                self.role(talk.speaker, (*path, "speaker"))
            case RoundOptions() as round_:
                self.round(round_, path)
            case CollectOptions() as collect:
                self.collect(collect, path)
            case ArrangeOptions() as arrange:
                self.list(arrange.list, (*path, "list"))
                self.people(arrange.by, (*path, "by"))
                if not arrange.ops:
                    self._findings.say((*path, "ops"), "nothing may be done with the list")
            case PollOptions() as poll:
                self.poll(poll, path)
            case AssignOptions() as assign:
                self.assign(assign, path)
            case DiscussOptions() as discuss:
                self.turn(discuss.per_turn, (*path, "per_turn"))
                self.deck(discuss.deck, (*path, "deck"))
                if discuss.seats:
                    self.people(discuss.seats, (*path, "seats"))
                if discuss.floor == "seats" and not discuss.seat_count + discuss.open_seats:
                    message = "an inner circle has at least one seat"
                    self._findings.say((*path, "seat_count"), message, "such as seat_count: 4")

    def poll(self, options: PollOptions, path: Path) -> None:
        if options.target:
            self.list(options.target, (*path, "target"))
        if not options.target and not options.question:
            self._findings.say(path, "a poll has either a target or a question")
        elif options.kind == "dots" and not options.target:
            self._findings.say((*path, "target"), "dots go to the items of a list: which one?")
        audience = words.PEOPLE.keys() | self._roles | self._people | words.AUDIENCES
        self._one_of(options.audience, audience, "audience", (*path, "audience"))
        if options.kind == "choice" and not options.target and len(set(options.options)) < 2:
            message = "a choice has at least two options, or the list it is made from"
            self._findings.say((*path, "options"), message)
        scale = options.scale
        if scale is not None and scale.min >= scale.max:
            self._findings.say((*path, "scale"), "a scale goes up: min is less than max")
        if options.decide == "no_objection" and options.kind != "consent":
            message = f'only a consent is decided by "no_objection", not this {options.kind}'
            self._findings.say((*path, "decide"), message, "such as majority")

    def collect(self, options: CollectOptions, path: Path) -> None:
        self.name(options.item, "a kind", (*path, "item"))
        self.people(options.by, (*path, "by"))
        for member in ("lanes", "fields"):
            for at, name in enumerate(getattr(options, member)):
                self.name(name, f"one of {member}", (*path, member, at))
        if options.breakdown:
            self.list(options.breakdown, (*path, "breakdown"))

    def assign(self, options: AssignOptions, path: Path) -> None:
        self.role(options.role, (*path, "role"))
        ways = {"how": options.how, "fallback": options.fallback, "last": options.last}
        for key, way in ways.items():
            if way or key == "how":
                self._one_of(way, set(words.WAYS_TO_A_ROLE), "way to a role", (*path, key))

    def round(self, options: RoundOptions, path: Path) -> None:
        self.people(options.who, (*path, "who"))
        starts = words.STARTS.keys() | self._roles
        self._one_of(options.start, starts, "start", (*path, "start"))
        self.role(options.responder, (*path, "responder"), "none")
        self.name(options.items.kind, "a kind", (*path, "items", "kind"))
        self.turn(options.per_turn, (*path, "per_turn"))
        self.turn(options.responder_time, (*path, "responder_time"))
        self.deck(options.deck, (*path, "deck"))

    def turn(self, time: TurnTime | None, path: Path) -> None:
        if time is not None and not 0 < time.soft <= time.hard:
            self._findings.say(path, "soft is at least 1 second, and hard not less than soft")

    def deck(self, deck: str, path: Path) -> None:
        if deck:
            self._one_of(deck, words.DECKS, "deck", path)
