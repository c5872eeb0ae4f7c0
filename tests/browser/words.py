"""What a screen should say: the words of the panel and of the format, in one language."""

from typing import Any

from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue, filled
from talkingpiece.sdk.wording import chain

FORMAT = "intervision_triage"


class Words:
    """All words of one language, as a person with that browser should read them."""

    def __init__(
        self, locale: str, catalogue: Catalogue, registry: Registry, format_id: str = FORMAT
    ) -> None:
        self._id = format_id
        self.locale = chain(locale)[0]
        self._catalogue = catalogue
        self._format = registry.texts(registry.formats[format_id], locale)

    def say(self, key: str, **values: Any) -> str:
        """The panel's own words: `say("turns.you_are_next", name="Ana")`."""
        return self._catalogue.say(key, self.locale, **values)

    def title(self, phase: str) -> str:
        """What a phase is called."""
        return self._format[f"{self._id}/{phase}/title"]

    def prompt(self, phase: str, role: str, **values: Any) -> str:
        """The sentence of a phase for a role: `prompt("clarify", "speaker")`."""
        return filled(self._format[f"{self._id}/{phase}/{role}"], values)
