"""Without a library that only some formats need, the sentence says what to install; the rest is read."""

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from indexer.sources.extras import _EXTRAS
from tests.indexer.sources.reading import FIXTURES, failures, read_bytes, read_fixture
from tests.indexer.sources.test_every_format import archived, zipped
from tests.making import REPOSITORY


@pytest.fixture
def without_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, package: str | None = None) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", refuse)


@pytest.mark.usefixtures("without_extras")
@pytest.mark.parametrize(
    ("name", "extra"),
    [("moosbach.html", "html"), ("stadt.rss", "feeds"), ("stadt.atom", "feeds"), ("moosbach.md", "markdown")],
)
def test_a_missing_library_is_named_by_its_extra(name: str, extra: str) -> None:
    sentence = f": this format needs the extra '{extra}'; install it with: pip install 'nachlese[{extra}]'"
    assert failures(read_fixture(name)) == [sentence]


@pytest.mark.usefixtures("without_extras")
def test_the_other_members_of_an_archive_are_read(tmp_path: Path) -> None:
    names = ("moosbach.html", "artikel.csv", "artikel.json", "ninjs-1.json", "agentur.xml")
    items = read_bytes(tmp_path, "a.zip", zipped({name: (FIXTURES / name).read_bytes() for name in names}))
    assert len(failures(items)) == 1
    assert "nachlese[warc]" in failures(read_bytes(tmp_path, "a.warc", archived({}) + b"WARC/1.0\r\n"))[0]


def test_every_extra_is_one_of_the_package() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    others = {"all", "bench", "cluster", "dev", "java"}
    assert set(_EXTRAS.values()) == set(project["optional-dependencies"]) - others


def test_reading_other_formats_loads_no_heavy_library() -> None:
    """Checked in the table of modules that a fresh interpreter has after reading what needs none."""
    names = [str(FIXTURES / name) for name in ("artikel.csv", "artikel.json", "agentur.xml")]
    program = (
        "import datetime, pathlib, sys\n"
        "from indexer.sources import read\n"
        f"assert all(list(read(pathlib.Path(name), datetime.date(2026, 3, 1))) for name in {names!r})\n"
        "print(*sorted({'lxml', 'trafilatura', 'feedparser', 'frontmatter', 'yaml', 'warcio'} & set(sys.modules)))\n"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout == "\n"
