"""Judged queries, from a file that people write: what a search should find, and how good each article is.

    # a remark
    citizen: Was ist los in Osterholt?
      3  id-of-an-article  why it answers the query
      1  another-id        two blanks or a tab part grade, id and reason

A query stands at the start of a line, behind who asks; its judgements follow with blanks before them.
"""

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path

from indexer.errors import InvalidJudgements
from indexer.evaluating.metrics import RELEVANT

_COLUMNS = re.compile(r"\t+| {2,}")
_HIGHEST = 3
_GRADES = tuple(str(grade) for grade in range(_HIGHEST + 1))


@dataclasses.dataclass(frozen=True, slots=True)
class Judgement:
    """How well one article answers a query, from 0 (not at all) to 3 (this is it), and why."""

    id: str
    grade: int
    reason: str
    line: int


@dataclasses.dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query as somebody types it; `asker` is the kind of person, such as citizen or editor."""

    text: str
    asker: str
    line: int
    judgements: tuple[Judgement, ...]


def read(path: Path) -> tuple[JudgedQuery, ...]:
    """The queries of a file in its order. Raises `InvalidJudgements`, which names the line."""
    try:
        return parse(path.read_text(encoding="utf-8-sig").splitlines(), str(path))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InvalidJudgements(path=path, line=line, reason="this is not UTF-8") from error


def parse(lines: Iterable[str], path: str) -> tuple[JudgedQuery, ...]:
    """The queries of the lines; `path` is what an error calls them. Raises `InvalidJudgements`."""
    headed: list[tuple[JudgedQuery, list[Judgement]]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            if not line[0].isspace():
                headed.append((_query(line, number), []))
            elif not headed:
                raise ValueError("there is no query above this judgement")
            else:
                _add(headed[-1][1], _judgement(line, number))
        except ValueError as error:
            raise InvalidJudgements(path=path, line=number, reason=error) from error
    for query, judgements in headed:
        if not any(judgement.grade >= RELEVANT for judgement in judgements):
            reason = f"the query '{query.text}' has no article of grade {RELEVANT} or {_HIGHEST}"
            raise InvalidJudgements(path=path, line=query.line, reason=reason)
    return tuple(dataclasses.replace(query, judgements=tuple(judgements)) for query, judgements in headed)


def _query(line: str, number: int) -> JudgedQuery:
    asker, colon, text = (part.strip() for part in line.partition(":"))
    if not (asker and colon and text):
        raise ValueError("a query is written as 'citizen: QUERY', a judgement begins with blanks")
    return JudgedQuery(text, asker, number, ())


def _judgement(line: str, number: int) -> Judgement:
    columns = _COLUMNS.split(line.strip(), maxsplit=2)
    if len(columns) < 3:
        raise ValueError("a judgement is a grade, an id and a reason, with two blanks or a tab between them")
    grade, id, reason = columns
    if grade not in _GRADES:
        raise ValueError(f"the grade '{grade}' is none of {', '.join(_GRADES)}")
    return Judgement(id, int(grade), reason, number)


def _add(judgements: list[Judgement], judgement: Judgement) -> None:
    for other in judgements:
        if other.id == judgement.id:
            raise ValueError(f"'{judgement.id}' was judged in line {other.line} already")
    judgements.append(judgement)
