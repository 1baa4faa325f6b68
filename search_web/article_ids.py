"""Article ids in the path of an address."""

import base64
import binascii
import re

from werkzeug.routing import BaseConverter

_PLAIN = re.compile(r"(?![~])[^\s\x00-\x1f\x7f]+")
_ENCODED = "~"


class ArticleIdConverter(BaseConverter):
    """Any text as a path: readable where the text survives proxies and browsers, else `~` and base64.

    Browsers resolve `a/../b`, proxies merge `a//b`, and neither keeps control characters.
    """

    part_isolating = False
    regex = r"(?s:.+)"

    def to_python(self, value: str) -> str:
        if not value.startswith(_ENCODED):
            return value
        try:
            return base64.urlsafe_b64decode(value[1:].encode()).decode()
        except (binascii.Error, UnicodeError):
            return value

    def to_url(self, value: str) -> str:
        segments = value.split("/")
        if _PLAIN.fullmatch(value) and not {"", ".", ".."} & set(segments):
            return super().to_url(value)
        return _ENCODED + base64.urlsafe_b64encode(value.encode()).decode()
