"""Turns what was typed into what is looked up, with the same analysis that articles went through."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from indexer.german import NO_SYNONYMS, Synonyms, Token, analyze, is_stop_word
from indexer.query.syntax import Clause, Excluded, Plain, Query, Quoted
from indexer.query.terms import All, Any, Everything, Node, Optional, Phrase, Without, Word
from indexer.request import Mode


def look_up(query: Query, mode: Mode, synonyms: Synonyms = NO_SYNONYMS) -> Node:
    """The terms tree of a query.

    In mode `all` every word is wanted, but very common ones are not insisted on beside others. A query
    without any word stands for every article.
    """
    wanted = list(_wanted(query.clauses, mode, synonyms))
    excluded = [
        node for clause in query.clauses if isinstance(clause, Excluded) for node in _excluded(clause.clause)
    ]
    included = _combined(wanted, mode)
    return Without(included, _any(excluded)) if excluded else included


def _wanted(clauses: Iterable[Clause], mode: Mode, synonyms: Synonyms) -> Iterator[Node]:
    """Neighbouring plain words are analysed together, since dates and numbers span several."""
    for kind, run in itertools.groupby(clauses, type):
        if kind is Plain:
            text = " ".join(clause.text for clause in run if isinstance(clause, Plain))
            yield from _with_synonyms(analyze(text), mode, synonyms)
        elif kind is Quoted:
            for clause in run:
                if isinstance(clause, Quoted) and (words := analyze(clause.text)):
                    yield _side_by_side(words)


def _excluded(clause: Plain | Quoted) -> Iterator[Node]:
    """What a hit must not have: just these words, no synonyms."""
    if words := analyze(clause.text):
        yield _side_by_side(words) if isinstance(clause, Quoted) else _all([Word(word) for word in words])


def _with_synonyms(words: Sequence[Token], mode: Mode, synonyms: Synonyms) -> Iterator[Node]:
    """The words, each stretch of them that has synonyms as a choice between these."""
    combined = _any if mode == Mode.ANY else _all
    position = 0
    while position < len(words):
        stretch, others = _longest_known(words[position : position + synonyms.longest], synonyms)
        own = combined([Word(word) for word in stretch])
        yield _any([own, *(_synonym(other) for other in others)])
        position += len(stretch)


def _longest_known(words: Sequence[Token], synonyms: Synonyms) -> tuple[Sequence[Token], tuple[str, ...]]:
    """The longest beginning that has synonyms, or else the first word."""
    for length in range(len(words), 0, -1):
        if others := synonyms.of(words[:length]):
            return words[:length], others
    return words[:1], ()


def _synonym(text: str) -> Node:
    words = tuple(Word(token, is_synonym=True) for token in analyze(text))
    return words[0] if len(words) == 1 else Phrase(words)


def _side_by_side(words: Sequence[Token]) -> Node:
    """The words as a phrase, or with two of them written as one: Bach Renaturierung, Bachrenaturierung."""
    if len(words) == 1:
        return Word(words[0])
    spellings: list[Sequence[Token]] = [words]
    for number, (first, second) in enumerate(itertools.pairwise(words)):
        if joined := _joined(first.surface, second.surface):
            spellings.append((*words[:number], joined, *words[number + 2 :]))
    return _any([_phrase(spelling) for spelling in spellings])


def _phrase(words: Sequence[Token]) -> Node:
    return Phrase(tuple(map(Word, words))) if len(words) > 1 else Word(words[0])


def _joined(first: str, second: str) -> Token | None:
    """The two words written as one compound, where they could be one."""
    if not (first.isalpha() and second.isalpha()) or is_stop_word(first) or is_stop_word(second):
        return None
    joined = analyze(f"{first}-{second}")
    return joined[0].whole() if len(joined) == 1 else None


def _combined(nodes: list[Node], mode: Mode) -> Node:
    if not nodes:
        return Everything()
    if mode == Mode.ANY:
        return _any(nodes)
    common = [node for node in nodes if isinstance(node, Word) and is_stop_word(node.token.surface)]
    if not common or len(common) == len(nodes):
        return _all(nodes)
    return Optional(_all([node for node in nodes if node not in common]), _any(common))


def _all(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def _any(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))
