"""Formats of a few phases in which people may do whatever comes to mind."""

from tests.core.boarded import board_format, collect_phase, goals_phase

from talkingpiece.testing.small import (
    KEYWORD,
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
    round_phase(
        "why",
        who="voters",
        order="by_score",
        start="extremes",
        facilitator_turn="none",
        sample=2,
        rest_may_write=True,
        collect=(KEYWORD,),
    ),
    round_phase("pitch", who="authors", repeat="until_all_pass", max_rounds=2),
    poll_phase("dots", kind="dots", dots=2, sees="group_on_reveal", keep="none"),
    poll_phase("agree", kind="consent", sees="group_on_reveal", decide="no_objection"),
    brief_phase("end"),
    privacy="open",
)
BOARDS = board_format(
    brief_phase(),
    collect_phase("apart", reveal="on_close", per_person_max=2, lanes=("one", "two")),
    collect_phase("wishes", anonymous=True, plus_one=True, fields=("what", "why"), overlap=5),
    goals_phase("cluster", "merge", "order", "park", "pick", "name_theme", "assign_owner"),
    goals_phase("compare", "agree", "edit", "set_status", "schedule", id_="agree"),
    round_phase("closing"),
)
PICKING = small_format(
    round_phase("first", order="popcorn", facilitator_turn="normal"),
    passes_phase("second", order="popcorn", max_rounds=2, late="listen"),
    round_phase("third", order="popcorn", start="volunteer", late="wait"),
)
SMALL = {
    "picking": PICKING,
    "volunteers": VOLUNTEERS,
    "topical": TOPICAL,
    "asking": ASKING,
    "boards": BOARDS,
}
"""Each by its name."""
