"""What is built out of what was there before is what would be built anew."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.core.showing import Shown
from talkingpiece.hub.built import built, rebuilt
from talkingpiece.hub.patch import apply, diff


class Leaf(Shown, frozen=True, kw_only=True):
    text: str
    on: bool = False
    fields: dict[str, str] = {}


class Tree(Shown, frozen=True, kw_only=True):
    seq: int
    word: str = ""
    number: int | None = None
    leaf: Leaf | None = None
    names: tuple[str, ...] = ()
    leaves: dict[str, Leaf] = {}
    lists: dict[str, tuple[str, ...]] = {}


WORD = st.text("ab", max_size=2)
NAME = st.sampled_from(["x", "y", "z"])
LEAF = st.builds(Leaf, text=WORD, on=st.booleans(), fields=st.dictionaries(NAME, WORD, max_size=2))
TREE = st.builds(
    Tree,
    seq=st.integers(0, 2),
    word=WORD,
    number=st.none() | st.integers(0, 1),
    leaf=st.none() | LEAF,
    names=st.lists(NAME, max_size=2).map(tuple),
    leaves=st.dictionaries(NAME, LEAF, max_size=3),
    lists=st.dictionaries(NAME, st.lists(WORD, max_size=2).map(tuple), max_size=2),
)


@given(st.lists(TREE, min_size=1, max_size=4))
def test_step_by_step_is_as_made_anew(trees: list[Tree]) -> None:
    old, was = trees[0], built(trees[0])
    for tree in trees:
        before = was
        was, patch = rebuilt(tree, old, before)
        old = tree
        assert was == msgspec.to_builtins(tree)
        assert patch == diff(before, was)
        assert apply(before, patch) == was


def test_what_has_not_changed_is_the_same_object() -> None:
    one, other = Leaf(text="one"), Leaf(text="other")
    old = Tree(seq=1, leaves={"x": one, "y": other}, lists={"all": ("x", "y")})
    new = Tree(seq=2, leaves={"x": one, "y": Leaf(text="new")}, lists=old.lists)
    before = built(old)
    after, patch = rebuilt(new, old, before)
    assert after["leaves"]["x"] is before["leaves"]["x"]
    assert after["lists"] is before["lists"]
    assert after["leaves"]["y"] == {"text": "new"}
    assert patch == {"seq": 2, "leaves": {"y": {"text": "new"}}}


def test_nothing_is_left_of_what_is_gone() -> None:
    old = Tree(seq=1, word="here", leaves={"x": Leaf(text="one")}, number=1)
    gone = {"word": None, "leaves": None, "number": None}
    assert rebuilt(Tree(seq=2), old, built(old)) == ({"seq": 2}, {"seq": 2, **gone})
