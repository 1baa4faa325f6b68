"""Gender-inclusive forms: Bürger*innen, Bürger:in, Bürger/-innen, Bürger(innen), BürgerInnen.

Such a form stands for all of its readings: Bürger, Bürgerin and Bürgerinnen.
"""

import re

_MARKED = re.compile(r"(?P<base>.*[^\W\d_])(?:[*:_·]|/-?|\()(?P<ending>[iI]n(?:nen)?)\)?")
_CAPITAL = re.compile(r"(?P<base>[^\W\d_]*[a-zäöüß])(?P<ending>Innen)")


def readings(surface: str) -> tuple[str, ...]:
    """(feminine form as written, base, feminine singular), or () for any other word."""
    match = _MARKED.fullmatch(surface) or _CAPITAL.fullmatch(surface)
    if not match:
        return ()
    base = match["base"]
    return (base + match["ending"].lower(), base, base + "in")
