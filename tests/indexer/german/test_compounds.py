"""Compounds: taken apart where a reader would, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.german.words import parts, stem

SPLIT = {
    "Bachrenaturierung": "Bach Renaturierung",
    "Stadtteilbibliothek": "Stadtteil Stadt Teil Bibliothek",
    "Gesellschaftsrecht": "Gesellschaft Recht",
    "Häusermeer": "Haus Meer",
    "Frauenbeauftragte": "Frau Beauftragte",
    "Schulhof": "Schule Hof",
    "Hilfsangebot": "Hilfe Angebot",
    "Trinkwasser": "trinken Wasser",
    "Museenlandschaft": "Museum Landschaft",
    "Kinderärztin": "Kind Ärztin",
    "Straßenbahn": "Straße Bahn",
    "Hansastraße": "Hansa Straße",
    "Schüruferstraße": "Straße",
    "Wickedequartier": "Quartier",
    "sommerkleid": "Sommer Kleid",
    "Sommerkleidern": "Sommer Kleid",
    "Nordafrika": "Nord Afrika",
    "Südeuropas": "Süd Europa",
    "Osterfest": "Ostern Fest",
    "Bootstour": "Boot Tour",
    "Binnenhafen": "Hafen",
    "Geheimdienstmann": "Geheimdienst Mann",
    "gesundheitspolitisch": "Gesundheit politisch",
    "Schwerverletzte": "schwer Verletzte",
    "Bürgermeisterwahl": "Bürgermeister Bürger Meister Wahl",
}

WHOLE = """
    Montag Donnerstag Sonntag Sonnabend Antwort Begrüßung Botschafterin Vergangenheit Wissenschaft
    Wirtschaft Feststellung Widerstand Vereinigung Wiederherstellung Regensburger Hirschhorn Hamburg
    Reisende kommenden britische romantisch medizinische setzen wissen gegeben schlagen Taucher Schnabel
    Alternative Leben und Schriftsteller Nachteil Rücksicht Gegensatz Hofreiter Lindemanns Zuckerberg
    Tricksereien Marionette anschließende wunderbar
    """.split()

KNOWN_FAULTS = {
    "Ruhestand": "the evidence is not quite strong enough: common parts, one derivation (Ruheständler)",
    "Überrest": "too rare to be weighed",
}


@pytest.mark.parametrize("word", SPLIT)
def test_holds_its_parts(word: str) -> None:
    assert {stem(part) for part in SPLIT[word].split()} <= {part.stem for part in parts(word)}


@pytest.mark.parametrize("word", WHOLE)
def test_stays_whole(word: str) -> None:
    assert parts(word) == ()


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(word, marks=pytest.mark.xfail(strict=True, reason=reason))
        for word, reason in KNOWN_FAULTS.items()
    ],
)
def test_known_faults(word: str) -> None:
    assert parts(word) == ()


def test_a_part_is_marked_without_its_linking_element() -> None:
    first, second = parts("Gesellschaftsrecht")
    assert "Gesellschaftsrecht"[first.start : first.end] == "Gesellschaft"
    assert (first.link, second.link) == ("s", "")


def test_offsets_count_ß_as_one_letter() -> None:
    word = "Straßenbahn"
    assert [word[part.start : part.end] for part in parts(word)] == ["Straße", "bahn"]


_WORDS = (
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", max_size=30)
    | st.text()
    | st.sampled_from([*SPLIT, *WHOLE])
)


@given(st.tuples(_WORDS, _WORDS).map("".join))
def test_parts_lie_inside_the_word(word: str) -> None:
    found = parts(word)
    assert all(0 <= part.start < part.end <= len(word) for part in found)
    assert all(part.stem for part in found)
    assert found == parts(word)
