"""Which stems may be of one family beyond inflection: *raub* and *raeuber*, *ermittel* and *ermittlung*.

German makes words from words by endings, often with an umlaut, and now and then without an e: *ermitteln,
Ermittler, Ermittlung*. Every such form is named here, though most are no words: whoever has a vocabulary
looks which of them are in it. Some that are have another meaning (*zeit, zeitung*), so a relative is a hint
at the word and never the word itself.
"""

import functools
import re

_ENDINGS = (
    "wesen", "schaft", "ierung", "igkeit", "ismus", "ation", "erin", "lich", "isch", "heit", "keit", "haft",
    "ator", "ung", "nis", "ion", "ier", "bar", "los", "sam", "tum", "end", "ent", "ant", "ist",
    "ig", "er", "in", "or", "el",
)  # fmt: skip
"""The longest first."""
_ENDINGS_TAKEN = 2
_LEAST_LETTERS = 4
"""Of what endings are taken from: shorter roots have too many strangers."""
_MOST_LETTERS = 40
"""Longer stems are rather pasted than words, and all that is made of them would be kept."""
_UMLAUT = re.compile("ae|oe|ue")
_LAST_VOWEL = re.compile(r"(?:au|[aou])(?=[^aeiou]*$)")
_WITHOUT_E = re.compile(r"(?<=[^aeiou])e(?=[lr]$)")
_BEFORE_LAST = re.compile(r"(?<=[^aeioulr])(?=[lr]$)")


@functools.lru_cache(maxsize=10_000)
def relatives(stem: str) -> frozenset[str]:
    """Stems that may be derived from the same root as the stem, itself left out."""
    if not (_LEAST_LETTERS <= len(stem) <= _MOST_LETTERS and stem.isalpha()):
        return frozenset()
    roots = set(_roots(stem))
    roots |= {_other_vowel(root) for root in roots}
    roots |= {_with_or_without_e(root) for root in roots}
    return frozenset(root + ending for root in roots for ending in ("", *_ENDINGS)) - {stem}


def _roots(stem: str) -> list[str]:
    """The stem without its last endings, one after the other taken from it."""
    roots = [stem]
    for _ in range(_ENDINGS_TAKEN):
        ending = next((ending for ending in _ENDINGS if roots[-1].endswith(ending)), "")
        if not ending or len(roots[-1]) - len(ending) < _LEAST_LETTERS:
            break
        roots.append(roots[-1].removesuffix(ending))
    return roots


def _other_vowel(root: str) -> str:
    """The root without its umlauts, or with one."""
    without = _UMLAUT.sub(lambda match: match[0][0], root)
    return (
        without if without != root else _LAST_VOWEL.sub(lambda match: match[0][0] + "e" + match[0][1:], root)
    )


def _with_or_without_e(root: str) -> str:
    """The root without the e before its last l or r, or with one there."""
    without = _WITHOUT_E.sub("", root)
    return without if without != root else _BEFORE_LAST.sub("e", root)
