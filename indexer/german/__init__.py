"""From German text to tokens and their terms: one function for articles, queries and snippets."""

from indexer.german.analysis import ANALYSIS_VERSION, analyze
from indexer.german.stopwords import is_stop_word
from indexer.german.token import Term, TermKind, Token

__all__ = ["ANALYSIS_VERSION", "Term", "TermKind", "Token", "analyze", "is_stop_word"]
