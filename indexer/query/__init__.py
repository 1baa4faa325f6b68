"""From what was typed to what is looked up: `parse` gives a syntax tree, `look_up` a terms tree."""

from indexer.query.lookup import look_up
from indexer.query.parser import parse
from indexer.query.terms import All, Any, Everything, Node, Optional, Phrase, Without, Word, words_of

__all__ = [
    "All",
    "Any",
    "Everything",
    "Node",
    "Optional",
    "Phrase",
    "Without",
    "Word",
    "look_up",
    "parse",
    "words_of",
]
