"""What a hit shows of its text, with the found words marked, and how they were found."""

import dataclasses
import html
import re
from collections.abc import Iterable

from indexer.article import Article
from indexer.german import Term, TermKind, Token, analyze_columns
from indexer.query import Node, Spellings, Word, leaves_of, words_of
from indexer.result import Match, MatchedBy

SNIPPET_LENGTH = 260
"""Characters of text that a snippet has room for."""

_MAX_MATCHES = 12
_WORDS_WEIGHED = 8
"""Found words of a stretch that are looked at, so that a text full of them costs no more than others."""
_SENTENCE_START = re.compile(
    r"(?:^|(?<=\n)|(?<=[^\W\d_]{3}[.!?:]\s)|(?<=[^\W\d_]{3}[.!?][“\"»]\s))(?=[^\W\d_a-zäöüß]|[\d„“\"»«])"
)
"""After a word of three letters or more: "16. Mai", "z. B." and "Dr. Huth" are not ends of sentences."""
_BLANK = re.compile(r"\s+")
_LEAD_IN = 90
"""Characters before the first found word that a passage may reach back to begin with its sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Excerpt:
    """`title` and `snippet` are HTML: escaped text with `<mark>`."""

    title: str
    snippet: str
    matches: tuple[Match, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of a text, text[start:end], that answers the query word with this number.

    `piecewise` says that it answers just a part of that word.
    """

    token: Token
    start: int
    end: int
    word: int
    by: MatchedBy
    piecewise: bool = False


class Excerpts:
    """Makes the excerpts of one search: the query is taken apart once, for all of its hits."""

    def __init__(self, node: Node) -> None:
        words = tuple(sorted(dict.fromkeys(words_of(node)), key=_is_synonym))
        self._spellings = Spellings(leaves_of(node))
        self._first_spelling = len(words)
        self._first_synonym = len(words) - sum(map(_is_synonym, words))
        self._exact = _numbered(words, TermKind.EXACT)
        self._stems = _numbered(words, TermKind.STEM)
        self._variants = _numbered(words, TermKind.STEM, TermKind.VARIANT)
        self._leaves = {
            leaf.text: number for number, word in enumerate(words) for leaf in word.token.leaves()
        }
        # Nearly no word of a text answers a query, so that is found out first.
        self._wanted = self._exact.keys() | self._variants.keys() | self._leaves.keys()

    def of(self, article: Article) -> Excerpt:
        """The excerpt of a hit: the richest passage of its text, else the beginning of the text."""
        texts = (article.title, *_texts(article))
        title, *found = self._without_needless_pieces([self._found_in(text) for text in texts])
        answering = [pair for pair in zip(texts[1:], found, strict=True) if pair[1]]
        if answering:
            text, best = max(answering, key=lambda pair: _richest(pair[1])[0])
            snippet = _passage(text, best)
        else:
            snippet = _beginning(next((text for text in texts[1:] if text.strip()), ""))
        return Excerpt(
            title=_marked(article.title, 0, len(article.title), title),
            snippet=snippet,
            matches=_distinct(item for items in (title, *found) for item in items),
        )

    def marked(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The texts of an article as HTML, each as a whole: escaped, with every found word in `<mark>`."""
        texts = tuple(texts)
        found = self._without_needless_pieces([self._found_in(text) for text in texts])
        return tuple(_marked(text, 0, len(text), items) for text, items in zip(texts, found, strict=True))

    def _without_needless_pieces(self, texts: list[list[_Found]]) -> list[list[_Found]]:
        """A part of a searched compound is only worth a mark where the compound itself is not found."""
        whole = {item.word for found in texts for item in found if not item.piecewise}
        return [[item for item in found if not (item.piecewise and item.word in whole)] for found in texts]

    def _found_in(self, text: str) -> list[_Found]:
        if not self._wanted and not self._spellings:
            return []
        columns = analyze_columns(text)
        return [
            found
            for number, terms in enumerate(columns.terms)
            if not self._wanted.isdisjoint([term.text for term in terms])
            or (self._spellings and self._spellings.answered_by(terms[0].text, columns.surfaces[number]))
            for found in self._found(columns.token(number))
        ]

    def _found(self, token: Token) -> list[_Found]:
        """How the token answers the query: as a whole in the closest of ways, else by its parts."""
        for by, wanted, kinds in (
            (MatchedBy.EXACT, self._exact, (TermKind.EXACT,)),
            (MatchedBy.STEM, self._stems, (TermKind.STEM,)),
            (MatchedBy.VARIANT, self._variants, (TermKind.STEM, TermKind.VARIANT)),
        ):
            for term in token.terms:
                if term.kind in kinds and term.text in wanted:
                    word = wanted[term.text]
                    by = by if word < self._first_synonym else MatchedBy.SYNONYM
                    return [_Found(token, token.start, token.end, word, by)]
        if self._spellings and (spelt := self._spellings.answered_by(token.terms[0].text, token.surface)):
            number, by = spelt
            return [_Found(token, token.start, token.end, self._first_spelling + number, by)]
        found: list[_Found] = []
        for term in sorted(token.terms, key=lambda term: term.start - term.end):
            item = self._found_part(token, term)
            if item and all(item.end <= other.start or other.end <= item.start for other in found):
                found.append(item)
        return sorted(found, key=lambda item: item.start)

    def _found_part(self, token: Token, term: Term) -> _Found | None:
        """What a part of the token answers, or the token a part of a query word."""
        if term.kind is TermKind.EXACT:
            return None
        is_part = term.kind is TermKind.PART
        wanted = self._variants if is_part and term.text in self._variants else self._leaves
        if term.text not in wanted:
            return None
        start, end = (term.start, term.end) if term.end else (0, len(token.surface))
        return _Found(
            token, token.start + start, token.start + end, wanted[term.text], MatchedBy.PART,
            piecewise=wanted is self._leaves,
        )  # fmt: skip


def _is_synonym(word: Word) -> bool:
    return word.is_synonym


def _numbered(words: Iterable[Word], *kinds: TermKind) -> dict[str, int]:
    """The terms of these kinds, each with the number of the first word that has it."""
    return {
        term.text: number
        for number, word in reversed(list(enumerate(words)))
        for term in word.token.terms
        if term.kind in kinds
    }


def _texts(article: Article) -> tuple[str, ...]:
    """What a snippet may be taken from, the likeliest first."""
    return (article.teaser, article.body_text, article.subtitle, article.captions_text)


def _richest(found: list[_Found]) -> tuple[tuple[int, int], int]:
    """How rich the best stretch of a text is (different words, all words), and its first found word."""

    def richness(first: int) -> tuple[int, int]:
        end = found[first].token.start + SNIPPET_LENGTH - _LEAD_IN
        inside = [item.word for item in found[first : first + _WORDS_WEIGHED] if item.token.end <= end]
        return (len(set(inside)), len(inside))

    best = max(range(len(found)), key=lambda first: (richness(first), -first))
    return richness(best), best


def _passage(text: str, found: list[_Found]) -> str:
    """The richest stretch of the text."""
    best = found[_richest(found)[1]]
    start = _start_of_passage(text, best.token.start)
    end = _end_of_passage(text, start + SNIPPET_LENGTH)
    before = "… " if start > 0 and not _SENTENCE_START.match(text, start) else ""
    after = " …" if end < len(text) else ""
    return before + _marked(text, start, end, found) + after


def _start_of_passage(text: str, position: int) -> int:
    """Where the sentence begins if that is near and in the same paragraph, else where a word begins."""
    earliest = max(text.rfind("\n", 0, position) + 1, position - _LEAD_IN)
    sentence = _SENTENCE_START.search(text, earliest, position + 1)
    if sentence:
        return sentence.start()
    blank = _BLANK.search(text, earliest, position)
    return blank.end() if blank else position


def _end_of_passage(text: str, limit: int) -> int:
    """The last word boundary up to the limit."""
    if limit >= len(text):
        return len(text)
    blank = max(text.rfind(" ", 0, limit + 1), text.rfind("\n", 0, limit + 1))
    return blank if blank > limit - SNIPPET_LENGTH // 2 else limit


def _beginning(text: str) -> str:
    """What a hit shows when only its title, or nothing, has a found word."""
    end = _end_of_passage(text, SNIPPET_LENGTH)
    return _marked(text, 0, end, ()) + (" …" if end < len(text) else "")


def _marked(text: str, start: int, end: int, found: Iterable[_Found]) -> str:
    pieces = []
    position = start
    for item in found:
        if start <= item.start and item.end <= end:
            pieces += [html.escape(text[position : item.start]), _mark(text[item.start : item.end])]
            position = item.end
    pieces.append(html.escape(text[position:end]))
    return _BLANK.sub(" ", "".join(pieces)).strip()


def _mark(text: str) -> str:
    return f"<mark>{html.escape(text)}</mark>"


def _distinct(found: Iterable[_Found]) -> tuple[Match, ...]:
    matches = dict.fromkeys(Match(item.token.surface, item.by) for item in found)
    return tuple(matches)[:_MAX_MATCHES]
