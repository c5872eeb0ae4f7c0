"""What has changed between two shapes is what has changed between the objects built of them."""

from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.core.showing import Shown
from talkingpiece.hub.built import built, changes
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


@given(TREE, TREE)
def test_what_has_changed_is_the_patch_between_the_two(old: Tree, new: Tree) -> None:
    patch = changes(new, old)
    assert patch == diff(built(old), built(new))
    assert apply(built(old), patch) == built(new)


def test_what_has_not_changed_is_not_in_the_patch() -> None:
    one, other = Leaf(text="one"), Leaf(text="other")
    old = Tree(seq=1, leaves={"x": one, "y": other}, lists={"all": ("x", "y")})
    new = Tree(seq=2, leaves={"x": one, "y": Leaf(text="new")}, lists=old.lists)
    assert changes(new, old) == {"seq": 2, "leaves": {"y": {"text": "new"}}}


def test_nothing_is_left_of_what_is_gone() -> None:
    old = Tree(seq=1, word="here", leaves={"x": Leaf(text="one")}, number=1)
    gone = {"word": None, "leaves": None, "number": None}
    assert changes(Tree(seq=2), old) == {"seq": 2, **gone}


def test_one_member_alone_is_compared_like_many() -> None:
    class Word(Shown, frozen=True, kw_only=True):
        word: str

    assert changes(Word(word="new"), Word(word="old")) == {"word": "new"}
