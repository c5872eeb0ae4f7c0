"""What is read may be taken along as a file: the same words and dates in each of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from talkingpiece.core.ids import Ms
from talkingpiece.rendering.environment import render
from talkingpiece.rendering.locales import Catalogue


def file(template: str, catalogue: Catalogue, locale: str, zone: str, **values: object) -> str:
    """*template* filled in with *values*; dates as year-month-day in *zone*.

    Raises `ZoneInfoNotFoundError` for an unknown zone.
    """
    place = ZoneInfo(zone)

    def day(at: Ms, form: str = "%Y-%m-%d") -> str:
        return datetime.fromtimestamp(at // 1000, place).strftime(form)

    def say(key: str, **known: object) -> str:
        return catalogue.say(key, locale, **known)

    return render(template, say=say, day=day, locale=locale, **values)
