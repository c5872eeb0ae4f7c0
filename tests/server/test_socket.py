"""The socket, over the real wire: what each person sees, and what nobody is told."""

from tests.server.house import House


async def test_two_people_pass_the_piece(house: House) -> None:
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    print(ann.view["phase"]["id"], ann.mine["offers"].keys())
    assert 0
