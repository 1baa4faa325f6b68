import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.german import TermKind, analyze, is_stop_word
from indexer.german.folding import folded, normalized

GERMAN = st.text(alphabet="abcdeinrsöäüßÄÖÜABI*:_/()-'’. ,\u00ad\u0301 0159", max_size=60)


def stems(text):
    return {term.text for token in analyze(text) for term in token.terms if term.kind is TermKind.STEM}


def stands_for(text):
    kinds = (TermKind.STEM, TermKind.VARIANT)
    return {term.text for token in analyze(text) for term in token.terms if term.kind in kinds}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Bach-Renaturierung, endlich!", ["Die", "Bach-Renaturierung", "endlich"]),
        ("21,6 Mio. Euro um 12.30 Uhr", ["21,6", "Mio", "Euro", "um", "12.30", "Uhr"]),
        ("Am 29.11.2023.", ["Am", "29.11.2023"]),
        ("Bürger*innen, Bürger:innen; Bürger/-innen", ["Bürger*innen", "Bürger:innen", "Bürger/-innen"]),
        ("Bürger(innen) und BürgerInnen", ["Bürger(innen)", "und", "BürgerInnen"]),
        ("Expert*innenrunde und CO2-Einsparung", ["Expert", "innenrunde", "und", "CO2-Einsparung"]),
        ("Wer war's? „Ja“", ["Wer", "war's", "Ja"]),
        ("Stra\u00adße", ["Stra\u00adße"]),
        ("A 393, § 34, ☃", ["A", "393", "34"]),
        ("", []),
    ],
)
def test_cuts_words(text, words):
    assert [token.surface for token in analyze(text)] == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diplomat", "Diplomaten"),
        ("Generalkonsulin", "Generalkonsulinnen"),
        ("Straße", "Strassen"),
        ("Stra\u00adße", "Straße"),
        ("1.000", "1000"),
        ("Bach-Renaturierung", "Bachrenaturierung"),
        ("Mu\u0308ll", "Müll"),
    ],
)
def test_the_same_stem(one, other):
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    "form",
    ["Diplomat*innen", "Diplomat:innen", "Diplomat_innen", "Diplomat·innen", "DiplomatInnen",
     "Diplomat/-innen", "Diplomat/innen", "Diplomat(innen)", "Diplomat*in"],
)  # fmt: skip
def test_a_gender_form_stands_for_all_of_its_readings(form):
    for reading in ("Diplomat", "Diplomatin", "Diplomatinnen"):
        assert stems(reading) <= stands_for(form)


def test_folds_spellings_that_are_the_same():
    def fold(word):
        return folded(normalized(word))

    assert fold("Müller") == fold("Mueller") == "mueller"
    assert fold("STRASSE") == fold("Straße")
    assert fold("Łódź") == "lodz"
    assert fold("Erdoğan") == "erdogan"
    assert fold("☃") == "☃"


def test_knows_very_common_words_in_any_spelling():
    assert is_stop_word("Über")
    assert is_stop_word("ueber")
    assert not is_stop_word("Rat")


@given(st.one_of(GERMAN, st.text(max_size=60)))
def test_whatever_the_text(text):
    tokens = analyze(text)
    ends = [0]
    for token in tokens:
        assert text[token.start : token.end] == token.surface
        assert ends[-1] <= token.start < token.end
        ends.append(token.end)
        assert len(token.of_kind(TermKind.EXACT)) == len(token.of_kind(TermKind.STEM)) == 1
        for term in token.terms:
            assert term.text
            assert term.text.split() == [term.text]
    assert analyze(text) == tokens
