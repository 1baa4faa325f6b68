"""One way to encode a word: composed letters, nothing invisible, no line break inside."""

import re
import unicodedata

from indexer.german.tokenizer import INVISIBLE

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\WA-ZÄÖÜ\d_])")
_BROKEN_AT_HYPHEN = re.compile(r"-[ \t]*\r?\n[ \t]*")


def clean(surface: str) -> str:
    """The surface form as if it had been typed in one line on a German keyboard; case is kept.

    The hyphen at the end of a line goes (Renatu-⏎rierung), unless a capital letter or a digit behind it
    shows that it belongs to the word (Bach-⏎Renaturierung).
    """
    if surface.isalpha() and unicodedata.is_normalized("NFC", surface):
        return surface
    if surface.isascii():
        return _joined(surface) if "\n" in surface else surface
    return _joined(unicodedata.normalize("NFC", _INVISIBLE.sub("", surface)))


def _joined(word: str) -> str:
    return _BROKEN_AT_HYPHEN.sub("-", _BROKEN_WORD.sub("", word))
