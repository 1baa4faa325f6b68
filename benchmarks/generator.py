"""More articles than there are: real ones first, then articles made of the sentences of real ones.

A made article has the facts (date, categories, district, source) and the length of a real one; its title
and its sentences come from the articles around that one, drawn at random with a fixed seed. So words, their
frequencies, lengths and dates stay as they are in news, but no new words come up: vocabularies grow
less than they would. The articles of a folder are read again and again; what is held in memory is only
the sentences of a few hundred of them.
"""

import dataclasses
import itertools
import random
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import iterate
from indexer.article import Article, Paragraph

_AROUND = 500
"""Articles whose sentences are mixed."""
_PARAGRAPH = 4
"""Sentences of a paragraph."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def grown(folder: Path, count: int, seed: int) -> Iterator[Article]:
    """So many articles from a folder: the real ones as far as they go, then made ones."""
    draw = random.Random(seed)
    rounds = itertools.chain.from_iterable(_round(folder, number, draw) for number in itertools.count())
    return itertools.islice(rounds, count)


def _round(folder: Path, number: int, draw: random.Random) -> Iterator[Article]:
    """All articles of the folder once: as they are in the first round, mixed in all others."""
    if number == 0:
        yield from iterate(folder)
        return
    around: deque[tuple[str, list[str]]] = deque(maxlen=_AROUND)
    for article in iterate(folder):
        around.append((article.title, _SENTENCE.split(article.body_text)))
        yield _mixed(article, number, around, draw)


def _mixed(
    article: Article, number: int, around: deque[tuple[str, list[str]]], draw: random.Random
) -> Article:
    sentences = [draw.choice(draw.choice(around)[1]) for _ in around[-1][1]]
    return dataclasses.replace(
        article,
        id=f"{article.id}~{number}",
        title=draw.choice(around)[0],
        body=tuple(Paragraph(" ".join(run)) for run in _runs(sentences, _PARAGRAPH)),
    )


def _runs(sentences: list[str], length: int) -> Iterator[list[str]]:
    return (sentences[start : start + length] for start in range(0, len(sentences), length))
