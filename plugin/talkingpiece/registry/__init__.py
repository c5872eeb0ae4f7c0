"""Formats and plugins, found and looked after.

Here: loading entry points one by one and then the files of the formats folder, setting a broken
one aside by name, checking that formats fit their activities and have their texts, and asking
one plugin at a time. The only room that knows pluggy's manager; there is no global one: a registry
is an object that the server receives.
Not here: sessions, sockets, databases.
Start with ``registry`` (`Registry`); ``loading`` finds plugins, ``folder`` finds files,
``checking`` says what does not fit, ``calling`` asks.
"""

from talkingpiece.registry.loading import SetAside, installed
from talkingpiece.registry.registry import Registry

__all__ = ["Registry", "SetAside", "installed"]
