"""The id of one copy: the hash of its bytes without the id.

Two equal copies have one id, and a reply that carries it belongs to exactly these bytes.
"""

from __future__ import annotations

import hashlib
import re

LENGTH = 32
PLACEHOLDER = "0" * LENGTH
# Where the page shows it. No text of a log can look like this, since its quotes and brackets are escaped.
_SHOWN = ('data-copy="{}"', '<code class="copy">{}</code>')
_ID = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


def stamp(page: bytes) -> tuple[bytes, str]:
    """The page with its id in every place that waits for it, and the id: 32 hexadecimal digits of SHA-256."""
    found = hashlib.sha256(page).hexdigest()[:LENGTH]
    return _exchanged(page, PLACEHOLDER, found), found


def is_genuine(page: bytes, claimed: str) -> bool:
    """Whether a page that claims an id has the bytes it was made from."""
    if not _ID.fullmatch(claimed):
        return False
    return stamp(_exchanged(page, claimed, PLACEHOLDER)) == (page, claimed)


def _exchanged(page: bytes, old: str, new: str) -> bytes:
    for shown in _SHOWN:
        page = page.replace(shown.format(old).encode(), shown.format(new).encode())
    return page
