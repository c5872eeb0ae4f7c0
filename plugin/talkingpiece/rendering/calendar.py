"""A calendar file that gives nothing away.

It says that there is a conversation, and when. No attendees, no organiser, no format, no title of
the session: calendars are shared with colleagues and kept by others for years.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vUri

from talkingpiece.core.ids import Ms

PRODUCT = "-//Talking Piece//Conversation//EN"


def calendar_file(
    *, title: str, start: Ms, end: Ms, zone: str, stamp: Ms, uid: str, link: str = ""
) -> bytes:
    """One event as iCalendar (RFC 5545), in the time of *zone*, which it describes itself.

    *title* is a neutral word in the reader's language. *link* only where the person wants it in.
    *uid* is random; *stamp* is now. Raises `ZoneInfoNotFoundError` for an unknown zone.
    """
    place = ZoneInfo(zone)
    event = Event()
    event.add("uid", f"{uid}@talkingpiece")
    event.add("dtstamp", _instant(stamp, UTC))
    event.add("dtstart", _instant(start, place))
    event.add("dtend", _instant(end, place))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    if link:
        event.add("url", vUri(link))
        event.add("location", link)
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    around = timedelta(days=366)
    day = _instant(start, place).date()
    file.add_missing_timezones(first_date=day - around, last_date=day + around)
    return bytes(file.to_ical())


def _instant(at: Ms, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at // 1000, zone)
