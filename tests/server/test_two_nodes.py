"""Two servers on one PostgreSQL, one room over both: everybody sees the same, nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from tests.server.conftest import OpenHouse
from tests.server.house import HOUR_MS, Browser, House, holder
from tests.storage.cluster import Cluster

from talkingpiece.sdk.ports import Store
from talkingpiece.storage import open_store

PATIENCE = 20
Node = Callable[[], Awaitable[House]]


@pytest.fixture
async def node(cluster: Cluster, open_house: OpenHouse) -> AsyncIterator[Node]:
    """Starts one more server on the same database."""
    url = cluster.database()
    stores: list[Store] = []

    async def start() -> House:
        stores.append(await open_store(url))
        house = await open_house(store=stores[-1])
        await listens(stores[-1], len(stores))
        return house

    yield start
    for store in stores:
        await store.close()


async def listens(store: Store, nodes: int) -> None:
    """So many nodes of this database listen; nobody tells when one has begun to."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
    )
    async with asyncio.timeout(PATIENCE):
        while await store._database.fetch(asked) != [(nodes,)]:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def over_both(node: Node, *names: str) -> tuple[House, House, list[Browser]]:
    """A round of keywords; every second person sits at the other node, the facilitator at one."""
    here, there = await node(), await node()
    room = await here.room()
    people = [await here.join(room.facilitator, names[0])]
    for number, name in enumerate(names[1:]):
        people.append(await (there, here)[number % 2].join(room.invitation, name))
    await people[0].quiet()
    seq = await people[0].steer("go_to", phase="keywords")
    for browser in people:
        await browser.until_seq(seq)
    return here, there, people


async def agree(*people: Browser) -> None:
    """All have come to see the same."""
    async with asyncio.timeout(PATIENCE):
        while len({browser.seq for browser in people}) > 1:
            newest = max(browser.seq for browser in people)
            for browser in people:
                await browser.until_seq(newest)
    assert all(browser.view == people[0].view for browser in people)


async def test_a_pass_on_one_node_is_seen_on_the_other_at_once(node: Node) -> None:
    _, _, [ann, bob, cai] = await over_both(node, "Ann", "Bob", "Cai")
    assert holder(ann) == holder(cai) == "Bob"
    seq = await bob.do("pass")
    await ann.until_seq(seq)
    await cai.until_seq(seq)
    assert holder(ann) == holder(bob) == holder(cai) == "Cai"
    await cai.do("add", kind="keyword", text="balance")
    await agree(ann, bob, cai)


async def test_two_taps_on_two_nodes_make_one_step(node: Node) -> None:
    """Both press at the same moment: the store decides, and one is told that it has been done."""
    here, there = await node(), await node()
    room = await here.room()
    ann = await here.join(room.facilitator, "Ann")
    tab = await there.back(ann.seat)
    await tab.quiet()
    await ann.quiet()
    answers = await asyncio.gather(
        ann.ask("next_phase", id="one", step=ann.view["step"]),
        tab.ask("next_phase", id="two", step=tab.view["step"]),
    )
    assert sorted(answer["t"] for answer in answers) == ["done", "refusal"]
    assert next(a for a in answers if a["t"] == "refusal")["code"] == "already_moved"
    await agree(ann, tab)
    assert ann.view["phase"]["id"] == "welcome"


async def test_whoever_moves_to_the_other_node_is_not_lost(node: Node) -> None:
    """The first node misses their connection; the second one has it."""
    here, there, [ann, _, cai] = await over_both(node, "Ann", "Bob", "Cai")
    await cai.close()
    moved = await there.back(cai.seat)
    await moved.quiet()
    await here.advance(HOUR_MS // 60)
    async with asyncio.timeout(PATIENCE):
        while ann.view["people"][cai.me].get("here"):
            await ann.hear()  # for a moment the first node takes them for lost
        while not ann.view["people"][cai.me].get("here"):
            await ann.hear()
    assert (await moved.ask("rename", name="Caio"))["t"] == "done"
    await agree(ann, moved)


async def test_who_is_seen_out_on_one_node_leaves_the_other(node: Node) -> None:
    _, _, [ann, bob] = await over_both(node, "Ann", "Bob")
    await ann.do("remove", person=bob.me)
    await bob.until("closed")
    assert bob.bye is not None
    assert bob.bye["code"] == "removed"


async def test_a_seat_given_back_reaches_over_nodes(node: Node) -> None:
    """Noor has lost her token and comes anew, to the other node than the facilitator's."""
    here, there = await node(), await node()
    room = await here.room()
    ann = await here.join(room.facilitator, "Ann")
    noor = await there.join(room.invitation, "Noor")
    await noor.close()
    await there.advance(HOUR_MS // 60)
    anew = await there.join(room.invitation, "Noor")
    await anew.quiet()
    await agree(ann, anew)
    await ann.do("confirm_seat", person=anew.me, seat=noor.me)
    assert (await anew.until("seated"))["me"] == noor.me
    await anew.quiet()
    await agree(ann, anew)
    assert anew.view["people"][noor.me]["here"] is True


async def test_new_links_on_one_node_close_the_old_on_the_other(node: Node) -> None:
    here, there = await node(), await node()
    room = await here.room()
    ann = await here.join(room.facilitator, "Ann")
    await ann.do("renew_links")
    await ann.until("links")
    late = await there.open(token=room.invitation)
    await late.until("closed")
    assert late.bye is not None
    assert late.bye["code"] == "not_identified"


async def test_a_node_that_dies_loses_nothing(node: Node) -> None:
    """Its people come back to the other one, in the same seats and the same turn."""
    here, there, [ann, bob, cai] = await over_both(node, "Ann", "Bob", "Cai")
    seq = await bob.do("add", kind="keyword", text="balance")
    await agree(ann, bob, cai)
    await here.client.close()
    back = [await there.back(browser.seat) for browser in (ann, cai)]
    for browser in back:
        await browser.quiet()
    assert holder(back[0]) == holder(bob) == "Cai"
    assert [item["text"] for item in back[1].view["items"].values()] == ["balance"]
    after = await back[1].do("pass", id="after")
    assert after > seq
    await bob.until_seq(after)
    assert bob.view == back[1].view


async def test_without_its_database_a_room_is_read_only_and_comes_back(
    node: Node, cluster: Cluster
) -> None:
    _, _, [ann, bob, cai] = await over_both(node, "Ann", "Bob", "Cai")
    cluster.stop()
    refused = await bob.ask("pass", id="once")
    assert (refused["t"], refused["code"]) == ("refusal", "store_unavailable")
    assert holder(bob) == "Bob"
    cluster.start()
    async with asyncio.timeout(PATIENCE):
        while (await bob.ask("pass", id="once"))["t"] != "done":
            pass
    await agree(ann, bob, cai)
    assert holder(ann) == holder(bob) == holder(cai) == "Cai"
