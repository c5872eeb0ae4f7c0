"""What outlives a session over HTTP: sheets and series, opened by their links alone."""

from tests.server.asking import ask, plan, refusal
from tests.server.house import HOUR_MS, START, House

from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import CarriedTopic, Line, Section, SeriesMemory, Sheet
from talkingpiece.hub.sheets import KeptSheet
from talkingpiece.sealing import ServerKeys, Token, new_id, new_key, seal_token
from talkingpiece.server.keys import STORE
from talkingpiece.storage import codec

CANARY = "tulip-canary"


# --- sheets -----------------------------------------------------------------------------------


async def kept_sheet(house: House, keys: ServerKeys, kind: str = "sheet") -> str:
    """A sheet as a closing room leaves it; its token."""
    sheet_id, key = new_id(), new_key()
    lines = (Line(text=f"{CANARY} <b>", kind="takeaway"), Line(text="x", kind="y", peer=True))
    sheet = Sheet(
        title="Tuesday", start=START, language="en", next_date=None,
        sections=(Section(keyword="balance", lines=lines),),
    )  # fmt: skip
    kept = KeptSheet(sheet=sheet, forgotten=Ms(START + 24 * HOUR_MS))
    sealed = codec.encode_sheet(kept, key, sheet_id)
    await house.client.app[STORE].put_sheet(sheet_id, sealed, kept.forgotten)
    token = Token(kind=kind, room=sheet_id, key=key, expires=START + 720 * HOUR_MS)  # type: ignore[arg-type]
    return seal_token(keys, token)


async def test_a_sheet_opens_by_its_token_alone(house: House, server_keys: ServerKeys) -> None:
    answer = await ask(house, "/api/sheet", token=await kept_sheet(house, server_keys))
    shown = await answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert shown["forgotten"] == START + 24 * HOUR_MS
    (leaf,) = shown["leaves"]
    assert leaf["keyword"] == "balance"
    assert [part["kind"] for part in leaf["parts"]] == ["takeaway", "peer"]


async def test_a_sheet_can_be_taken_along_as_markdown(
    house: House, server_keys: ServerKeys
) -> None:
    token = await kept_sheet(house, server_keys)
    answer = await ask(house, "/api/sheet", token=token, format="markdown", zone="Europe/Paris")
    assert answer.content_type == "text/markdown"
    assert f"- {CANARY} \\<b\\>" in await answer.text()


async def test_a_sheet_can_be_taken_along_as_one_html_file(
    house: House, server_keys: ServerKeys
) -> None:
    """It needs nothing else, and what was written stays words."""
    answer = await ask(
        house, "/api/sheet", token=await kept_sheet(house, server_keys), format="html"
    )
    text = await answer.text()
    assert answer.content_type == "text/html"
    assert answer.headers["Content-Disposition"] == "attachment"
    assert f"<li>{CANARY} &lt;b&gt;</li>" in text
    assert "src=" not in text


async def test_an_erased_sheet_is_gone(house: House, server_keys: ServerKeys) -> None:
    token = await kept_sheet(house, server_keys)
    assert (await ask(house, "/api/sheet/erase", token=token)).status == 204
    assert await refusal(await ask(house, "/api/sheet", token=token)) == (401, "link_over")
    assert (await ask(house, "/api/sheet/erase", token=token)).status == 204


async def test_a_sheet_is_gone_at_its_hour(house: House, server_keys: ServerKeys) -> None:
    """Also before it has been swept away."""
    token = await kept_sheet(house, server_keys)
    await house.advance(24 * HOUR_MS)
    assert await refusal(await ask(house, "/api/sheet", token=token)) == (401, "link_over")


async def test_a_token_of_another_kind_opens_no_sheet(
    house: House, server_keys: ServerKeys
) -> None:
    for kind in ("seat", "invitation", "series"):
        token = await kept_sheet(house, server_keys, kind)
        assert await refusal(await ask(house, "/api/sheet", token=token)) == (401, "link_unknown")
        answer = await ask(house, "/api/sheet/erase", token=token)
        assert await refusal(answer) == (401, "link_unknown")


async def test_an_altered_token_opens_nothing(house: House, server_keys: ServerKeys) -> None:
    token = await kept_sheet(house, server_keys)
    altered = token[:60] + ("A" if token[60] != "A" else "B") + token[61:]
    assert await refusal(await ask(house, "/api/sheet", token=altered)) == (401, "link_unknown")


# --- series -----------------------------------------------------------------------------------


async def test_a_series_tells_what_carries_over(house: House, server_keys: ServerKeys) -> None:
    series_id, key = new_id(), new_key()
    memory = SeriesMemory(
        format="intervision_triage", index=1, ring_offset=1, next_rank=4, next_date=None,
        topics=(CarriedTopic(kind="keyword", text="balance", rank=3, waited=1),),
        title="Tuesday", language="fr", zone="Europe/Paris",
        topics_opened=2, topics_left=1, minutes_used=118,
    )  # fmt: skip
    sealed = codec.encode_series(memory, key, series_id, 1)
    await house.client.app[STORE].put_series(series_id, 0, sealed)
    series = Token(kind="series", room=series_id, key=key, expires=START + HOUR_MS)
    token = seal_token(server_keys, series)
    told = (await (await ask(house, "/api/series", token=token)).json())["memory"]
    assert [topic["text"] for topic in told["topics"]] == ["balance"]
    assert (told["index"], told["topics_left"]) == (1, 1)

    made = await (await ask(house, "/api/sessions", **plan(series=token))).json()
    ann = await house.join(made["facilitator"].split("#")[1], "Ann")
    assert [item["text"] for item in ann.view["items"].values()] == ["balance"]


async def test_a_series_before_its_first_end_carries_nothing(house: House) -> None:
    made = await (await ask(house, "/api/sessions", **plan())).json()
    answer = await ask(house, "/api/series", token=made["series"].split("#")[1])
    assert await answer.json() == {"memory": None}
