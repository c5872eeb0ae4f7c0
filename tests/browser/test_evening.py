"""A whole evening of intervision, played by real browsers from the first link to the last sheet."""

from tests.browser.evening import arriving, ending, first_topic, keywords, second_topic
from tests.browser.evening.people import Evening
from tests.browser.house import House

ACTS = (
    arriving.a_session_is_planned,
    arriving.the_facilitator_opens,
    arriving.peers_arrive,
    arriving.a_second_facilitator_asks,
    arriving.welcome,
    keywords.first_round,
    keywords.a_spoken_word,
    keywords.second_round,
    keywords.round_of_passes,
    keywords.urgency,
    first_topic.present,
    first_topic.somebody_comes_too_late,
    first_topic.clarify,
    first_topic.a_wrong_step_is_undone,
    first_topic.the_questions_are_exhausted,
    first_topic.react,
    first_topic.basket,
    first_topic.breath,
    second_topic.a_topic_without_questions,
    second_topic.a_pause_is_asked_for,
    second_topic.reactions_the_other_way_round,
    second_topic.a_third_topic_no_longer_fits,
    second_topic.carry_over,
    ending.closing,
    ending.the_end_says_what_is_deleted,
    ending.the_calendar_file_is_neutral,
    ending.who_has_nothing_gets_no_sheet,
    ending.a_private_sheet,
    ending.the_series_keeps_two_words,
    ending.nothing_says_who_passed,
)


async def test_a_whole_evening(house: House) -> None:
    """Two facilitators, five peers, three languages, two topics, and two words for next time."""
    e = await Evening.before(house)
    for act in ACTS:
        await act(e)
    await e.table.keeps_secrets()
