"""Settings that are addresses: checked, and brought into the form in which they are compared."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit


def checked_addresses(values: Mapping[str, Any], problems: dict[str, str]) -> dict[str, Any]:
    """Return the settings that are addresses as they are used: no slash at the end, small letters.

    What is no address gets into *problems*, by the name of its setting.
    """
    public = values.get("public_url", "").rstrip("/")
    if public and not _is_web(public):
        problems["public_url"] = f"{public!r} is no address; write it with http:// or https://"
    origins = tuple(origin.rstrip("/") for origin in values.get("trusted_origins", ()))
    for origin in origins:
        if not _is_web(origin) or urlsplit(origin).path:
            problems["trusted_origins"] = (
                f"{origin!r} is no origin; write scheme and name only: https://jitsi.example.org"
            )
    hooked = _domains("jitsi_hooked", values, problems)
    domains = dict.fromkeys((*_domains("jitsi_domains", values, problems), *hooked))
    # Where the panel stands inside a call, that page holds it.
    origins = tuple(dict.fromkeys((*origins, *(f"https://{domain}" for domain in hooked))))
    return {
        "public_url": public,
        "trusted_origins": origins,
        "jitsi_domains": tuple(domains),
        "jitsi_hooked": hooked,
    }


def _domains(name: str, values: Mapping[str, Any], problems: dict[str, str]) -> tuple[str, ...]:
    domains = tuple(domain.lower() for domain in values.get(name, ()))
    for domain in domains:
        if not _is_web(f"https://{domain}") or urlsplit(f"https://{domain}").netloc != domain:
            problems[name] = f"{domain!r} is no domain; write jitsi.example.org"
    return domains


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.query
