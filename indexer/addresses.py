"""Addresses of articles: the same one for the same article, however it was linked."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 2000

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|wt_mc|xtor|at_medium|at_campaign|mtm_\w+|pk_\w+)=[^&]*")
_USUAL_PORTS = {"http": 80, "https": 443}


def is_link(text: str) -> bool:
    """Whether the text is a whole http or https address."""
    return _split(text) is not None


def canonical(text: str, base: str = "") -> str:
    """The address without fragment, campaign parameters and usual port; nothing if it is no link."""
    try:
        parts = _split(urljoin(base, text.strip()) if base else text.strip())
    except ValueError:
        return ""
    if parts is None:
        return ""
    kept = [item for item in parts.query.split("&") if item and not _TRACKING.fullmatch(item)]
    return urlunsplit((parts.scheme, _host(parts), parts.path or "/", "&".join(kept), ""))


def _split(text: str) -> SplitResult | None:
    if len(text) > MAX_LENGTH or not text.isprintable() or " " in text:
        return None
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return None
    return parts if parts.scheme in _USUAL_PORTS and parts.hostname else None


def _host(parts: SplitResult) -> str:
    host = parts.netloc.rpartition("@")[2].lower()
    return host.removesuffix(f":{_USUAL_PORTS[parts.scheme]}")
