"""Spellings that readers take for the same are written the same way.

Case is folded (ß becomes ss), ä, ö and ü become ae, oe and ue as German itself spells them where
umlauts are missing, and letters of other languages become the plain letters that Unidecode gives
them (ğ to g, ł to l, è to e).
"""

import re
import unicodedata

from unidecode import unidecode

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def normalized(surface: str) -> str:
    """Lower case, composed, without soft hyphens and zero-width characters; umlauts are kept."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", surface)).casefold()


def folded(normal: str) -> str:
    """The plain letters and digits of a normalized word; the word itself if none would be left."""
    plain = _NOT_WORD.sub("", unidecode(normal.translate(_UMLAUTS)).lower())
    return plain or "".join(normal.split())
