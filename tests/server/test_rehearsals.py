"""POST /api/rehearsals: a link to facilitate at once, where the setting allows simulated people."""

from typing import Any

import msgspec
import pytest
from tests.server.asking import ask, refusal
from tests.server.house import START, House

from talkingpiece.core.ids import MINUTE_MS
from talkingpiece.settings import Settings

WANTED = {"format": "intervision_triage", "zone": "Europe/Paris", "language": "fr"}


@pytest.fixture
async def demo(open_house: Any, settings: Settings) -> House:
    """A server that allows simulated people."""
    allowed = msgspec.structs.replace(settings, allow_simulated=True)
    house: House = await open_house(settings=allowed)
    return house


async def test_a_rehearsal_is_one_link_to_the_facilitators_seat(demo: House) -> None:
    """No invitation: nobody else comes. It begins in a moment, as long as the format usually is."""
    answer = await ask(demo, "/api/rehearsals", **WANTED)
    made = await answer.json()
    assert answer.status == 200
    assert set(made) == {"room", "title", "facilitator"}
    browser = await demo.open(token=made["facilitator"].split("#")[1], locale="fr")
    await browser.until("texts")
    assert browser.welcome["demo"]
    arrival = browser.welcome["arrival"]
    assert arrival["title"] == "Répétition"
    assert arrival["forget_hours"] == 2
    assert (arrival["start"], arrival["end"]) == (START + 30_000, START + 30_000 + 120 * MINUTE_MS)


async def test_simulated_people_sit_down_with_names_that_say_so(demo: House) -> None:
    """In the language of the rehearsal."""
    made = await (await ask(demo, "/api/rehearsals", **WANTED)).json()
    vera = await demo.join(made["facilitator"].split("#")[1], "Vera")
    await demo.advance(30_000)
    await vera.whole()
    names = [person["name"] for person in vera.view["people"].values()]
    assert names == ["Vera", "Mira·sim", "Joël·sim", "Amina·sim"]
    assert vera.mine["script"]["key"] == "intervision_triage/lobby/script"


@pytest.mark.parametrize(
    "wrong,status,code",
    [
        ({"format": "no_such_format"}, 422, "format_unknown"),
        ({"zone": "Mars/Olympus"}, 422, "unknown_zone"),
        ({"language": "tlh"}, 422, "unknown_language"),
        ({"surprise": 1}, 400, "other"),
    ],
)
async def test_a_rehearsal_that_cannot_be_is_refused_with_a_reason(
    demo: House, wrong: dict[str, Any], status: int, code: str
) -> None:
    answer = await ask(demo, "/api/rehearsals", **(WANTED | wrong))
    assert await refusal(answer) == (status, code)


async def test_elsewhere_there_is_no_such_address(house: House) -> None:
    """A server that people use offers no simulated ones, not even on its home page."""
    assert (await ask(house, "/api/rehearsals", **WANTED)).status == 404
    home = await (await house.client.get("/")).text()
    assert "rehearse-go" not in home


async def test_the_home_page_offers_it_where_it_is_allowed(demo: House) -> None:
    home = await (await demo.client.get("/?lang=de")).text()
    assert 'id="rehearse-go">Jetzt proben</button>' in home
