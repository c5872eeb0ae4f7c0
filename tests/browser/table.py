"""Everybody round one table: what all see alike, and what nobody but one may ever see."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from playwright.async_api import expect
from tests.browser.seats import Seat


class Table:
    """The people of one room, in the order in which they came."""

    def __init__(self, *seats: Seat) -> None:
        self.seats = list(seats)
        self.secrets: dict[str, set[str]] = {}
        """Private words, and the names of those who may see them."""

    def __iter__(self) -> "Iterable[Seat]":
        return iter(self.seats)

    def but(self, *others: Seat) -> list[Seat]:
        """Everybody except *others*."""
        return [seat for seat in self.seats if seat not in others]

    async def all(self, sees: Callable[[Seat], Awaitable[None]], *but: Seat) -> None:
        """Everybody (except *but*) sees it; the first failure is told, with who else fails."""
        seats = self.but(*but)
        results = await asyncio.gather(*map(sees, seats), return_exceptions=True)
        wrong = {s: r for s, r in zip(seats, results, strict=True) if isinstance(r, BaseException)}
        for error in wrong.values():
            raise AssertionError(f"{list(wrong)} of {seats} do not see it: {error}") from error

    async def phase(self, phase: str) -> None:
        """All are in the same phase, each reads its title in their language."""
        await self.all(lambda seat: seat.sees_phase(phase))

    async def circle(self, *order: Seat, holder: Seat | None = None, had: str = "") -> None:
        """All see this circle, this holder, and the one mark at those named in *had*."""
        marks = {seat.name: "had" for seat in order if seat.name in (had, *had.split())}
        if holder is not None:
            marks[holder.name] = "holder"
        chain = " + ".join(_item(seat, marks.get(seat.name, "")) for seat in order)
        wanted = f'[data-part="seats"]:has(> li:first-child{chain.removeprefix("li")}:last-child)'

        async def shows(seat: Seat) -> None:
            try:
                await expect(seat.panel.locator(wanted)).to_be_attached()
            except AssertionError:
                seen = await seat.part("seats").locator("li").all_inner_texts()
                names = [f"{s.name} {marks.get(s.name, '')}" for s in order]
                raise AssertionError(f"{seat} sees {seen}, not {names}") from None
            if holder is not None:
                await seat.sees_holder(holder.name)

        await self.all(shows)

    async def in_turn(self) -> list[Seat]:
        """Everybody of the circle that all see, in its order, from whoever has the piece."""
        piece = await self.seats[0].panel.evaluate("panel => panel.session.view.piece")
        order: list[str] = piece["order"]
        first = order.index(piece["holder"])
        by_id = {seat.me: seat for seat in self.seats}
        return [by_id[person] for person in order[first:] + order[:first]]

    async def shots(self, folder: Path, step: str) -> None:
        """A picture of everybody's screen at this moment."""
        for seat in self.seats:
            await seat.shot(folder / f"{step}-{seat.name.lower()}.png")

    # --- what is private --------------------------------------------------------------------------

    def secret(self, text: str, *readers: Seat) -> str:
        """Remember that only *readers* may ever see *text*, and return it."""
        self.secrets[text] = {seat.name for seat in readers}
        return text

    async def keeps_secrets(self) -> None:
        """No private word is on another person's page, or was ever sent to it."""
        for seat in self.seats:
            shown = await seat.screen_text()
            sent = "\n".join(seat.received)
            for text, readers in self.secrets.items():
                if seat.name not in readers:
                    assert text not in shown, f"{seat} can read {text!r}"
                    assert text not in sent, f"{seat} was sent {text!r}"
                else:
                    assert text in sent, f"{seat} never got their own {text!r}"


def _item(seat: Seat, mark: str) -> str:
    return f'li[data-person="{seat.me}"][data-mark="{mark}"]'
