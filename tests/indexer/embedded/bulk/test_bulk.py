"""Many texts at once have the same tokens and terms as each by itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.embedded.bulk import BulkAnalysis
from indexer.german import analyze

GERMAN = st.text(
    alphabet="abcdeghimnorsöäüßéЖ²ÄÖÜABIPRS*:_/()-'’.,§%· \n\0\u00a0\u202f\u00ad\u0301\u2011 01295",
    max_size=60,
)
PIECES = st.lists(
    st.sampled_from(
        "Bürger*innen Bürger :In Innen innen Rad- und -wege Fußwege 29. November 2023 29.11. A 40 § 34 Mai 1.000 z. B. "
        "(in) der*die /die /-innen Müller Hauptstr. E-Mail U-21 -19 km/h km 1990er-Jahre 90's geht's RE ICE S 5 Paragraph "
        "paragrafen5 , . / \n - % 5% 3 30./31. ' ’ „Ja“ oder Ufer/in Einsatz:In Vielfalt:innen Bund:innenminister "
        "Angestellte(r) Жук 😀 Łódź Stra\u00adße Mu\u0308ll Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverband"
        "vorsitzendenstellvertreter Uhr 18.30 18:30 \0 \ud800".split(" ")
    ),
    max_size=14,
)
TEXT = st.one_of(
    GERMAN, st.text(max_size=40), PIECES.map(" ".join), PIECES.map("".join), PIECES.map("\n".join)
)


def tokens_of(texts, analysis):
    """The analysed texts as what `analyze` gives for each."""
    words, starts, lengths, counts = analysis.analyze(texts)
    assert len(words) == len(starts) == len(lengths) == counts.sum()
    columns = zip(words.tolist(), starts.tolist(), lengths.tolist(), strict=True)
    return [
        [(text[start : start + length], start, start + length, analysis.words[word])
         for word, start, length in (next(columns) for _ in range(count))]
        for text, count in zip(texts, counts.tolist(), strict=True)
    ]  # fmt: skip


def expected(texts):
    return [[tuple(token) for token in analyze(text)] for text in texts]


@given(st.lists(TEXT, max_size=6))
@example(["Rad-", "und Fußwege"])
@example(["3.", "Mai", "2023"])
@example(["", ""])
def test_the_same_as_one_by_one(texts):
    assert tokens_of(texts, BulkAnalysis()) == expected(texts)


REMEMBERING = BulkAnalysis()


@given(st.lists(TEXT, max_size=3))
def test_what_came_before_changes_nothing(texts):
    assert tokens_of(texts, REMEMBERING) == expected(texts)


def test_words_with_the_same_terms_have_one_number():
    analysis = BulkAnalysis()
    words = analysis.analyze(["Straße und Strasse", "und Straße"]).words.tolist()
    assert words[0] == words[2] == words[4]
    assert words[1] == words[3] != words[0]
    assert len(analysis.words) == 2


def test_no_texts():
    analyzed = BulkAnalysis().analyze([])
    assert [len(column) for column in analyzed] == [0, 0, 0, 0]
