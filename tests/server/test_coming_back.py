"""Drops, reloads, second tabs: the same seat, and no more is sent than was missed."""

from tests.server.house import HOUR_MS, START, House, keyword_round


async def test_a_join_sent_again_after_a_loss_is_the_same_seat(house: House) -> None:
    """The line breaks before the answer comes; the widget sends the command again."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    lost = await house.open(token=room.invitation)
    await lost.until("texts")
    unguessable = "3141592653-5897932384"
    await lost.do("join", id=unguessable, name="Bob")
    await lost.close()
    back = await house.open(token=room.invitation)
    await back.until("texts")
    await back.do("join", id=unguessable, name="Bob")
    assert back.me == lost.me
    await ann.whole()
    assert len(ann.view["people"]) == 2


async def test_a_join_sent_again_is_no_way_round_being_seen_out(house: House) -> None:
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    eve = await house.open(token=room.invitation)
    unguessable = "3141592653-5897932384"
    await eve.until("texts")
    await eve.do("join", id=unguessable, name="Eve")
    await ann.do("remove", person=eve.me)
    await eve.until("closed")
    back = await house.open(token=room.invitation)
    await back.until("texts")
    assert (await back.ask("join", id=unguessable, name="Eve"))["t"] == "bye"
    assert back.view == {}


async def test_a_join_sent_again_after_leaving_is_a_return(house: House) -> None:
    room = await house.room()
    unguessable = "3141592653-5897932384"
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.open(token=room.invitation)
    await bob.until("texts")
    await bob.do("join", id=unguessable, name="Bob")
    await bob.do("leave")
    back = await house.open(token=room.invitation)
    await back.until("texts")
    await back.do("join", id=unguessable, name="Bob")
    await back.quiet()
    assert back.view["people"][bob.me]["here"] is True
    assert back.me == bob.me
    await ann.quiet()
    assert ann.view == back.view


async def test_whoever_missed_nothing_of_their_own_gets_only_the_changes(house: House) -> None:
    """Two other people change their names: that is all that is sent."""
    ann, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    await cai.close()
    await ann.do("rename", name="Anna")
    seq = await bob.do("rename", name="Bobby")
    back = await house.back(cai.seat, since=cai.seq)
    back.seq, back.view, back.mine = cai.seq, cai.view, cai.mine
    heard = await back.quiet()
    assert [message["t"] for message in heard] == ["change", "change"]
    assert back.seq == seq
    await ann.until_seq(seq)
    assert back.view == ann.view


async def test_a_private_note_reaches_nobody_else_not_even_as_an_empty_frame(house: House) -> None:
    """That somebody has noted something, and when, is their own business too."""
    ann, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    await ann.quiet()
    await cai.quiet()
    await bob.do("add", kind="private_note", text="for me")
    assert await ann.quiet() == []
    assert await cai.quiet() == []


async def test_whoever_missed_something_of_their_own_gets_everything(house: House) -> None:
    _, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    await cai.close()
    seq = await bob.do("pass")
    back = await house.back(cai.seat, since=cai.seq)
    seen = await back.until("see")
    assert seen["seq"] == seq
    assert back.mine["turn"] == "speaker"


async def test_coming_back_with_nothing_missed_shows_nothing_again(house: House) -> None:
    """A drop of five seconds is only a small dot."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.close()
    await house.advance(5_000)
    back = await house.back(bob.seat, since=bob.seq)
    assert await back.quiet() == []
    await ann.whole()
    assert ann.view["people"][bob.me]["here"] is True


async def test_what_happened_while_nobody_was_seated_is_not_missed(house: House) -> None:
    """Only somebody at the arrival card is connected when Bob is lost; Cai learns of it."""
    room = await house.room(start=START + HOUR_MS)
    bob = await house.join(room.invitation, "Bob")
    cai = await house.join(room.invitation, "Cai")
    await house.open(token=room.invitation)
    await cai.do("add", kind="private_note", text="for me")
    await bob.close()
    await house.advance(10_000)
    await cai.close()
    await house.advance(25_000)
    back = await house.back(cai.seat, since=cai.seq)
    back.seq, back.view, back.mine = cai.seq, cai.view, cai.mine
    await back.quiet()
    assert "here" not in back.view["people"][bob.me]
    patched = back.view
    await back.whole()
    assert patched == back.view


async def test_a_seq_from_the_future_gets_everything(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    back = await house.back(bob.seat, since=10_000)
    assert (await back.until("see"))["seq"] == bob.seq


async def test_a_person_who_stays_away_is_lost_and_comes_back_to_the_same_seat(
    house: House,
) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.close()
    await house.advance(29_000)
    await ann.whole()
    assert ann.view["people"][bob.me]["here"] is True
    await house.advance(2_000)
    await ann.whole()
    assert "here" not in ann.view["people"][bob.me]
    back = await house.back(bob.seat, since=bob.seq)
    await back.until("see")
    assert back.me == bob.me
    assert back.view["people"][bob.me]["here"] is True
    await ann.quiet()
    assert ann.view == back.view


async def test_a_second_tab_is_the_same_seat(house: House) -> None:
    """Closing one of two tabs is no loss, and both show the same."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    tab = await house.back(bob.seat)
    await tab.until("see")
    await bob.close()
    await house.advance(60_000)
    await ann.whole()
    assert ann.view["people"][tab.me]["here"] is True
    assert len(ann.view["people"]) == 2


async def test_whoever_leaves_is_seen_out_and_may_come_back(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("leave")
    assert (await bob.until("closed"))["code"] == 4402
    assert bob.bye == {"t": "bye", "code": "left"}
    back = await house.back(bob.seat)
    await back.until("see")
    assert back.me == bob.me
    await ann.whole()
    assert ann.view["people"][bob.me]["here"] is True


async def test_whoever_is_removed_is_told_so(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await ann.do("remove", person=bob.me)
    assert (await bob.until("closed"))["code"] == 4403
    assert bob.bye == {"t": "bye", "code": "removed"}
    back = await house.open(seat=bob.seat)
    assert (await back.until("closed"))["code"] == 4403
    await ann.whole()
    assert "here" not in ann.view["people"].get(bob.me, {})
