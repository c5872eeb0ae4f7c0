"""Files that may be shown as pictures: small, still, and without what a camera notes."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.drawn import jpeg, png, webp

from talkingpiece.sdk.images import MAX_IMAGE_BYTES, NotAPicture, read_image


@pytest.mark.parametrize("draw, kind", [(png, "png"), (jpeg, "jpeg"), (webp, "webp")])
def test_a_picture_is_known_by_its_bytes_and_knows_its_size(draw: object, kind: str) -> None:
    image = read_image(draw(61, 40))  # type: ignore[operator]
    assert (image.kind, image.width, image.height) == (kind, 61, 40)


def test_other_shapes_of_webp_know_their_size_too() -> None:
    extended = b"\0\0\0\0" + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")
    lossy = b"\x30\1\0\x9d\1\x2a" + (300).to_bytes(2, "little") + (200).to_bytes(2, "little")
    for name, body in ((b"VP8X", extended), (b"VP8 ", lossy)):
        inside = name + len(body).to_bytes(4, "little") + body
        raw = b"RIFF" + (len(inside) + 4).to_bytes(4, "little") + b"WEBP" + inside
        image = read_image(raw)
        assert (image.width, image.height) == (300, 200)


def test_its_name_changes_with_its_content() -> None:
    assert read_image(png()).name == read_image(png()).name
    assert read_image(png()).name != read_image(png(60, 41)).name
    assert read_image(png()).name.endswith(".png")


CAMERA = "may tell where it was taken"


@pytest.mark.parametrize(
    "raw, said",
    [
        (jpeg(60, 40, (0xE1, b"Exif\0\0MM\0*\0\0\0\x08GPS")), CAMERA),
        (jpeg(60, 40, (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")), CAMERA),
        (jpeg(60, 40, (0xED, b"Photoshop 3.0\0" + b"8BIM")), CAMERA),
        (jpeg()[:-2] + b"\xff\xd9" + jpeg(60, 40, (0xE1, b"Exif\0\0MM")), CAMERA),
        (png(60, 40, (b"eXIf", b"MM\0*")), CAMERA),
        (png(60, 40, (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>")), CAMERA),
        (png(60, 40, (b"zTXt", b"Raw profile type exif\0\0x")), CAMERA),
        (webp(60, 40, (b"EXIF", b"MM\0*")), CAMERA),
        (webp(60, 40, (b"XMP ", b"<x/>")), CAMERA),
        (png(60, 40, (b"acTL", b"\0\0\0\2\0\0\0\0")), "moves"),
        (webp(60, 40, (b"ANIM", b"\0\0\0\0\0\0")), "moves"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG, JPEG or WebP"),
        (b"GIF89a\1\0\1\0", "no PNG, JPEG or WebP"),
        (b"", "no PNG, JPEG or WebP"),
        (png()[:-9], "not whole"),
        (png() + b"more", "not whole"),
        (jpeg()[:-2], "not whole"),
        (jpeg()[:30], "not whole"),
        (webp()[:-3], "not whole"),
        (png(5000, 2), "5000 × 2 pixels"),
        (jpeg(0, 40), "0 × 40 pixels"),
        (png(60, 40, (b"tEXt", b"x" * MAX_IMAGE_BYTES)), "larger than 256 KiB"),
    ],
    ids=count(),
)
def test_what_may_not_be_shown_is_refused_with_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(NotAPicture) as refused:
        read_image(raw)
    assert said in f"{refused.value.message}; {refused.value.hint}"
    assert refused.value.hint


@given(
    st.sampled_from([png(), jpeg(), webp()]),
    st.integers(0, 200),
    st.binary(max_size=12),
    st.integers(0, 400),
)
def test_bytes_gone_wrong_are_refused_and_break_nothing(
    raw: bytes, at: int, put: bytes, most: int
) -> None:
    """It is a picture of some size, or it is none: there is no third way."""
    try:
        image = read_image((raw[:at] + put + raw[at + len(put) :])[:most])
    except NotAPicture:
        return
    assert 0 < image.width <= 4096
    assert 0 < image.height <= 4096
