"""Word families: the stem that all inflected forms of a word share."""

import re

import Stemmer

from indexer.german.folding import folded

_snowball = Stemmer.Stemmer("german")
_FEMININE_PLURAL = re.compile(r"innen$")


def stem(normal: str) -> str:
    """The stem of a normalized word, in plain letters."""
    return folded(_snowball.stemWord(_FEMININE_PLURAL.sub("in", normal))) or folded(normal)
