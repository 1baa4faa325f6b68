"""What a file says is what other programs read in it or have written into it.

The other programs are html5lib for pages, markdown-it for Markdown, lxml's XPath for NewsML-G2, the standard
library's XML for feeds, PyYAML for front matter, and warcio's writer for web archives. Tables and JSON have
theirs in `test_tables_and_json`.
"""

import datetime as dt
import gzip
import io
import json
import re
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import html5lib
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.article import Article
from tests.indexer.sources.reading import FIXTURES, articles, failures, read_bytes, read_fixture
from tests.indexer.sources.test_every_format import ADDRESS

EACH = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
ATOM = "{http://www.w3.org/2005/Atom}"
NEWSML = {"g": "http://iptc.org/std/nar/2006-10-01/", "n": "http://iptc.org/std/NITF/2006-10-18/"}


def fixture(name: str) -> str:
    return (FIXTURES / name).read_text("utf-8")


def words(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def german(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None)


def paragraphs(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.body]


def test_html5lib_sees_the_same_page() -> None:
    (article,) = articles(read_fixture("moosbach.html"))
    page = html5lib.parse(fixture("moosbach.html"), namespaceHTMLElements=False)
    said = json.loads(page.findtext(".//script"))["@graph"][1]
    assert article.title == said["headline"] == words(page.findtext(".//h1"))
    assert list(article.categories) == said["articleSection"]
    assert list(article.authors) == [author["name"] for author in said["author"]]
    assert article.url == page.find(".//meta[@property='og:url']").get("content")
    (main,) = page.iter("article")
    shown = [words("".join(part.itertext())) for part in main.iter() if part.tag in ("p", "h2", "li")]
    assert paragraphs(article) == [text for text in shown if text != "Renaturierung"]


def test_markdown_it_sees_the_same_text() -> None:
    (article,) = articles(read_fixture("moosbach.md"))
    _, front, text = fixture("moosbach.md").split("---\n")
    values = yaml.safe_load(front)
    assert (article.title, list(article.categories)) == (values["title"], values["categories"])
    assert article.published == german(values["date"])
    text = re.sub(r"(?<=\w)\*(?=\w)", r"\*", text)  # which is emphasis to it, and a gender star to us
    inline = [token for token in MarkdownIt().parse(text) if token.type == "inline"]
    shown = [
        words("".join(" " if part.type == "softbreak" else part.content for part in token.children or ()))
        for token in inline
        if not any(part.type == "image" for part in token.children or ())
    ]
    assert paragraphs(article) == shown


def test_xpath_sees_the_same_news_items() -> None:
    tree = etree.fromstring((FIXTURES / "agentur.xml").read_bytes())
    texts = tree.xpath("//g:newsItem[g:itemMeta/g:itemClass/@qcode='ninat:text']", namespaces=NEWSML)
    found = articles(read_fixture("agentur.xml"))
    assert len(found) == len(texts)
    for article, item in zip(found, texts, strict=True):
        assert article.id == item.get("guid")
        assert article.title == item.xpath("string(.//g:headline)", namespaces=NEWSML)
        assert article.teaser == item.xpath("string(.//g:description)", namespaces=NEWSML)
        assert article.withdrawn == bool(
            item.xpath(".//g:pubStatus[@qcode='stat:canceled']", namespaces=NEWSML)
        )
        shown = item.xpath(".//n:body.content//*[self::n:p or self::n:hl2]", namespaces=NEWSML)
        assert paragraphs(article) == [words("".join(part.itertext())) for part in shown] or not shown


def test_the_standard_library_sees_the_same_entries() -> None:
    entries = ET.fromstring(fixture("stadt.atom")).findall(f"{ATOM}entry")
    found = articles(read_fixture("stadt.atom"))
    assert [article.modified or article.published for article in found] == [
        german(dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated", ""))) for entry in entries
    ]
    items = ET.fromstring(fixture("stadt.rss")).findall(".//item")
    assert [article.categories for article in articles(read_fixture("stadt.rss"))] == [
        tuple(category.text or "" for category in item.findall("category")) for item in items
    ]


WORD = st.text("abcdefghijklmnopqrstuvwxyzäöüßABCÄÖÜ", min_size=2, max_size=12)
SENTENCE = st.lists(WORD | st.sampled_from(["<", "&", '"', "'", "–", "3,5", "€"]), min_size=2, max_size=8)
TEXTS = st.tuples(
    SENTENCE.map(lambda found: "Titel " + " ".join(found)),
    st.lists(SENTENCE.map(lambda found: "Satz " + " ".join(found) + "."), min_size=2, max_size=4),
)


def atom(title: str, body: list[str]) -> bytes:
    feed = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    entry = ET.SubElement(feed, "entry")
    ET.SubElement(entry, "title").text = title
    ET.SubElement(entry, "id").text = "urn:a:1"
    content = "".join(f"<p>{escape(text)}</p>" for text in body)
    ET.SubElement(entry, "content", type="html").text = content
    return ET.tostring(feed, "utf-8", xml_declaration=True)


def rss(title: str, body: list[str]) -> bytes:
    feed = ET.Element("rss", version="2.0")
    item = ET.SubElement(ET.SubElement(feed, "channel"), "item")
    ET.SubElement(item, "title").text = escape(title)
    ET.SubElement(item, "guid").text = "urn:a:1"
    ET.SubElement(item, "description").text = "".join(f"<p>{escape(text)}</p>" for text in body)
    return ET.tostring(feed, "iso-8859-15", xml_declaration=True)


def newsml(title: str, body: list[str]) -> bytes:
    item = ET.Element("newsItem", xmlns=NEWSML["g"], guid="urn:a:1")
    ET.SubElement(ET.SubElement(item, "contentMeta"), "headline").text = title
    inline = ET.SubElement(ET.SubElement(item, "contentSet"), "inlineXML")
    nitf = ET.SubElement(ET.SubElement(inline, "nitf", xmlns=NEWSML["n"]), "body.content")
    for text in body:
        ET.SubElement(nitf, "p").text = text
    return ET.tostring(item, "utf-16", xml_declaration=True)


def front_matter(title: str, body: list[str]) -> bytes:
    values = {"title": title, "id": "urn:a:1", "body": "\n\n".join(body)}
    return f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n".encode()


@EACH
@given(texts=TEXTS)
@pytest.mark.parametrize(
    ("name", "written"),
    [("a.atom", atom), ("a.rss", rss), ("a.xml", newsml), ("a.md", front_matter)],
    ids=["atom", "rss", "newsml", "markdown"],
)
def test_what_other_libraries_write_is_read(
    tmp_path: Path, name: str, written: object, texts: tuple[str, list[str]]
) -> None:
    title, body = texts
    items = read_bytes(tmp_path, name, written(title, body))  # type: ignore[operator]
    assert failures(items) == []
    (article,) = articles(items)
    assert (article.title, paragraphs(article)) == (title, body)


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # which warcio's writer leaves open
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoding", ["plain", "gzip", "chunked"])
def test_what_warcio_writes_is_read(tmp_path: Path, packed: bool, encoding: str) -> None:
    page = (FIXTURES / "moosbach.html").read_bytes()
    headers = [("Content-Type", "text/html; charset=utf-8")]
    payload = page
    if encoding == "gzip":
        headers.append(("Content-Encoding", "gzip"))
        payload = gzip.compress(page)
    elif encoding == "chunked":
        headers.append(("Transfer-Encoding", "chunked"))
        payload = f"{len(page):x}\r\n".encode() + page + b"\r\n0\r\n\r\n"
    with (tmp_path / "written.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("written.warc", {"software": "warcio"}))
        answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(ADDRESS, "response", io.BytesIO(payload), http_headers=answer)
        )
    items = read_bytes(tmp_path, "a.warc", (tmp_path / "written.warc").read_bytes())
    assert failures(items) == []
    (article,) = articles(items)
    assert paragraphs(article) == paragraphs(articles(read_fixture("moosbach.html"))[0])


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_kind_of_tar_is_read(tmp_path: Path, kind: int) -> None:
    """With names beyond the hundred characters that the oldest kind has room for."""
    with tarfile.open(tmp_path / "a.tar", "w", format=kind) as archive:
        archive.add(FIXTURES / "artikel.csv", "ordner/" + "ä" * 45 + "/artikel.csv")
    items = read_bytes(tmp_path, "b.tar", (tmp_path / "a.tar").read_bytes())
    assert failures(items) == []
    assert [item.title for item in articles(items)] == [
        item.title for item in articles(read_fixture("artikel.csv"))
    ]
