"""The web site and the JSON API of Nachlese.

from search_web import create_app

app = create_app("index")
"""

from search_web.app import create_app
from search_web.options import SiteOptions

__all__ = ["SiteOptions", "create_app"]
