"""The application as a whole: what is wired, and what only a setting opens."""

import msgspec
from tests.server.conftest import OpenHouse
from tests.server.house import START, House

from talkingpiece.server.health import STOPPING
from talkingpiece.server.keys import ASSETS, ROOMS, STORE
from talkingpiece.settings import Settings


async def test_health_says_what_is_offered_and_nothing_of_rooms(house: House) -> None:
    room = await house.room()
    answer = await house.client.get("/health")
    content = await answer.json()
    assert content["status"] == "ok"
    assert "intervision_triage" in content["formats"]
    assert room.room not in await answer.text()


async def test_a_server_that_can_keep_nothing_is_not_well(house: House) -> None:
    await house.app[STORE].close()
    answer = await house.client.get("/health")
    assert answer.status == 503
    assert (await answer.json())["code"] == "store_unavailable"


async def test_ready_is_who_may_be_sent_people(open_house: OpenHouse) -> None:
    """Not while nothing can be kept, and not any more once told to stop; well it still is."""
    house = await open_house()
    assert (await house.client.get("/ready")).status == 200
    house.app[STOPPING].set()
    assert (await house.client.get("/ready")).status == 503
    assert (await house.client.get("/health")).status == 200
    other = await open_house()
    await other.app[STORE].close()
    assert (await other.client.get("/ready")).status == 503


async def test_the_clock_is_turned_only_where_a_setting_allows_it(
    open_house: OpenHouse, settings: Settings
) -> None:
    ordinary = await open_house()
    assert (await ordinary.client.get("/test/clock")).status == 404
    allowed = await open_house(settings=msgspec.structs.replace(settings, allow_virtual_clock=True))
    assert await (await allowed.client.get("/test/clock")).json() == {"now": START}
    answer = await allowed.client.post("/test/clock", json={"advance_ms": 90_000})
    assert await answer.json() == {"now": START + 90_000}
    nonsense = await allowed.client.post("/test/clock", json={"by": 1})
    assert nonsense.status == 400


async def test_turning_the_clock_does_what_is_due_before_it_answers(
    open_house: OpenHouse, settings: Settings
) -> None:
    """Planned for in ten minutes: then the way to the first phase is lit."""
    house = await open_house(settings=msgspec.structs.replace(settings, allow_virtual_clock=True))
    room = await house.room(start=START + 600_000)
    ann = await house.join(room.facilitator, "Ann")
    await house.client.post("/test/clock", json={"advance_ms": 599_000})
    await ann.quiet()
    assert not any("lit" in offer for offer in ann.mine["offers"].values())
    await house.client.post("/test/clock", json={"advance_ms": 1_000})
    await ann.quiet()
    assert any("lit" in offer for offer in ann.mine["offers"].values())


async def test_an_unknown_file_of_the_widget_is_not_found(house: House) -> None:
    for name in ("nothing.js", "..%2Fpackage.json", "assets.json"):
        assert (await house.client.get(f"/static/{name}")).status == 404


async def test_a_file_of_the_widget_is_sent_small_and_once(house: House) -> None:
    """For ever under its hash, asked for again under its plain name; nothing where it is known."""
    url = house.app[ASSETS].url("room.js")
    plain = await house.client.get(url, headers={"Accept-Encoding": "identity"})
    small = await house.client.get(url, headers={"Accept-Encoding": "gzip"})
    assert await plain.read() == await small.read()
    assert int(small.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2
    assert "immutable" in plain.headers["Cache-Control"]
    named = await house.client.get("/static/room.js")
    assert named.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": named.headers["ETag"]}
    again = await house.client.get("/static/room.js", headers=known)
    assert (again.status, await again.read()) == (304, b"")


async def test_two_servers_on_one_store_agree(open_house: OpenHouse) -> None:
    """Whoever is second decides again, on what is true by then; nothing is doubled or lost."""
    one = await open_house()
    two = await open_house(store=one.app[STORE])
    room = await one.room()
    ann = await one.join(room.facilitator, "Ann")
    bob = await two.join(room.invitation, "Bob")
    await ann.steer("go_to", phase="welcome")
    assert (await bob.ask("rename", name="Bobby"))["t"] == "done"
    await bob.quiet()
    assert bob.view["phase"]["id"] == "welcome"
    cai = await one.join(room.invitation, "Cai")
    await cai.whole()
    assert {person["name"] for person in cai.view["people"].values()} == {"Ann", "Bobby", "Cai"}
    await cai.quiet()
    log = [one.app[ROOMS], two.app[ROOMS]]
    seqs = [rooms.awake[room.room].session.seq for rooms in log]
    assert seqs[0] > seqs[1]
