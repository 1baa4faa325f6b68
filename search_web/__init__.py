"""The web site and the JSON API of Nachlese.

from search_web import create_app

app = create_app("index")
"""

from search_web.app import create_app

__all__ = ["create_app"]
