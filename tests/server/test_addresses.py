"""No address leads out of its folder, and none answers what it is not made for."""

import pytest
from tests.server.house import House
from yarl import URL

TRAVERSALS = (
    "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd", "..%5c..%5cwindows", "%00", "room.js%00.css", "..;/assets.json",
)  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS)
@pytest.mark.parametrize("place", ["/static/", "/texts/", "/"])
async def test_no_address_leads_out_of_its_folder(house: House, place: str, path: str) -> None:
    as_written = URL(place + path, encoded=True)  # not as a browser would tidy it
    answer = await house.client.get(as_written)
    assert answer.status in (400, 404)
    assert "root:" not in await answer.text()


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
async def test_no_method_but_those_of_the_table_is_answered(house: House, method: str) -> None:
    for path in ("/", "/api/sessions", "/socket", "/health"):
        answer = await house.client.request(method, path, headers={"X-Secret": "canary"})
        assert answer.status == 405
        assert "canary" not in await answer.text()
