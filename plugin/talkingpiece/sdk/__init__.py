"""The one door for plugins: what a format's author imports, and nothing else of ours.

Here: the declaration (``format.yaml`` read strictly into frozen types), the hooks on one page,
the ports a database or a conferencing system must fit, and the names of the core that plugins
need. Semantic versioning applies to this room.
Not here: anything that runs a session.
Start with ``declaration`` for a format without code, ``hookspecs`` for one with code.
"""
