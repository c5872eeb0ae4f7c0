"""Words and pages: the catalogues of system texts, and what jinja2 makes of them.

Here: home and room page, personal sheet, error page, invitations; the fallback from ``fr-CH``
to ``fr`` to ``en``. Labels of the content are applied before anything is rendered.
Not here: prompts of formats (the widget fills their placeholders), and deciding who may see what.
"""
