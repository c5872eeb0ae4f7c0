"""Say "yes, that's Bob": somebody who lost their seat's token gets the seat back over the wire."""

from tests.server.house import House


async def test_whoever_lost_their_token_gets_seat_words_and_token_back(house: House) -> None:
    """A new browser, no token: Ann knows the voice, and Bob is where he was."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    await bob.do("add", kind="private_note", text="remember the kettle")
    await bob.close()
    await house.advance(31_000)
    new = await house.join(room.invitation, "bob")
    await ann.whole()
    assert f"confirm_seat_{new.me}" in ann.mine["offers"]
    seq = await ann.do("confirm_seat", person=new.me, seat=bob.me)
    await ann.until_seq(seq)
    assert ann.view["people"][bob.me]["here"] is True, "everybody else is shown it at once"
    await new.until("seated")
    await new.until("see")
    assert new.me == bob.me
    assert "remember the kettle" in str(new.mine["items"])
    await ann.whole()
    assert [person["name"] for person in ann.view["people"].values()].count("Bob") == 1
    await new.close()
    back = await house.back(new.seat)
    assert back.me == bob.me


async def test_a_seat_is_not_given_by_anybody_else(house: House) -> None:
    room = await house.room()
    await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    cem = await house.join(room.invitation, "Cem")
    await bob.close()
    await house.advance(31_000)
    new = await house.join(room.invitation, "Bob")
    answer = await cem.ask("confirm_seat", person=new.me, seat=bob.me)
    assert answer["code"] == "not_the_facilitator"
    assert new.me != bob.me
