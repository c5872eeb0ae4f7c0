"""Who comes this evening, and in which language they read."""

from dataclasses import dataclass

from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table


@dataclass
class Evening:
    """One circle of product managers, on a Tuesday from seven to nine."""

    house: House
    table: Table
    lucie: Seat
    """Facilitates, and leads."""
    marc: Seat
    """Facilitates with her."""
    ana: Seat
    juliette: Seat
    """Reads German."""
    noor: Seat
    """Reads French."""
    tom: Seat
    """Comes late, while the keywords are collected."""
    ines: Seat
    """Comes later still, in the middle of a story."""
    facilitator_link: str = ""
    invitation_link: str = ""

    @classmethod
    async def before(cls, house: House) -> "Evening":
        """Everybody has a browser; nobody has come, and nothing is planned yet."""
        return cls(
            house=house,
            table=Table(),
            lucie=await house.seat("Lucie"),
            marc=await house.seat("Marc"),
            ana=await house.seat("Ana"),
            juliette=await house.seat("Juliette", "de-DE"),
            noor=await house.seat("Noor", "fr-FR"),
            tom=await house.seat("Tom"),
            ines=await house.seat("Ines"),
        )

    def comes(self, seat: Seat) -> Seat:
        """From now on *seat* is one of those who sit at the table."""
        self.table.seats.append(seat)
        return seat

    @property
    def facilitators(self) -> tuple[Seat, Seat]:
        return self.lucie, self.marc
