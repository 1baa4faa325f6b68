"""Reads a query as people type it: words, "phrases" in any quotation marks, `-excluded`.

Nothing typed is an error: what makes no sense as an operator is text, and a repair is reported.
"""

import re

from indexer.query.syntax import Clause, Excluded, Plain, Query, Quoted
from indexer.result import Notice

_OPENING = '"„“”«»'
_CLOSING = '"“”«»'
_CLAUSE = re.compile(
    rf"""
      (?P<minus>-(?=[^\W_]|[{_OPENING}]))?
      (?: [{_OPENING}] (?P<quoted>[^{_CLOSING}]*) (?P<closed>[{_CLOSING}])?
        | (?P<plain>[^\s{_OPENING}]+) )
    """,
    re.VERBOSE,
)


def parse(text: str) -> tuple[Query, tuple[Notice, ...]]:
    """The syntax tree of the text, and the repairs that were made. Never raises."""
    clauses: list[Clause] = []
    notices: list[Notice] = []
    for match in _CLAUSE.finditer(text):
        if match["plain"] is not None:
            clause: Plain | Quoted = Plain(match["plain"])
        else:
            clause = Quoted(match["quoted"])
            if not match["closed"] and match["quoted"].strip():
                notices.append(Notice.QUOTE_ADDED)
        clauses.append(Excluded(clause) if match["minus"] else clause)
    return Query(tuple(clauses)), tuple(dict.fromkeys(notices))
