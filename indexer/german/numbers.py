"""Numbers as people write them: 1.000 and 1000 are the same number."""

import re

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def plain_number(normal: str) -> str | None:
    """A number without its thousands separators, or None for anything else."""
    return normal.replace(".", "") if _GROUPED.fullmatch(normal) else None
