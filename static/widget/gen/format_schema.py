"""The JSON Schema of ``format.yaml``, from the types that decode it."""

from talkingpiece.sdk import schema

filename = "plugin/talkingpiece/sdk/format.schema.json"


def make() -> str:
    """The schema, draft 2020-12."""
    return schema.make()
