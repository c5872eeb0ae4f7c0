"""Asks one plugin at a time, so that one that fails is known by name and harms nobody else."""

from typing import Any

import pluggy

from talkingpiece.errors import FormatProblems, PluginFailed


def ask(plugins: pluggy.PluginManager, name: str, hook: str, **arguments: object) -> Any:
    """What the plugin called *name* answers to *hook*; None if it does not implement it.

    Raises `PluginFailed` from whatever the plugin raised, except `FormatProblems`, which say
    themselves what is wrong and where.
    """
    plugin = plugins.get_plugin(name)
    others = [other for other in plugins.get_plugins() if other is not plugin]
    try:
        answers = plugins.subset_hook_caller(hook, others)(**arguments)
        return answers[0] if answers else None
    except FormatProblems:
        raise
    except Exception as error:
        raise PluginFailed(name, hook) from error


def ask_for_all(
    plugins: pluggy.PluginManager, name: str, hook: str, **arguments: object
) -> tuple[Any, ...]:
    """The same for a hook that gives several things; an implementation may be a generator."""
    answer = ask(plugins, name, hook, **arguments)
    try:
        return () if answer is None else tuple(answer)
    except FormatProblems:
        raise
    except Exception as error:
        raise PluginFailed(name, hook) from error
