"""Formats and plugins, found and looked after.

Here: loading entry points one by one and then the files of the formats folder, setting a broken
one aside by name, checking that formats fit their activities and have their texts, and asking
only the owner of the active format. The only room that knows pluggy's manager; there is no
global one: a registry is an object that the server receives.
Not here: sessions, sockets, databases.
"""
