"""Compounds: what a word is made of.

A word is taken apart where that is cheaper than to leave it whole. Words of the lexicon were weighed when it
was compiled, with their frequency: a word that is written often means more than its parts (Freitag, Antwort);
it is marked whole there. All others are weighed here by their length alone.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from indexer.german.inflection import Inflection
from indexer.german.lexicon import COST_STEPS, NO_COST, Lexicon, WordClass
from indexer.german.splitting import Chain, Costs, cheapest

LEAST_LENGTH: Final = 5
"""No shorter word is taken apart (Eibad would be the first)."""

WHOLE_COST: Final = 17 * COST_STEPS
WHOLE_COST_PER_LETTER: Final = 0.7 * COST_STEPS
UNKNOWN_MARGIN: Final = 2 * COST_STEPS
"""What an unknown word costs as a whole; found on the nouns of the lexicon, see benchmarks."""

LINK_LENGTHS: Final = {"s": 1, "es": 2, "n": 1, "en": 2}
"""Linking elements that can be told from the part they follow; others change its end (Häuser, Schul)."""

PLACE_HEADS: Final = tuple(
    """
    strasse gasse weg allee platz ring damm ufer brücke tunnel tor markt park garten wald wiese see bach
    tal berg feld hof hafen siedlung viertel quartier kiez dorf stadt bezirk halle haus schule kirche
    bad stadion arena theater museum zentrum turm zeche hütte werk bahnhof klinik gymnasium kaserne
    schloss burg
    """.split()
)
"""Heads that form names of places with any name before them: Schüruferstraße, Wickedequartier."""

_LEAST_NAME: Final = 3
_WHOLE: Final = int(WordClass.WHOLE)


class Part(NamedTuple):
    """A part of a compound: `word[start:end]` is it, without its linking element.

    `stem` is that of the part's own word (trink: trinken), `link` names what joins it to the next part, ""
    for the last one.
    """

    start: int
    end: int
    stem: str
    link: str


class Compounds:
    """Takes words apart by a lexicon."""

    def __init__(self, lexicon: Lexicon, inflection: Inflection) -> None:
        self._lexicon = lexicon
        self._inflection = inflection
        self._costs = Costs(
            lexicon.modifiers_at_start, lexicon.modifier_cost, lexicon.find, lexicon.head_cost
        )

    def parts(self, form: str, base: int = -1) -> tuple[Part, ...]:
        """The parts of a plain word, intermediate ones included; () if it is no compound.

        `base` is the row of the known word that an unknown form was derived from, if any: what is whole stays
        whole in all its forms.
        """
        if len(form) < LEAST_LENGTH:
            return ()
        known = self._lexicon.find(form)
        row = known if known >= 0 else base
        if row >= 0 and self._lexicon.word_class[row] & _WHOLE:
            return ()
        chain = cheapest(form, self._costs)
        if chain and (row >= 0 or chain.cost <= whole_cost(len(form)) - UNKNOWN_MARGIN):
            found = sorted(set(self._read(form, chain)), key=_outermost_first)
            return (*found, *self._joined(form, found))
        return () if row >= 0 else self._named(form)

    def _read(self, form: str, chain: Chain) -> Iterator[Part]:
        """The chain's parts, and theirs."""
        start = 0
        for end, row in zip(chain.ends, chain.rows, strict=True):
            part = self._modifier(form, start, end, row)
            yield part
            yield from self._inner(form[start : part.end], start, part.link)
            start = end
        yield Part(start, len(form), self._head_stem(form[start:]), "")
        yield from self._inner(form[start:], start, "")

    def _inner(self, text: str, start: int, link: str) -> Iterator[Part]:
        for part in self.parts(text):
            yield Part(part.start + start, part.end + start, part.stem, part.link or link)

    def _joined(self, form: str, found: list[Part]) -> Iterator[Part]:
        """Words that the chain cut through: Baustelle in Gerüstbau-stelle."""
        starts = {part.start for part in found}
        for start in sorted(starts - {0, max(starts)}):
            head = form[start:]
            row = self._lexicon.find(head)
            if (
                row >= 0
                and self._lexicon.head_cost[row] != NO_COST
                and not any(p.start == start and p.end == len(form) for p in found)
            ):
                yield Part(start, len(form), self._head_stem(head), "")

    def _modifier(self, form: str, start: int, end: int, row: int) -> Part:
        link = self._lexicon.link(row)
        stem = self._lexicon.modifier_stem(row, form[start:end])
        return Part(start, end - LINK_LENGTHS.get(link, 0), stem, link)

    def _head_stem(self, head: str) -> str:
        return self._inflection.known(head.capitalize(), head) or head

    def _named(self, form: str) -> tuple[Part, ...]:
        """Any name before the head of a name of a place."""
        if not form.endswith(PLACE_HEADS):
            return ()
        for head in PLACE_HEADS:
            at = len(form) - len(head)
            if at >= _LEAST_NAME and form.endswith(head):
                return (Part(0, at, form[:at], "none"), Part(at, len(form), self._head_stem(head), ""))
        return ()


def _outermost_first(part: Part) -> tuple[int, int]:
    return part.start, -part.end


def whole_cost(length: int) -> float:
    """What a word of this length costs if it stays whole, in the lexicon's steps."""
    return WHOLE_COST + WHOLE_COST_PER_LETTER * length
