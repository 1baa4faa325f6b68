"""What is named by a letter and a number: § 34 is Paragraph 34, A 40 is A40, U 5 is U5."""

import re

_SECTION = re.compile(r"(?:§§?|paragra(?:ph|f)(?:en)?)\s?(\d+[a-z]?)", re.IGNORECASE)
_ROAD = re.compile(r"([a-z]{1,3})\s(\d{1,4})", re.IGNORECASE)


def section(word: str) -> str | None:
    """The number of the section of a law that the word names, letter included, or None."""
    match = _SECTION.fullmatch(word)
    return match[1].lower() if match else None


def road(word: str) -> str | None:
    """The road or line that the word names, without the blank, or None."""
    match = _ROAD.fullmatch(word)
    return match[1] + match[2] if match else None
