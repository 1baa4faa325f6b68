"""How articles spell a word that the index knows folded: Müller for mueller, capitals and umlauts kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.article import Article
from indexer.documents import text_of
from indexer.fields import TEXT_FIELDS

_FOLDED = {"ae": "(?:ä|ae)", "oe": "(?:ö|oe)", "ue": "(?:ü|ue)", "ss": "(?:ß|ss)"}
_PIECE = re.compile("ae|oe|ue|ss|.", re.DOTALL)
_JOINT = "[-\xad\N{HYPHEN}\N{NON-BREAKING HYPHEN}]?"
"""What may stand between the letters of a word without being one of its letters."""


def spelling(term: str, articles: Iterable[Article]) -> str:
    """The commonest spelling of an exact term in the articles; the term itself if none of them has it.

    Capitals alone never win over small letters beside them: headlines shout.
    """
    texts = ["\n".join(text_of(article, field.name) for field in TEXT_FIELDS) for article in articles]
    pieces = [_FOLDED.get(piece) or re.escape(piece) for piece in _PIECE.findall(term)]
    found = _counted("".join(pieces), texts) or _counted(_JOINT.join(pieces), texts)
    if not found:
        return term
    return min(found, key=lambda form: (form.isupper() and len(found) > 1, -found[form], form))


def _counted(pattern: str, texts: Sequence[str]) -> Counter[str]:
    word = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    return Counter(match.replace("\xad", "") for text in texts for match in word.findall(text))
