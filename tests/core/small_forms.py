"""Formats of a few phases in which people may do whatever comes to mind."""

from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    passes_phase,
    poll_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

VOLUNTEERS = small_format(
    brief_phase(late="join"),
    round_phase("first", start="volunteer", facilitator_turn="normal", late="listen"),
    passes_phase("second", max_rounds=2, start="facilitator_pick", direction="alternate"),
    brief_phase("rest", who="none", exit=("time_up", "facilitator")),
    round_phase("third", facilitator_turn="none", start="rotate", late="wait"),
)
TOPICAL = small_format(
    brief_phase(collect=(OPEN_KEYWORD,)),
    topics_loop(
        talk_phase(),
        passes_phase("clarify", who="all_but_presenter", responder="presenter", late="listen"),
        round_phase("react", who="all_but_presenter", start="next_after_presenter", late="wait"),
    ),
    round_phase("closing"),
)
ASKING = small_format(
    brief_phase(collect=(OPEN_KEYWORD,)),
    poll_phase("rate", keep="harvest", audience="self_declared"),
    round_phase("why", who="voters", order="by_score", start="extremes", facilitator_turn="none"),
    poll_phase("dots", kind="dots", dots=2, sees="group_on_reveal", keep="none"),
    poll_phase("agree", kind="consent", sees="group_on_reveal", decide="no_objection"),
    brief_phase("end"),
    privacy="open",
)
