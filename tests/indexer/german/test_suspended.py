import pytest

from indexer.german.compounds import Part
from indexer.german.suspended import completions

SPLITS = [
    "Fuß|wege",
    "Sozial|arbeit",
    "Wirtschafts|landschaft",
    "Pflege|stätten",
    "Stadt|planer",
    "Fuß|gänger|brücken",
]


def split(word):
    for pattern in SPLITS:
        if pattern.replace("|", "") == word:
            pieces = pattern.split("|")
            starts = [sum(map(len, pieces[:number])) for number in range(len(pieces))]
            leaves = [
                Part(start, start + len(piece), piece, "")
                for start, piece in zip(starts, pieces, strict=True)
            ]
            return (*leaves, *(Part(start, len(word), word[start:], "") for start in starts[1:-1]))
    return ()


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("Radverkehrs- und Fußwege", 0, ("Radverkehrswege",)),
        ("Rad- und Fußwege", 0, ("Radwege",)),
        ("Jugend- und Sozialarbeit", 0, ("Jugendarbeit",)),
        ("Kultur- Wissenschafts- und Wirtschaftslandschaft", 0, ("Kulturlandschaft",)),
        ("Kultur- Wissenschafts- und Wirtschaftslandschaft", 1, ("Wissenschaftslandschaft",)),
        ("Kindertages- sowie Pflegestätten", 0, ("Kindertagesstätten",)),
        ("Auto- oder Fußgängerbrücken", 0, ("Autobrücken", "Autogängerbrücken")),
        ("Corona- und Grippe-Impfung", 0, ("Corona-Impfung",)),
        ("Ein- und Ausstieg", 0, ("Einstieg",)),
        ("Hin- und Rückfahrt", 0, ("Hinfahrt",)),
        ("be- und entladen", 0, ("beladen",)),
        ("Stadtplaner und -planerinnen", 2, ("Stadtplanerinnen",)),
        ("Corona-Impfung und -Tests", 2, ("Corona-Tests",)),
        ("Rad- und Autos", 0, ()),
        ("Rad-", 0, ()),
        ("-planer", 0, ()),
    ],
)
def test_completes_words(text, index, expected):
    assert completions(text.split(), index, split) == expected
