"""The settings of a session over the real wire: words arrive, and our version is a file."""

from pathlib import Path

from tests.server.asking import ask, refusal
from tests.server.house import House

from talkingpiece.core.commands import NextPhase
from talkingpiece.registry import Registry
from talkingpiece.sdk import read_declaration
from talkingpiece.testing.script import Playbook

CANARY = "tulip-canary"


async def test_changed_words_reach_everybody_in_their_language(house: House) -> None:
    """The words come before the change, so nobody ever sees a key."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob", locale="de")
    wanted = {"phase": "lobby", "role": "all", "text": "Kettle's on."}
    await ann.do("set_words", **wanted)
    told = await bob.until("texts")
    assert told["locale"] == "de"
    assert told["texts"]["intervision_triage/lobby/all"] == "Kettle\u2019s on."


async def test_a_copied_phase_has_words_at_once(house: House) -> None:
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    await ann.send(
        t="do", id="x", command={"do": "insert_phase", "phase": "welcome", "after": "keywords"}
    )
    told = await ann.until("texts")
    assert told["texts"]["intervision_triage/welcome_2/title"] == "Welcome"
    await ann.until("done")
    await ann.whole()
    assert "welcome_2" in ann.mine["plan"]


async def test_only_facilitators_get_what_can_be_set(house: House) -> None:
    room = await house.room()
    await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    assert "plan" not in bob.mine
    answer = await bob.ask("set_minutes", phase="closing", minutes=9)
    assert answer["code"] == "not_the_facilitator"


async def test_our_version_is_a_file_that_plays(house: House, tmp_path: Path) -> None:
    """From the settings of a session to the formats folder and round the table again."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    await ann.do("set_minutes", phase="closing", minutes=9)
    await ann.do("set_words", phase="closing", role="speaker", text="One word for the road.")
    await ann.do("switch_phase", phase="breath", on=False)
    await ann.do("insert_phase", phase="keywords", after="urgency")
    answer = await ask(house, "/api/format", token=ann.seat)
    assert answer.content_type == "application/yaml"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "intervision_triage_ours.yaml" in answer.headers["Content-Disposition"]
    text = await answer.text()
    file = tmp_path / "intervision_triage_ours.yaml"
    file.write_text(text, encoding="utf-8")
    registry = Registry.load(tmp_path)
    ours = registry.formats["intervision_triage_ours"]
    assert registry.set_aside == ()
    phases = {phase.id: phase for phase in ours.phases()}
    assert phases["closing"].minutes == (2, 9, 10)
    assert phases["closing"].prompts["speaker"]["fr"] == "One word for the road."
    assert "keywords_2" in phases
    table = Playbook(ours, registry).seated("ada", "ben", facilitator="fay")
    while table.session.closed is None:
        table.quietly("fay", NextPhase)


async def test_our_version_holds_nothing_of_the_session(house: House) -> None:
    """The format, and no name, no word, no title of the session."""
    room = await house.room(title=CANARY)
    ann = await house.join(room.facilitator, f"{CANARY} Ann")
    await ann.do("add", kind="private_note", text=CANARY)
    text = await (await ask(house, "/api/format", token=ann.seat)).text()
    assert CANARY not in text
    assert read_declaration(text, "ours.yaml").privacy == "sealed"


async def test_our_version_is_for_facilitators_with_a_seat(house: House) -> None:
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    assert await refusal(await ask(house, "/api/format", token=bob.seat)) == (
        409, "not_the_facilitator",
    )  # fmt: skip
    for token in (room.facilitator, room.invitation, "nonsense"):
        status, _ = await refusal(await ask(house, "/api/format", token=token))
        assert status == 401
    await ann.do("remove", person=bob.me)
    assert await refusal(await ask(house, "/api/format", token=bob.seat)) == (401, "link_revoked")


async def test_new_links_over_the_wire(house: House) -> None:
    """The old invitation opens nothing, the new one does, and Bob's seat is still his."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    await ann.do("renew_links")
    links = await ann.until("links")
    stranger = await house.open(token=room.invitation)
    await stranger.until("closed")
    assert stranger.bye is not None
    assert stranger.bye["reason"] == "revoked"
    cem = await house.join(links["invitation"].partition("#")[2], "Cem")
    assert cem.me
    await bob.close()
    back = await house.back(bob.seat)
    assert back.me == bob.me
