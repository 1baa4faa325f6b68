"""What search engines may list: the start page, articles, and the searches that are pages of their own.

Searches are without number. One category, one district and one word that is found are subjects that people
look for and link to; everything narrower, sorted or further on repeats them. robots.txt keeps crawlers from
that endless rest, and its pages ask not to be listed by whoever finds them elsewhere.
"""

import re

from indexer import SearchResult
from search_web.parameters import SearchForm

_WORD = re.compile(r"[^\W\d_]{2,40}")

ROBOTS = """\
User-agent: *
Disallow: {root}api/
Disallow: {root}*?
Allow: {root}static/
Allow: {root}?q=
Disallow: {root}?q=*&
Disallow: {root}?q=*+
Disallow: {root}?q=*%20
Allow: {root}?category=
Disallow: {root}?category=*&
Allow: {root}?district=
Disallow: {root}?district=*&

Sitemap: {sitemap}
"""
"""The longest rule that fits an address decides (RFC 9309)."""


def may_list(form: SearchForm, result: SearchResult) -> bool:
    """Whether a result page may be listed; without hits it would say whatever the address says."""
    subject = form.query or next(iter(form.categories + form.districts), "")
    alone = (SearchForm(query=subject), SearchForm(categories=(subject,)), SearchForm(districts=(subject,)))
    is_word = not form.query or bool(_WORD.fullmatch(form.query))
    return bool(result.hits) and is_word and form in alone
