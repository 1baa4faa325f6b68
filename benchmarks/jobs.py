"""The faceted search job: what is searched, and what every engine has to answer."""

import dataclasses
import random
import re
from collections.abc import Mapping, Sequence

from benchmarks.corpus import category_of, year_of
from indexer.article import Article

KINDS = {
    "one word": 1,
    "two words, any": 2,
    "four words, any": 4,
    "three words, all": 3,
    "phrase of two words": 2,
    "two words in a category and year": 2,
}
"""How many words each kind of query takes from one title; phrases take them from side by side."""

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """One search: the ten best ids, the exact total, the hits per category and per year."""

    kind: str
    words: tuple[str, ...]
    category: str
    year: int

    @property
    def narrowed(self) -> bool:
        """Whether only articles of the category and year are wanted."""
        return self.kind.endswith("year")


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    total: int
    ids: tuple[str, ...]
    categories: Mapping[str, int]
    years: Mapping[int, int]


def jobs_from(articles: Sequence[Article], per_kind: int, seed: int) -> list[Job]:
    """So many jobs of each kind, their words drawn from titles."""
    draw = random.Random(seed)
    jobs = []
    for kind, count in KINDS.items():
        drawn = 0
        while drawn < per_kind:
            article = draw.choice(articles)
            words = _WORD.findall(article.title)
            if len(words) < count or not category_of(article) or not year_of(article):
                continue
            if kind.startswith("phrase"):
                start = draw.randrange(len(words) - count + 1)
                chosen = words[start : start + count]
            else:
                chosen = draw.sample(words, count)
            jobs.append(Job(kind, tuple(chosen), category_of(article), year_of(article)))
            drawn += 1
    return jobs
