"""A whole evening of intervision, played by real browsers from the first link to the last sheet."""

from tests.browser.evening import arriving, keywords
from tests.browser.evening.people import Evening
from tests.browser.house import House


async def test_a_whole_evening(house: House) -> None:
    """Two facilitators, five peers, three languages, two topics, and one kept for next time."""
    e = await Evening.planned(house, await house.session())
    await arriving.the_facilitator_opens(e)
    await arriving.peers_arrive(e)
    await arriving.a_second_facilitator_asks(e)
    await arriving.welcome(e)
    await keywords.first_round(e)
    await keywords.a_spoken_word(e)
    await keywords.second_round(e)
    await keywords.round_of_passes(e)
    await keywords.urgency(e)
