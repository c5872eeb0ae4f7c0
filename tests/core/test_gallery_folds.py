"""What is remembered of those who watch."""

from talkingpiece.core.evolve import evolve
from talkingpiece.core.formats import Format
from talkingpiece.core.gallery_events import GalleryOpened, WatchersCounted, WatchingAnswered
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
    assert (gallery.watching, gallery.answered, gallery.agreed) == (3, "ada", True)
    assert gallery.shut
    assert not evolve(session, GalleryOpened(on=True)).gallery.shut
