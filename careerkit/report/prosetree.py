"""Cleaned prose as a tree of known tags, for a printer that takes data and no markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Node = str | dict[str, Any]


def prose_tree(html: str, targets: set[str]) -> list[Node]:
    """Cleaned HTML as nodes: a text, or a tag with its children.

    targets: the links within the page that lead somewhere, such as `#s-wins`; others become plain words.
    """
    parser = _Nodes(targets)
    parser.feed(html)
    parser.close()
    return list(parser.open[0]["kids"])


def words_of(node: Node) -> str:
    """All text of a node."""
    return node if isinstance(node, str) else "".join(map(words_of, node["kids"]))


class _Nodes(HTMLParser):
    """Collects the tree of a piece of cleaned HTML."""

    def __init__(self, targets: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.targets = targets
        self.open: list[dict[str, Any]] = [{"tag": "", "kids": []}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a tag, or puts down one that holds nothing."""
        found: dict[str, Any] = {"tag": tag, "kids": []}
        to = dict(attrs).get("href") or ""
        if tag == "a" and (not to.startswith("#") or to in self.targets) and to:
            found["to"] = to
        elif tag == "a":
            found["tag"] = "span"
        elif re.fullmatch("h[1-6]", tag):
            found |= {"tag": "h", "level": int(tag[1])}
        elif tag == "blockquote":
            found["nested"] = any(one["tag"] == tag for one in self.open)
        self.open[-1]["kids"].append(found)
        if tag not in ("br", "hr"):
            self.open.append(found)

    def handle_endtag(self, tag: str) -> None:
        """Closes a tag; what was cleaned is balanced."""
        if len(self.open) > 1 and tag not in ("br", "hr"):
            closed = self.open.pop()
            if closed["tag"] in ("a", "code", "pre", "h"):
                closed["words"] = words_of(closed)

    def handle_data(self, data: str) -> None:
        """Keeps the words; line ends of the source are spaces, but in code."""
        inside = {found["tag"] for found in self.open}
        kept = data if "pre" in inside else re.sub(r"\s*\n\s*", " ", data)
        if kept.strip() or self.open[-1]["tag"] not in ("", "ul", "ol", "blockquote"):
            self.open[-1]["kids"].append(kept)
