"""Tokens of a Jitsi, and a server that believes them."""

from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.server.house import START

from talkingpiece.settings import Settings, load_settings

SECRET = "planted-secret-" * 5
CALL = "https://jitsi.example.org/Circle"
NOW_S = START // 1000


def signed(secret: str = SECRET, algorithm: str | None = "HS256", **changes: Any) -> str:
    claims = {
        "iss": "us", "aud": "jitsi", "sub": "*", "room": "circle", "exp": NOW_S + 3600,
        "context": {"user": {"id": "u1", "name": "Noor"}},
    } | changes  # fmt: skip
    headers = {"kid": changes.pop("kid")} if "kid" in changes else {}
    return jwt.encode(claims, secret, algorithm=algorithm, headers=headers)


def settings_with(folder: Path, **jitsi: str) -> Settings:
    chosen = {"jitsi_issuer": "us", "jitsi_secret": SECRET, "jitsi_domains": ("jitsi.example.org",)}
    return load_settings({"HOME": str(folder)}, folder, store="memory:", **(chosen | jitsi))


def pem(key: rsa.RSAPrivateKey) -> tuple[str, str]:
    """Private and public half."""
    return (
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    )
