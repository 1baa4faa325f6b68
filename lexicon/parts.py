"""The strings that stand in compounds: modifiers with their linking elements, and heads."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from indexer.german.inflection import plain
from lexicon.families import Families
from lexicon.sources import Noun

FLOOR = 1e-9
"""The frequency that stands for: not in wordfreq's list."""

_ALWAYS_S = ("ung", "heit", "keit", "igkeit", "ion", "tät", "schaft", "ling", "tum")
"""Nouns with these suffixes never stand before a part without their s (Duden 4, Fugenelemente)."""

_SYLLABLE = re.compile("[aeiouyäöü]+")
"""Sprung and Schwung have no suffix -ung."""

COMBINING = frozenset(
    """
    allein aller außen best binnen bio dritt eigen einzel elektro erst exo extra fern foto frei gegen
    geo gesamt gleich grund haupt halb hinter hoch hydro immun info innen kilo kontra links makro mega
    meta mikro milli mindest mini mittel mono multi nach neben neo neuro nicht nieder nord ober öko poly
    psycho quer radio rück rund selbst sofort sonder spezial stief super süd tele thermo trans über
    ultra unter vize voll vorder wieder west ost zentral zwischen zusatz zweit viert fünft zwei drei
    vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend fernseh abblend früh spät längs
    riesen sozial ehren afro euro turbo patho ergo nitro individual kantonal spektral sexual
    experimental general original nano kardio gastro hetero homo kosmo krypto pyro stereo retro zyto
    """.split()
)
"""Adverbs, prepositions, numerals and bound forms that form nouns with a noun."""

_DETERMINERS = frozenset(
    """
    ein kein mein dein sein ihr unser euer all jed manch solch welch dies jen viel wenig
    """.split()
)
"""Declined like adjectives, but never part of a noun."""

IRREGULAR = {
    "boots": "Boot",
    "doppel": "doppelt",
    "marien": "Maria",
    "oster": "Ostern",
    "pfingst": "Pfingsten",
    "rechen": "rechnen",
    "schluss": "Schluss",
    "weihnachts": "Weihnachten",
}
"""Modifiers for which the rules find no word, or the wrong one: Schluss is of Schluss, not of schließen."""

NEVER_HEADS = frozenset(
    """
    abel ade aff age al ant ar bel ben ber chen cher das dem den der des die eben eden eien eln end endes ent
    enz er ere erei eren ern ernt ess este esten eur gel gen ger haft heit hen her ibel ich ie ig ige igkeit
    ihr ik iker in innen ion isch ische ischen ismus ist it ität iv keit kel ken lein len ler lich lin ling
    logie los lose losen loser loses losigkeit men ment mer mus nen ner nis ose pel per ren sch schaft
    schaften scher sel sen ser sten ster tel ten ter tern tion tum tät um ung ungen us wen wer yer zel
    zen zer
    """.split()
)
"""Suffixes and endings of German, also where a word is spelt like one (Sen, Ster, Ern, Gen)."""

SUFFIX_FAMILIES = frozenset(["isch", "lich", "sam", "haft", "los", "ig", "iv", "abel", "ern", "ier"])
"""Stems of words that are spelt like a suffix: no form of theirs is a head (isch-e, isch-es)."""

NEVER_MODIFIERS = frozenset(
    """
    ab ale ali als am an ana ani ant ari auf aus be bei bis bri chi da dar das dem den der des die dop
    durch ein ent er ern es fei ford fort förd ge geg gel gen ger ges gesch her hin hol im in is ist it
    klin kontr kur lee leh lin mei mit nut oder off ohne old quad red sch schi schw selb sen set sie so
    string stär tou und ver verb vom von vor war was wem wen wer wider wie wir wo wun zer zu zum
    zur
    """.split()
)
"""Particles of verbs, function words, and fragments that only abbreviations and dialect words spell."""

SHORT_WORDS = frozenset({"ei", "öl"})
"""The words of two letters that form compounds."""

_DERIVED_ADJECTIVES = ("lich", "isch", "end", "ig", "bar", "sam", "haft")
"""Adjectives with these suffixes seldom stand before a noun (Königlich-, but Ewigkeit)."""

_SHORT = 3
_LEAST_SHORT = 1e-6
_LEAST_AGENT = 3e-7


class Modifier(NamedTuple):
    """A string before another part: its family's key, its linking element, how often its word is written."""

    stem: str
    link: str
    prior: float


def weight(frequency: float) -> float:
    """How likely a word is to be part of others before any was counted: grows with the logarithm."""
    return math.log10(max(frequency, FLOOR) / FLOOR) + 0.3


class Words:
    """The words that compounds are made of."""

    def __init__(self, families: Families, nouns: Iterable[Noun], frequency: Mapping[str, float]) -> None:
        self.frequency = frequency
        self.families = families
        nouns = list(nouns)
        self.listed = {noun.lemma for noun in nouns if not noun.is_name and _written_as_noun(noun.lemma)}
        self.names = {form for noun in nouns if noun.is_name for form in noun.forms} - self.listed
        self.persons = {form for noun in nouns if noun.is_person for form in noun.forms} - self.listed
        self.places = {form for noun in nouns if noun.is_place for form in noun.forms}
        self.plurals: dict[str, set[str]] = {}
        for noun in nouns:
            self.plurals.setdefault(noun.lemma, set()).update(noun.plurals)
        lemmas = {families.first(form) for form in families.forms() if _written_as_noun(form)}
        self.nouns = sorted(
            lemma for lemma in lemmas | self.listed if _written_as_noun(lemma) and not self._too_short(lemma)
        )

        self.adjectives = sorted(
            word
            for word in families.adjectives
            if families.lemma(word) == word and len(word) >= _SHORT and word not in _DETERMINERS
        )
        self.undeclined = sorted(word for word in families.undeclined() if len(word) > _SHORT)
        """Adjectives of which the packages have no declined forms: gewaltfrei, gesundheitspolitisch."""
        self.agents = dict(self._agents())
        self.pure_adjectives = frozenset(self.adjectives)

    def of(self, word: str) -> float:
        """How often a word is written."""
        return self.frequency.get(plain(word), 0.0)

    def _agents(self) -> Iterator[tuple[str, str]]:
        """Who or what does it, where no list has the word: (Problem)bewältiger, (Appetit)zügler."""
        known = {plain(noun) for noun in self.nouns}
        for verb in sorted(self.families.verbs):
            stem = plain(verb)[:-2] if verb.endswith("en") else plain(verb)[:-1]
            if verb.endswith("eln"):
                stem = stem[:-2] + "l"
            if self.of(verb) >= _LEAST_AGENT and stem + "er" not in known and not stem.endswith("er"):
                yield stem + "er", verb

    def trust(self, noun: str) -> float:
        """How likely the noun is one: Wiktionary's are; what only simplemma has may be a form (Unions)."""
        if noun in self.names:
            return 0.3
        return 1.0 if noun in self.listed else 0.5

    def _too_short(self, lemma: str) -> bool:
        if len(lemma) > _SHORT:
            return False
        return lemma not in self.listed or self.of(lemma) < _LEAST_SHORT


def _written_as_noun(word: str) -> bool:
    return word[0].isupper() and word[1:].islower() and len(word) > 1


def modifiers(words: Words) -> dict[str, Modifier]:
    """Every string that can stand before another part; where several words share one, the likeliest."""
    found: dict[str, Modifier] = {}
    for string, modifier in _candidates(words):
        if string in NEVER_MODIFIERS or (len(string) < _SHORT and string not in SHORT_WORDS):
            continue
        if string in found and found[string].prior >= modifier.prior:
            continue
        found[string] = modifier
    return found


def _candidates(words: Words) -> Iterator[tuple[str, Modifier]]:
    for noun in words.nouns:
        prior = weight(words.of(noun)) * words.trust(noun)
        key = words.families.key(noun)
        for string, link, share in _noun_forms(noun, words):
            belongs = words.families.first(string.capitalize()) == noun
            yield string, Modifier(key, link, prior * share * (1.5 if belongs else 1.0))
    for verb in sorted(words.families.verbs):
        key, prior = words.families.key(verb), weight(words.of(verb)) * 0.5
        for string, link in _verb_forms(plain(verb)):
            if len(string) >= _SHORT:
                yield string, Modifier(key, link, prior * (1.5 if link == "verb stem with e" else 1.0))
    for adjective in sorted(words.families.adjectives):
        if adjective in words.pure_adjectives and not adjective.endswith(_DERIVED_ADJECTIVES):
            yield (
                plain(adjective),
                Modifier(words.families.key(adjective), "none", weight(words.of(adjective)) * 0.7),
            )
    for form in sorted(COMBINING):
        yield plain(form), Modifier(words.families.key(form), "none", 4.0)
    for form, base in IRREGULAR.items():
        yield plain(form), Modifier(words.families.key(base), "none", 8.0)


def _noun_forms(noun: str, words: Words) -> Iterator[tuple[str, str, float]]:
    """The noun with each linking element that it can take: string, link, how likely."""
    word = plain(noun)
    if word.endswith(_ALWAYS_S) and len(_SYLLABLE.findall(word)) > 1:
        yield word + "s", "s", 1.0
    else:
        yield from _joined(word)
    for plural in sorted(words.plurals.get(noun, ())):
        string = plain(plural)
        if string != word:
            yield string, _plural_link(word, string), 0.5


def _joined(word: str) -> Iterator[tuple[str, str, float]]:
    """The singular with its linking elements."""
    yield word, "none", 1.0
    if len(word) < _SHORT:
        return
    if word.endswith("e"):
        yield word + "n", "n", 0.8
        yield word[:-1], "e dropped", 0.3
        yield word[:-1] + "s", "e to s", 0.15
    elif not word.endswith(("s", "x", "z", "sch")):
        yield word + "s", "s", 0.5
    if len(word) < 8 and word[-1] != "e":
        yield word + "es", "es", 0.15
    if word.endswith("en"):
        yield word[:-1] + "s", "n to s", 0.02
        yield word[:-2], "en dropped", 0.02


def _plural_link(word: str, plural: str) -> str:
    for link in ("er", "en", "e", "n", "s"):
        if plural.endswith(link) and len(plural) == len(word) + len(link):
            return link
    return "plural"


def _verb_forms(verb: str) -> Iterator[tuple[str, str]]:
    if verb.endswith("en"):
        stem = verb[:-2]
        yield stem, "verb stem"
        if stem[-1:] in "bdgst":
            yield stem + "e", "verb stem e"
        if stem.endswith(("hn", "chn", "ffn", "ckn", "gn", "dn")):
            yield stem[:-1] + "en", "verb stem with e"
    else:
        yield verb[:-1], "verb stem"
