"""A picture's file: known by its first bytes, small, still, and without what a camera adds.

Cameras write into a file when and where it was taken, and with which device. That must not reach
whoever looks at a page, and such a file is refused rather than changed: what turns a picture
upright stands there as well, and only its owner sees whether it is still right without.
"""

import struct
from collections.abc import Iterator
from hashlib import sha256
from typing import Literal

import msgspec

MAX_IMAGE_BYTES = 256 * 1024
MAX_SIDE = 4096
"""Pixels; a small file may claim to be a huge picture."""

_CAMERA = (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"Photoshop 3.0\0")
"""How EXIF, XMP and IPTC begin in a JPEG."""
_CAMERA_PARTS = {b"eXIf", b"EXIF", b"XMP "}
_CAMERA_TEXTS = (b"XML:com.adobe.xmp", b"Raw profile type")
_PNG_END = b"IEND\xaeB`\x82"
_MOVING_PARTS = {b"acTL", b"ANIM"}
_JPEG_ALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length."""
_JPEG_SIZE = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_SCAN = 0xDA


class NotAPicture(Exception):
    """A file that cannot be shown as a picture: why, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that may be shown; *width* and *height* in pixels."""

    content: bytes
    kind: Literal["png", "jpeg", "webp"]
    width: int
    height: int

    @property
    def name(self) -> str:
        """A name that changes with its content, such as `3f…c1.png`."""
        return f"{sha256(self.content).hexdigest()[:20]}.{self.kind}"


def read_image(raw: bytes) -> Image:
    """The picture that *raw* holds. Raises `NotAPicture`."""
    if len(raw) > MAX_IMAGE_BYTES:
        hint = "make it smaller, or save it as WebP"
        raise NotAPicture(f"the picture is larger than {MAX_IMAGE_BYTES // 1024} KiB", hint)
    try:
        kind, (width, height) = _looked_at(raw)
    except (IndexError, struct.error):
        raise NotAPicture("the picture is not whole", "save it again") from None
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        message = f"the picture has {width} × {height} pixels; at most {MAX_SIDE} a side"
        raise NotAPicture(message, "make it smaller")
    return Image(content=raw, kind=kind, width=width, height=height)


def _looked_at(raw: bytes) -> tuple[Literal["png", "jpeg", "webp"], tuple[int, int]]:
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", _png(raw)
    if raw.startswith(b"\xff\xd8\xff"):
        return "jpeg", _jpeg(raw)
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "webp", _webp(raw)
    raise NotAPicture("the file is no PNG, JPEG or WebP picture", "save it as one of these")


def _png(raw: bytes) -> tuple[int, int]:
    size = (0, 0)
    for name, body in _parts(raw, 8, ">I4s", check=4):
        _look_at_part(name, body)
        if name == b"IHDR":
            size = struct.unpack_from(">II", body)
    if not raw.endswith(_PNG_END):
        raise IndexError
    return size


def _webp(raw: bytes) -> tuple[int, int]:
    size = (0, 0)
    for name, body in _parts(raw, 12, "<4sI"):
        _look_at_part(name, body)
        if name == b"VP8X":
            size = _three(body, 4) + 1, _three(body, 7) + 1
        elif name == b"VP8 " and size == (0, 0):
            wide, high = struct.unpack_from("<HH", body, 6)
            size = wide & 0x3FFF, high & 0x3FFF
        elif name == b"VP8L" and size == (0, 0):
            (bits,) = struct.unpack_from("<I", body, 1)
            size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return size


def _three(body: bytes, at: int) -> int:
    return int(body[at] | body[at + 1] << 8 | body[at + 2] << 16)


def _parts(raw: bytes, at: int, head: str, check: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """The named parts of a PNG or a WebP from *at* on: name and content."""
    while at < len(raw):
        first, second = struct.unpack_from(head, raw, at)
        name, length = (second, first) if isinstance(first, int) else (first, second)
        begin, end = at + 8, at + 8 + length
        if end + check > len(raw):
            raise IndexError
        yield name, raw[begin:end]
        at = end + check if check else end + length % 2


def _look_at_part(name: bytes, body: bytes) -> None:
    if name in _CAMERA_PARTS or body.startswith(_CAMERA_TEXTS):
        raise _from_a_camera()
    if name in _MOVING_PARTS:
        raise NotAPicture("the picture moves", "save one still picture of it")


def _jpeg(raw: bytes) -> tuple[int, int]:
    # Also what hangs behind the picture: some cameras put a second one there.
    if any(mark in raw for mark in _CAMERA):
        raise _from_a_camera()
    at, size = 2, (0, 0)
    while raw[at + 1] != _JPEG_SCAN:
        if raw[at] != 0xFF:
            raise IndexError
        marker = raw[at + 1]
        if marker == 0xFF:  # fills up
            at += 1
        elif marker in _JPEG_ALONE:
            at += 2
        else:
            if marker in _JPEG_SIZE:
                high, wide = struct.unpack_from(">HH", raw, at + 5)
                size = wide, high
            (length,) = struct.unpack_from(">H", raw, at + 2)
            at += 2 + length
    if not raw.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise IndexError
    return size


def _from_a_camera() -> NotAPicture:
    message = "the picture holds what a camera or a program wrote into it (EXIF, XMP or IPTC)"
    hint = "it may tell where it was taken: save it without, for example with exiftool -all="
    return NotAPicture(message, hint)
