"""The rows of the forms table: one for every known form."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from indexer.german.inflection import plain
from indexer.german.lexicon import Edit, WordClass
from lexicon.families import Families
from lexicon.sources import Noun


class Form(NamedTuple):
    """A row before it is packed."""

    stem: str
    word_class: int


def forms(families: Families, nouns: Iterable[Noun]) -> dict[str, Form]:
    """Plain form to its row; a capitalised key beside a lower case one where the two differ."""
    names = {plain(form) for noun in nouns if noun.is_name for form in noun.forms}
    by_case: dict[str, dict[bool, list[str]]] = defaultdict(lambda: {True: [], False: []})
    for form in families.forms():
        by_case[plain(form)][form[0].isupper()].append(form)
    rows: dict[str, Form] = {}
    for key in sorted(by_case):
        upper, lower = (_best(families, key, by_case[key][case]) for case in (True, False))
        word_class = _class(families, by_case[key][False], bool(upper)) | (
            WordClass.NAME if key in names else 0
        )
        if upper and lower and upper != lower:
            word_class &= ~WordClass.WHOLE
            rows[key.capitalize()] = Form(upper, word_class)
            word_class |= WordClass.TWIN
        rows[key] = Form(lower or upper, word_class)
    return rows


def _best(families: Families, key: str, spellings: list[str]) -> str:
    """The stem of a spelling; where ß and ss disagree, of the one that is written like the key."""
    if not spellings:
        return ""
    first = min(spellings, key=lambda spelling: (spelling.lower() != key, spelling))
    return families.key(first)


def _class(families: Families, lower: list[str], has_noun: bool) -> int:
    word_class = int(WordClass.NOUN) if has_noun else 0
    for form in lower:
        if families.declinable(form):
            word_class |= WordClass.ADJECTIVE
        if families.lemma(form) in families.adjectives:
            word_class |= WordClass.DECLINED
        if form in families.verbs:
            word_class |= WordClass.VERB
        if families.lemma(form) in families.verbs:
            word_class |= WordClass.WHOLE
    return word_class


def edit(form: str, stem: str) -> Edit:
    """The shortest description of how the stem is made from the form."""
    best = _tail_edit(form, stem, -1)
    for infix in ("ge", "zu"):
        at = form.find(infix, 0)
        while at >= 0:
            candidate = _tail_edit(form[:at] + form[at + 2 :], stem, at)
            if candidate.cut + len(candidate.append) + 1 < best.cut + len(best.append):
                best = candidate
            at = form.find(infix, at + 1)
    return best


def _tail_edit(form: str, stem: str, drop: int) -> Edit:
    common = 0
    for one, other in zip(form, stem, strict=False):
        if one != other:
            break
        common += 1
    return Edit(drop, len(form) - common, stem[common:])
