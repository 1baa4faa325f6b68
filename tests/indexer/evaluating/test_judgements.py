"""Judgements are read from what people write, and what is wrong is named by its line."""

import pytest

from indexer.errors import InvalidJudgements
from indexer.evaluating.judgements import JudgedQuery, Judgement, parse, read

GOOD = """\
# a remark

citizen: Was ist los: heute?
  3  first-id  this is it
\t2\tan id with blanks\ta tab parts as well
  # a remark among judgements
  0  third  looked at,  and not
Redaktion:   "neue Brücke"
  2  first-id  yes
"""


def test_reads_queries_and_judgements():
    assert parse(GOOD.splitlines(), "here") == (
        JudgedQuery(
            "Was ist los: heute?", "citizen", 3,
            (
                Judgement("first-id", 3, "this is it", 4),
                Judgement("an id with blanks", 2, "a tab parts as well", 5),
                Judgement("third", 0, "looked at,  and not", 7),
            ),
        ),
        JudgedQuery('"neue Brücke"', "Redaktion", 8, (Judgement("first-id", 2, "yes", 9),)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("  3  id  no query yet", 1, "no query above"),
        ("Freibad", 1, "written as 'citizen: QUERY'"),
        ("citizen:", 1, "written as 'citizen: QUERY'"),
        (": Freibad", 1, "written as 'citizen: QUERY'"),
        ("citizen: Freibad\n  3  id", 2, "a grade, an id and a reason"),
        ("citizen: Freibad\n  3 id a reason", 2, "two blanks or a tab"),
        ("citizen: Freibad\n  4  id  good", 2, "the grade '4' is none of 0, 1, 2, 3"),
        ("citizen: Freibad\n  ²  id  good", 2, "the grade '²'"),
        ("citizen: Freibad\n  -1  id  good", 2, "the grade '-1'"),
        ("citizen: Freibad\n  3  id  good\n  1  id  again", 3, "'id' was judged in line 2"),
        (
            "citizen: Freibad\n  1  id  marginal\neditor: Rat\n  3  id  x",
            1,
            "'Freibad' has no article of grade",
        ),
        ("citizen: Freibad\n", 1, "has no article of grade 2 or 3"),
    ],
)
def test_what_is_wrong_is_named(text, line, reason):
    with pytest.raises(InvalidJudgements, match=reason) as caught:
        parse(text.splitlines(), "here")
    assert caught.value.details["line"] == line
    assert str(caught.value).startswith(f"here, line {line}: ")


def test_a_file_may_have_a_mark_of_its_encoding(tmp_path):
    path = tmp_path / "judged"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert read(path) == parse(GOOD.splitlines(), str(path))


def test_another_encoding_is_refused_by_line(tmp_path):
    path = tmp_path / "judged"
    path.write_bytes("citizen: Rat\n  3  id  Brücke".encode("latin-1"))
    with pytest.raises(InvalidJudgements, match="line 2: this is not UTF-8"):
        read(path)
