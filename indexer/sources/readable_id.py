"""Ids for articles that bring none: readable in an address, and the same for the same content."""

import hashlib
import re

from unidecode import unidecode

MAX_SLUG = 60

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def readable_id(title: str, content: str) -> str:
    """The title as a slug, and eight hexadecimal digits that stand for the content."""
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return f"{slug(title)}-{digest}".removeprefix("-")


def slug(title: str) -> str:
    """The title in ASCII letters, digits and hyphens, at most `MAX_SLUG`, cut between two words."""
    plain = unidecode(title.lower().translate(_UMLAUTS)).lower()
    whole = _NOT_SLUG.sub("-", plain).strip("-")
    if len(whole) <= MAX_SLUG:
        return whole
    return whole[: MAX_SLUG + 1].rpartition("-")[0] or whole[:MAX_SLUG]
