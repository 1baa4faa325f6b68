"""The words that are in nearly every article: two of them side by side are posted as a pair.

A phrase of two common words is the most expensive search there is, a million positions each; as a
pair it is one short list. The words were counted in 66,163 articles of newspapers and police; names of
places were left out. They make up half of all running words.
"""

from functools import cache

from indexer.german import TermKind, analyze

COMMON_WORDS = """
aber ab alle allem allen allerdings alles als also am an andere anderen auch auf aus bei beiden beim
bereits besonders bin bis bisher bislang da dabei dafür damit dann darauf das dass davon dazu de dem den
denen denn der derzeit des deshalb deutlich deutschen deutschland die dies diese diesem diesen dieser
dieses doch dort drei durch dürfen ebenfalls ein eine einem einen einer eines einfach einige einmal ende
er erst erste ersten es etwa etwas eu euro fall fast fest frage frau fünf für gab ganz gar geben gegen
geht gehen geld gerade gestern gewesen gibt gilt groß große großen gut habe haben hat hatte hatten hätte
hätten hause heißt heute hier ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins insgesamt ist ja
jahr jahre jahren jährige jährigen jedoch jetzt kam kann kaum kein keine kinder kommen kommt konnte
konnten könnte könnten können kurz land lange lassen laut leben machen macht mal man mann männer mehr
mehrere meine menschen mich millionen mir mit mitarbeiter möglich montag muss musste müssen nach
natürlich neue neuen nicht nichts noch nr nun nur ob oder ohne personen politik polizei prozent regierung
richtung rund sagt sagte schnell schon schwer sehen sehr sei seien sein seine seinem seinen seiner seit
selbst sich sie sind so sogar soll sollen sollte sondern sowie später stadt stehen steht straße tag tage
tagen täter teil über uhr um und uns unsere unter unternehmen verletzt viel viele vielen vielleicht vier
vom von vor während war waren was weg wegen weil weiter weitere weiteren welt wenig weniger wenn wer
werde werden wie wieder will wir wird wo woche wochen wollen wollte worden wäre wurde wurden würde würden
zahl zahlen zehn zeit zu zudem zuvor zum zunächst zur zurück zwar zwei zwischen
"""


@cache
def common_terms() -> frozenset[str]:
    """The stems of the common words."""
    return frozenset(term for token in analyze(COMMON_WORDS) for term in token.of_kind(TermKind.STEM))


def pair_key(first: str, second: str) -> str:
    """The text under which two common terms side by side are posted."""
    return f"{first} {second}"
