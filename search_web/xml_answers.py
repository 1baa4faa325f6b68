"""XML as an answer."""

import re
from xml.etree.ElementTree import Element, tostring

from flask import Response

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_answer(root: Element, mimetype: str) -> Response:
    """The document as an answer. Characters that XML cannot hold, even escaped, are left out."""
    for element in root.iter():
        if element.text:
            element.text = _NOT_IN_XML.sub("", element.text)
        for name, value in element.items():
            element.set(name, _NOT_IN_XML.sub("", value))
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
