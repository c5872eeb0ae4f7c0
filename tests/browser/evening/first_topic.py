"""Noor's topic: told, clarified until nobody asks any more, reacted to, gathered in a basket."""

import re

from playwright.async_api import expect
from tests.browser.evening.people import Evening
from tests.browser.seats import Seat

TOPIC = "délégation"


async def present(e: Evening) -> None:
    """The urgent word comes first. Noor tells, the others listen and note for themselves."""
    await e.lucie.tap("next_phase")
    await e.table.phase("present")
    await e.noor.sees_prompt("present", "presenter", keyword=TOPIC)
    await e.table.all(lambda seat: seat.sees_prompt("present", "listener"), e.noor)
    await e.table.all(lambda seat: expect(seat.part("topic")).to_contain_text(TOPIC))
    await e.table.all(lambda seat: seat.sees_holder("Noor"))
    await e.noor.give("next_action", "appeler Sam jeudi")
    await e.table.all(lambda seat: expect(seat.card("appeler Sam jeudi")).to_be_visible())
    await e.juliette.note(e.table.secret("klingt nach Angst vor Kontrolle", e.juliette))
    await e.marc.note(e.table.secret("watch the clock for Lucie", e.marc))
    await e.table.keeps_secrets()


async def somebody_comes_too_late(e: Evening) -> None:
    """In the middle of a story one waits outside, honestly; at the next step one listens in."""
    await e.ines.arrive(e.invitation_link)
    await e.ines.sit_down()
    await expect(e.ines.part("waiting")).to_be_visible()
    await e.ines.sees("waiting", "situations.wait_lobby", min=8)
    how_it_goes = e.ines.part("waiting").get_by_role("link")
    await expect(how_it_goes).to_have_attribute("href", re.compile(r"/about.*#format-intervision"))
    for seat in e.facilitators:
        await seat.sees("figures", "panel.waiting_1")
        await seat.sees("notice", "situations.someone_waits", name="Ines")
    waited = "".join(e.ines.received)
    for word in (TOPIC, "balance", "Noor", "Juliette", "appeler Sam"):
        assert word not in waited, f"Ines was sent {word!r} while she waited"
    await e.noor.tap("finish")
    await e.lucie.sees("lit", "exits.presenter_done")
    await e.lucie.tap("next_phase")
    await e.comes(e.ines).sees("notice", "situations.late_listen")
    await e.table.phase("clarify")


async def clarify(e: Evening) -> None:
    """One question, one answer, the next person. No question is fine, no answer is fine."""
    circle = _asking(e)
    await e.table.circle(*circle, holder=e.tom)
    await e.tom.sees_prompt("clarify", "speaker")
    await e.noor.sees_prompt("clarify", "presenter")
    await e.marc.sees_prompt("clarify", "facilitator")
    await e.noor.sees("place", "panel.asks_you", name="Tom")
    await e.noor.is_offered("enough")
    await e.noor.equally_large("answered", "decline")
    await e.tom.equally_large("speak", "pass")
    await e.ines.is_not_offered("speak", "pass")
    await e.tom.tap("speak")
    await e.tom.is_offered("hand_on")
    await e.tom.is_not_offered("pass", "later")
    await e.noor.tap("answered")
    await e.table.circle(*circle, holder=e.ana, had="Tom")
    await e.noor.tap("decline")
    await e.table.circle(*circle, holder=e.juliette, had="Tom Ana")
    for seat in (e.juliette, e.lucie, e.marc, e.tom):
        await seat.tap("pass")
    await e.table.circle(*circle, holder=e.ana, had="Tom")


async def a_wrong_step_is_undone(e: Evening) -> None:
    """Phase, ring and turn come back; what Noor wrote meanwhile stays, and stays hers."""
    await e.lucie.choose("goto_basket")
    await e.table.phase("basket")
    await e.noor.give("takeaway", e.table.secret("d'abord écouter", e.noor))
    await expect(e.noor.card("d'abord écouter")).to_be_visible()
    await e.lucie.tap("undo")
    await e.table.phase("clarify")
    await e.table.circle(*_asking(e), holder=e.ana, had="Tom")
    await e.ana.is_offered("speak", "pass")


async def the_questions_are_exhausted(e: Evening) -> None:
    """A tour of passes lights the way on. It begins anew: passes did not outlive the wrong step."""
    for seat in (e.ana, e.juliette, e.lucie, e.marc, e.tom):
        await expect(e.lucie.part("lit")).to_have_count(0)
        await seat.tap("pass")
    await e.lucie.sees("lit", "exits.all_passed")
    await e.table.all(lambda seat: seat.sees_holder(seat.words.say("exits.all_passed")))


async def react(e: Evening) -> None:
    """One tour. Noor only listens and notes; "I know this one" warms her, and no one else."""
    await e.lucie.tap("next_phase")
    await e.table.phase("react")
    circle = [e.ana, e.juliette, e.tom, e.lucie, e.marc]
    await e.table.circle(*circle, holder=e.ana)
    await e.noor.sees_prompt("react", "presenter")
    await e.ana.sees_prompt("react", "speaker")
    await e.noor.is_not_offered("same_here", "speak", "pass")
    await e.ana.is_not_offered("same_here")
    await e.juliette.tap("same_here")
    await expect(e.noor.part("warm")).to_be_visible()
    await e.ines.tap("same_here")
    await e.noor.note(e.table.secret("Ana : demander de l'aide plus tôt", e.noor))
    await e.table.all(lambda seat: expect(seat.part("warm")).to_have_count(0), e.noor)
    assert not any('"warm"' in frame for s in e.table.but(e.noor) for frame in s.received)
    await e.ana.tap("hand_on")
    await e.juliette.tap("speak")
    await e.juliette.tap("hand_on")
    await e.table.circle(*circle, holder=e.tom, had="Ana Juliette")
    for seat in (e.tom, e.lucie, e.marc):
        await seat.tap("pass")
    await e.lucie.sees("lit", "exits.round_done")
    await expect(e.noor.part("warm")).to_have_count(0)
    await e.ines.is_not_offered("same_here")


async def basket(e: Evening) -> None:
    """What Noor takes, from each: everybody who had a turn, with words or without."""
    await e.lucie.tap("next_phase")
    await e.table.phase("basket")
    await e.noor.sees_prompt("basket", "presenter")
    await e.table.all(lambda seat: seat.sees_prompt("basket", "listener"), e.noor)
    people = ["Ana", "Juliette", "Tom", "Lucie", "Marc"]
    await expect(e.noor.part("basket").locator(".check span")).to_have_text(people)
    await e.table.all(lambda seat: expect(seat.part("basket")).to_have_count(0), e.noor)
    for name, words in (("Ana", "demander tôt"), ("Juliette", "un essai d'un mois")):
        await e.noor.sees("basket", "table.from", name=name)
        await e.noor.give("takeaway", e.table.secret(words, e.noor))
        await expect(e.noor.card(words)).to_be_visible()
    await e.noor.give("next_action", e.table.secret("en parler à Sam lundi", e.noor))
    await expect(e.noor.card("en parler à Sam lundi")).to_be_visible()
    await e.table.keeps_secrets()
    await e.noor.tap("finish")
    await e.lucie.sees("lit", "exits.presenter_done")


async def breath(e: Evening) -> None:
    """A minute's pause names the next word, and ends by itself."""
    await e.lucie.tap("next_phase")
    await e.table.phase("breath")
    await e.table.all(lambda seat: seat.sees_prompt("breath", "all", next_keyword="balance"))
    await e.house.minutes_pass(1)
    await e.table.phase("present")


def _asking(e: Evening) -> list[Seat]:
    """From the presenter's left; Ines listens until the next topic."""
    return [e.tom, e.ana, e.juliette, e.lucie, e.marc]
