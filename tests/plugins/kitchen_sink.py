"""A plugin that uses every hook: a format, a rule, words in Italian, and a line in the minutes."""

from collections.abc import Iterator, Mapping

from talkingpiece.sdk import (
    Format,
    Harvest,
    ModerationRule,
    Section,
    hookimpl,
    prompt_key,
    read_declaration,
    title_key,
)

SINK = """\
format: sink
version: 1
title: {en: "Sink", fr: "Évier"}
duration: [5, 10, 20]
capacity: {min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}
privacy: group
roles: {facilitator: {min: 1, title: {en: "Plumber", fr: "Plombier"}}}
flow:
- id: wash
  title: {en: "Wash", fr: "Laver"}
  use: round
  minutes: [1, 3, 5]
  with: {per_turn: {soft: 20, hard: 40}, items: {kind: plate}}
  rules: whisper
  exit: [round_done]
  prompts:
    speaker: {en: "A plate, {name}?", fr: "Une assiette, {name} ?"}
"""


@hookimpl
def register_formats() -> Iterator[Format]:
    yield read_declaration(SINK, "kitchen_sink")


@hookimpl
def register_prompts(locale: str) -> Mapping[str, str] | None:
    if locale != "it":
        return None
    return {
        "sink/title": "Lavello",
        title_key("sink", "wash"): "Lavare",
        prompt_key("sink", "wash", "speaker"): "Un piatto, {name}?",
        "buttons.pass": "Passo",
    }


@hookimpl
def register_moderation_rules() -> tuple[ModerationRule, ...]:
    return (ModerationRule(id="whisper", mic="holder", hand="signal"),)


@hookimpl
def minutes_sections(harvest: Harvest, locale: str) -> Iterator[Section]:
    words = {"it": "Piatti lavati: {n}"}.get(locale, "Plates washed: {n}")
    plates = sum(len(part.entries) for part in harvest.parts if part.kind == "plate")
    yield Section(heading="<b>Sink</b>", lines=(words.format(n=plates),))
