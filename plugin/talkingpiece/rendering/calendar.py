"""A calendar file that gives nothing away.

It says that there is a conversation, and when. No attendees, no organiser, no format, no title of
the session: calendars are shared with colleagues and kept by others for years.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vUri

from talkingpiece.core.ids import Ms
from talkingpiece.rendering.locales import Catalogue

PRODUCT = "-//Talking Piece//Conversation//EN"


def calendar_file(
    *,
    title: str,
    start: Ms,
    end: Ms,
    zone: str,
    stamp: Ms,
    uid: str,
    link: str = "",
    note: str = "",
) -> bytes:
    """One event as iCalendar (RFC 5545), in the time of *zone*, which it describes itself.

    *title* is a neutral word in the reader's language. *link* only where the person wants it in,
    and with it *note*, which names neither format nor session.
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
        if note:
            event.add("description", note)
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    around = timedelta(days=366)
    day = _instant(start, place).date()
    file.add_missing_timezones(first_date=day - around, last_date=day + around)
    return bytes(file.to_ical())


def see_first(link: str, locale: str, catalogue: Catalogue) -> str:
    """A line that leads to how sessions go, on the server that *link* leads to.

    Every format stands on that page, so the line does not tell which one this is.
    """
    about = urljoin(link, f"/about?lang={locale}")
    return catalogue.say("invitation.see_first", locale, link=about)


def _instant(at: Ms, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at // 1000, zone)
