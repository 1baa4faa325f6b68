"""Articles as they are stored: JSON, deflated after a dictionary of what German news are full of.

The dictionary stands in front of every text, so that even its first words are references: that saves a
tenth, and reading one article never means reading others.
"""

import zlib

from indexer.article import Article, from_json
from indexer.embedded.common_words import COMMON_WORDS

_LEVEL = 3
"""With the dictionary a tenth smaller than zlib's fastest, in nearly the same time; 6 takes half more."""

# Another dictionary is another format: what is stored can only be read with the one it was written with.
_DICTIONARY = (
    " ".join(COMMON_WORDS.split())
    + " , dass die  in der  von der  für die  auf der  mit der  in die  an der  bei der  und die  aus der "
    + " sich die  nach der  zu den  auf die  in den  mit dem  bis zum  zur . Die . Der . Das . In . Es . "
    + "Auch . „ “ : – gegen den Mann der Polizei die Polizei  Millionen Euro  Prozent der  Uhr ungen  lichen "
    + ' ischen  schaft  keiten "],["{"id":"","title":"","subtitle":"","teaser":"","body":[["",'
    + '"published":"2020-0","categories":[""],"url":"https://www.","source":"","origin":"/'
).encode()


def deflated(text: str) -> bytes:
    """The text as it is stored."""
    deflate = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
    return deflate.compress(text.encode()) + deflate.flush()


def stored_article(data: bytes) -> Article:
    """The article in a stored text."""
    return from_json(zlib.decompressobj(zdict=_DICTIONARY).decompress(data))
