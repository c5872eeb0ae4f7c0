"""The calendar file says that and when, and nothing else."""

from zoneinfo import ZoneInfoNotFoundError

import pytest
from icalendar import Calendar

from talkingpiece.core.ids import Ms
from talkingpiece.rendering.calendar import calendar_file, see_first
from talkingpiece.rendering.locales import Catalogue

START = Ms(1_800_000_000_000)
END = Ms(START + 7_200_000)
LINK = "https://example.org/rooms/abc#secret-token"


def made(**more: str) -> bytes:
    given = {"title": "Gespräch", "zone": "Europe/Berlin", "uid": "u1", **more}
    return calendar_file(start=START, end=END, stamp=START, **given)


def test_it_is_one_event_at_the_right_time() -> None:
    """08:00 UTC is 09:00 in Berlin in January, and the file describes the zone itself."""
    file = Calendar.from_ical(made())
    (event,) = file.walk("VEVENT")
    assert event.start.isoformat() == "2027-01-15T09:00:00+01:00"
    assert event.end.isoformat() == "2027-01-15T11:00:00+01:00"
    assert [str(zone["TZID"]) for zone in file.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_it_names_nobody_and_gives_nothing_away() -> None:
    """Calendars are shared: no attendee, no organiser, no description, no link."""
    (event,) = Calendar.from_ical(made()).walk("VEVENT")
    assert set(event.keys()) == {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS"}
    assert str(event["SUMMARY"]) == "Gespräch"
    for word in (b"ATTENDEE", b"ORGANIZER", b"DESCRIPTION", b"http", b"secret"):
        assert word not in made()


def test_the_link_is_in_only_where_it_is_asked_for() -> None:
    (event,) = Calendar.from_ical(made(link=LINK)).walk("VEVENT")
    assert str(event["URL"]) == LINK
    assert b"ATTENDEE" not in made(link=LINK)


def test_beside_the_link_stands_where_to_see_first_how_it_goes() -> None:
    """The page on which every format stands: which one it is, nobody learns from a calendar."""
    note = see_first(LINK, "de", Catalogue.load())
    assert note == "Erst ansehen, wie es abläuft: https://example.org/about?lang=de"
    (event,) = Calendar.from_ical(made(link=LINK, note=note)).walk("VEVENT")
    assert str(event["DESCRIPTION"]) == note
    assert b"DESCRIPTION" not in made(note=note)


def test_a_title_cannot_bring_lines_of_its_own() -> None:
    """What looks like a property in a text stays text."""
    (event,) = Calendar.from_ical(made(title="x\r\nATTENDEE:mailto:a@b")).walk("VEVENT")
    assert "ATTENDEE" not in event


def test_an_unknown_zone_is_said() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        made(zone="Mars/Olympus")


def test_utc_needs_no_description_of_a_zone() -> None:
    assert b"VTIMEZONE" not in made(zone="UTC")
