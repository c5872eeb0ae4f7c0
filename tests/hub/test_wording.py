"""A room's words: once for each language, and again when they have changed."""

from msgspec.structs import replace
from tests.hub.sinks import Line

from talkingpiece.core.decide import open_session
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import RoomId
from talkingpiece.core.session import Plan, Session
from talkingpiece.hub.wording import LANGUAGES_KEPT, Wording


class Counted:
    """Words that count how often they are looked up."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def texts(self, chosen: Format, locale: str) -> dict[str, str]:
        self.asked.append(locale)
        return {"title": f"{chosen.title['en']} in {locale}"}


def session(plan: Plan, chosen: Format) -> Session:
    return replay(open_session(RoomId("room"), plan, chosen, plan.start))


async def test_words_are_looked_up_once_for_each_language(plan: Plan, intervision: Format) -> None:
    words = Counted()
    wording = Wording(words, session(plan, intervision))
    lines = [Line() for _ in range(4)]
    for line, locale in zip(lines, ("en", "fr", "en", "en"), strict=True):
        wording.tell(line.connection, locale)
    told = [(await line.heard())[0] for line in lines]
    assert [message["locale"] for message in told] == ["en", "fr", "en", "en"]
    assert told[0] == told[2] == told[3]
    assert words.asked == ["en", "fr"]


async def test_changed_words_are_told_anew(plan: Plan, intervision: Format) -> None:
    before = session(plan, intervision)
    wording = Wording(Counted(), before)
    assert not wording.follow(replace(before, seq=before.seq + 1))
    after = replace(before, format=replace(intervision, title={"en": "Another"}))
    assert wording.follow(after)
    line = Line()
    wording.tell(line.connection, "en")
    assert (await line.heard())[0]["texts"]["title"] == "Another in en"


async def test_any_number_of_languages_takes_little_room(plan: Plan, intervision: Format) -> None:
    wording = Wording(Counted(), session(plan, intervision))
    line = Line()
    for number in range(5 * LANGUAGES_KEPT):
        wording.tell(line.connection, f"x{number}")
    assert len(wording._frames) <= LANGUAGES_KEPT
    assert len(await line.heard()) == 5 * LANGUAGES_KEPT
