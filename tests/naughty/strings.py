"""Every hostile string of a run: our own list, families made from it, and a person's own lists.

    python -m tests.naughty.strings        prints how many there are, by family

The same call gives the same strings in the same order. What is made takes part of the product of
wrappers and payloads: every wrapper and every payload at least once, the rest by a seed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.naughty import markup, words

NORMAL = 1150  # strings of a normal run
SEED = 5
# What the browser test counts as an execution or a request when a page lets it through.
MARKUP = ("handlers", "scripts", "links", "loads", "foreign", "mutations")
# What the chart renderer cannot take: the first six end its whole process, the seventh breaks the picture.
DEADLY = ("\x00", "\x01", "\x08", "\x1b", "\ufffe", "\uffff", "\x0b")
# What no file in UTF-8 can hold; only a block that a program made can.
SURROGATES = ("\ud800", "\udfff", "a\ud83db", "\ude00\ud83d", "\ud800" * 40)


@dataclass(frozen=True)
class Naughty:
    """One hostile string, its name and the family it belongs to."""

    family: str
    name: str
    text: str


@cache
def own() -> tuple[Naughty, ...]:
    """Our own list, in the order in which it is written."""
    families = {**vars(markup), **vars(words)}
    found = [
        Naughty(family.casefold(), name, text)
        for family, strings in families.items()
        if family.isupper() and isinstance(strings, dict)
        for name, text in strings.items()
    ]
    return (*found, *(Naughty("deadly", f"deadly U+{ord(c):04X}", f"a{c}b") for c in DEADLY))


# `{}` is where the payload goes. What is left open here is closed, or not, by the payload.
WRAPPERS = {
    "bare": "{}",
    "in words": "Closed the pitch {} with Acme",
    "after a quote": '"{}',
    "after a single quote": "'{}",
    "after a bracket": ">{}",
    "after a quote and a bracket": '">{}',
    "after a comment": "-->{}",
    "after a script": "</script>{}",
    "after a style": "</style>{}",
    "after a title": "</title>{}",
    "after a textarea": "</textarea>{}",
    "after CDATA": "]]>{}",
    "in bold": "<b>{}</b>",
    "in an svg": "<svg>{}</svg>",
    "in a svg desc": "<svg><desc>{}</desc></svg>",
    "in math": "<math><mtext>{}</mtext></math>",
    "in a template": "<template>{}</template>",
    "in a table": "<table><tr>{}</tr></table>",
    "in a select": "<select>{}</select>",
    "in a noscript": "<noscript>{}</noscript>",
    "in a comment": "<!--{}-->",
    "in an attribute": '<p title="{}">x</p>',
    "in a link": "<a href={}>x</a>",
    "in Markdown emphasis": "**{}**",
    "in a Markdown link": "[{}](https://naughty.invalid/x)",
    "in a Markdown address": "[x]({})",
    "in a Markdown picture": "![{}](x)",
    "in Markdown code": "`{}`",
    "in a Markdown list": "- {}",
    "in Jinja": "{{{{ '{}' }}}}",
    "in JSON": '{{"x": "{}"}}',
    "in typst": '#link("{}")[x]',
    "in LaTeX": "\\href{{{}}}{{x}}",
    "in a formula": '=HYPERLINK("{}")',
    "right to left": "\u202e{}\u202c",
    "in zero width": "\u200b{}\ufeff",
    "after a null byte": "x\x00{}",
    "after an escape": "\x1b[31m{}\x1b[0m",
    "after a line break": "x\n{}",
    "between separators": "\u2028{}\u2029",
    "with combining marks": "x\u0300\u0300{}\u0301",
    "with emoji": "👩🏽‍🔬{}👨‍👩‍👧‍👦",
    "after a long word": "a" * 300 + "{}",
}  # fmt: skip
PAYLOADS = {
    "img": "<img src=x onerror=alert(1)>",
    "svg": "<svg onload=alert(1)>",
    "script": "<script>alert(1)</script>",
    "global": "<img src=x onerror=window.__ran=1>",
    "details": "<details open ontoggle=alert(1)>",
    "button": "<button onclick=alert(1)>press</button>",
    "quote handler": '" autofocus onfocus="alert(1)',
    "single quote handler": "' autofocus onfocus='alert(1)",
    "javascript": "javascript:alert(1)",
    "javascript, cut": "java\tscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "link": "<a href=javascript:alert(1)>go</a>",
    "iframe": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "refresh": "<meta http-equiv=refresh content='0;url=https://naughty.invalid/r'>",
    "base": "<base href=https://naughty.invalid/>",
    "remote picture": "<img src=https://naughty.invalid/i>",
    "remote style": "<style>@import 'https://naughty.invalid/s';</style>",
    "Markdown link": "[x](javascript:alert(1))",
    "Markdown picture": "![x](https://naughty.invalid/i)",
    "entities": "&lt;img src=x onerror=alert(1)&gt;",
    "Jinja": "{{ 7 * 7 }}",
    "format": "{0.__class__}",
    "dollar": "${alert(1)}",
    "typst": "#panic()",
    "shell": "$(id)",
    "formula": "=1+1",
    "escape": "\x1b]0;naughty\x07",
    "8 bit escape": "\x9b2J",
    "null": "\x00",
    "separator": "\u2028",
    "override": "\u202egnp.exe",
    "backslash": "\\",
}  # fmt: skip


@cache
def made(count: int, seed: int = SEED) -> tuple[Naughty, ...]:
    """`count` strings of wrapper and payload; at most as many as there are pairs."""
    names, payloads = list(WRAPPERS), list(PAYLOADS)
    longer = max(len(names), len(payloads))
    first = [(names[i % len(names)], payloads[i % len(payloads)]) for i in range(longer)]
    others = [(a, b) for a in names for b in payloads if (a, b) not in set(first)]
    random.Random(seed).shuffle(others)
    return tuple(
        Naughty("made", f"{payload} {wrapper}", WRAPPERS[wrapper].format(PAYLOADS[payload]))
        for wrapper, payload in [*first, *others][:count]
    )


def listed(folder: Path) -> Iterator[Naughty]:
    """Every line of every file below a folder, as any list that a person has; a line that is empty is none."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1):
            if line.rstrip("\r"):
                yield Naughty("corpus", f"{name}:{number}", line.rstrip("\r"))


def corpus(folder: Path | None = None) -> tuple[Naughty, ...]:
    """The strings of a run: our own, what is made up to the normal number, and a person's lists; no text twice."""
    found: dict[str, Naughty] = {}
    for one in (*own(), *made(NORMAL - len(own())), *(listed(folder) if folder else ())):
        found.setdefault(one.text, one)
    return tuple(found.values())


def texts(strings: Sequence[Naughty]) -> list[str]:
    """The texts alone."""
    return [found.text for found in strings]


if __name__ == "__main__":
    for family, number in Counter(found.family for found in corpus()).items():
        print(f"{family:14}{number:6}")
