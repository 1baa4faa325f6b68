"""Turns what was typed into what is looked up, with the same analysis that articles went through."""

import itertools
from collections.abc import Sequence

from indexer.german import analyze, is_stop_word
from indexer.query.syntax import Excluded, Plain, Query, Quoted
from indexer.query.terms import All, Any, Everything, Node, Optional, Phrase, Without, Word
from indexer.request import Mode


def look_up(query: Query, mode: Mode) -> Node:
    """The terms tree of a query.

    In mode `all` every clause is wanted, but very common words are not insisted on beside others.
    A query without any word stands for every article.
    """
    wanted = [node for clause in query.clauses if (node := _included(clause))]
    excluded = [
        node for clause in query.clauses if isinstance(clause, Excluded) and (node := _node(clause.clause))
    ]
    included = _combined(wanted, mode)
    return Without(included, _any(excluded)) if excluded else included


def _included(clause: Plain | Quoted | Excluded) -> Node | None:
    return None if isinstance(clause, Excluded) else _node(clause)


def _node(clause: Plain | Quoted) -> Node | None:
    words = tuple(Word(token) for token in analyze(clause.text))
    if len(words) < 2:
        return words[0] if words else None
    return _phrase(words) if isinstance(clause, Quoted) else All(words)


def _phrase(words: tuple[Word, ...]) -> Node:
    """The words side by side, or with two of them written as one: Bach Renaturierung, Bachrenaturierung."""
    spellings: list[Node] = [Phrase(words)]
    for number, (first, second) in enumerate(itertools.pairwise(words)):
        if joined := _joined(first.token.surface, second.token.surface):
            spelling = (*words[:number], joined, *words[number + 2 :])
            spellings.append(Phrase(spelling) if len(spelling) > 1 else joined)
    return _any(spellings)


def _joined(first: str, second: str) -> Word | None:
    """The two words written as one compound, where they could be one."""
    if not (first.isalpha() and second.isalpha()) or is_stop_word(first) or is_stop_word(second):
        return None
    (token,) = analyze(f"{first}-{second}")
    return Word(token.whole())


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
