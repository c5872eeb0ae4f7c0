"""Forgets to mark its hook."""


def register_formats() -> tuple[()]:
    return ()
