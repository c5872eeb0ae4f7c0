"""What is remembered of those who watch."""

from talkingpiece.core.evolve import evolve
from talkingpiece.core.formats import Format
from talkingpiece.core.gallery_events import (
    GalleryOpened,
    NodesAsked,
    NodesGivenUp,
    WatchersCounted,
    WatchingAnswered,
)
from talkingpiece.core.gallery_folds import watching
from talkingpiece.core.ids import PersonId
from talkingpiece.testing.script import Lay


def test_a_number_an_answer_and_whether_it_is_shut(table: Lay, triage: Format) -> None:
    session = table(triage, "ada", demo=True).session
    for event in (
        WatchersCounted(now=3),
        WatchingAnswered(person=PersonId("ada"), on=True),
        GalleryOpened(on=False),
    ):
        session = evolve(session, event)
    gallery = session.gallery
    assert (watching(gallery), gallery.answered, gallery.agreed) == (3, "ada", True)
    assert gallery.shut
    assert not evolve(session, GalleryOpened(on=True)).gallery.shut


def test_nodes_are_counted_together_until_they_are_given_up(table: Lay, triage: Format) -> None:
    """Between the question and the answers no fewer are told than before."""
    session = table(triage, "ada", demo=True).session
    seen = []
    for event in (
        WatchersCounted(now=3, by="a"),
        WatchersCounted(now=2, by="b"),
        NodesAsked(nodes=("a", "b")),
        WatchersCounted(now=1, by="c"),
        WatchersCounted(now=5, by="c"),
        WatchersCounted(now=2, by="b"),
        NodesGivenUp(nodes=("a",)),
        WatchersCounted(now=0, by="c"),
    ):
        session = evolve(session, event)
        seen.append(watching(session.gallery))
    assert seen == [3, 5, 5, 5, 5, 7, 7, 2]
    assert session.gallery.counts == {"b": 2}
