"""Video conferencing systems, as far as the server has to know them.

Here: which tokens identify a person, which data embeds the widget. ``standalone`` needs no call
at all. Everything that happens inside a call is the browser's part
(``static/widget/src/platforms``).
"""
