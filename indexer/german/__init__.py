"""From German text to tokens and their terms: one function for articles, queries and snippets."""

from indexer.german.analysis import ANALYSIS_VERSION, analyze, analyze_columns, normalize
from indexer.german.stopwords import is_stop_word
from indexer.german.synonyms import NO_SYNONYMS, Synonyms
from indexer.german.token import Columns, Term, TermKind, Token

__all__ = [
    "ANALYSIS_VERSION",
    "NO_SYNONYMS",
    "Columns",
    "Synonyms",
    "Term",
    "TermKind",
    "Token",
    "analyze",
    "analyze_columns",
    "is_stop_word",
    "normalize",
]
