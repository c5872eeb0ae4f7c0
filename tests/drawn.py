"""Pictures that tests draw themselves; none lies in the repository."""

import struct
import zlib


def png(width: int = 60, height: int = 40, *more: tuple[bytes, bytes]) -> bytes:
    """A picture in two colours, left and right, with *more* parts (name, content) in its file."""
    row = b"\0" + b"\x2f\x6f\x9f" * (width // 2) + b"\xf0\xb0\x40" * (width - width // 2)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), *more, (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_part(*part) for part in parts)


def _png_part(name: bytes, content: bytes) -> bytes:
    sum_of_it = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + sum_of_it


def jpeg(width: int = 60, height: int = 40, *more: tuple[int, bytes]) -> bytes:
    """The frame of a JPEG, with *more* segments (marker, content); its pixels say nothing."""
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    segments = ((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *more, (0xC0, size), (0xDA, b"\1\1\0\0\x3f\0"))
    inside = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
        for marker, content in segments
    )
    return b"\xff\xd8" + inside + b"\0\1\2\3" + b"\xff\xd9"


def webp(width: int = 60, height: int = 40, *more: tuple[bytes, bytes]) -> bytes:
    """The frame of a WebP, with *more* parts; its pixels say nothing."""
    size = b"\x2f" + struct.pack("<I", width - 1 | height - 1 << 14) + b"\0"
    inside = b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in ((b"VP8L", size), *more)
    )
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + inside
