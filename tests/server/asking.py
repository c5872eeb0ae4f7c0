"""Asking the server as its pages do, and reading its refusals."""

from typing import Any

from aiohttp import ClientResponse
from tests.server.house import HOUR_MS, START, House


async def ask(house: House, path: str, **body: Any) -> ClientResponse:
    return await house.client.post(path, json=body)


def plan(**more: Any) -> dict[str, Any]:
    return {
        "title": "Tuesday",
        "format": "intervision_triage",
        "start": START + HOUR_MS,
        "end": START + 3 * HOUR_MS,
        "zone": "Europe/Paris",
        "language": "fr",
    } | more


async def refusal(answer: ClientResponse) -> tuple[int, str]:
    """Status and code; a refusal always has a sentence, and is never kept by a browser."""
    told = await answer.json()
    assert told["sentence"].endswith(".")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status, told["code"]
