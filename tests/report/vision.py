"""How colours look: contrast as WCAG defines it, difference as CIEDE2000, and eyes that lack one kind of cone.

Contrast: WCAG 2.2, relative luminance. Colour blindness: the matrices of Machado, Oliveira and Fernandes, "A
physiologically-based model for simulation of color vision deficiency" (2009), severity 1.0, in linear RGB. Difference:
Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula" (2005); a test holds it against their table. A difference of 1
is the least that can be seen side by side; from 10 on two colours are told apart at a glance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Colour = tuple[float, float, float]  # linear RGB, 0 to 1

EYES: dict[str, tuple[Colour, Colour, Colour]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
# Linear sRGB to XYZ (IEC 61966-2-1), and the white of D65.
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))  # fmt: skip
_WHITE = (0.95047, 1.0, 1.08883)


def parse(text: str) -> Colour:
    """`#2f7fc1` as linear RGB."""
    red, green, blue = (_linear(int(text[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def over(text: str, ground: str, opacity: float) -> str:
    """A colour that lets its ground shine through, as browsers mix it."""
    pairs = ((int(text[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(
        f"{round(top * opacity + below * (1 - opacity)):02x}" for top, below in pairs
    )


def contrast(one: str, two: str) -> float:
    """1 for two equal colours, 21 for black on white."""
    light, dark = sorted((_dot(_XYZ[1], parse(one)), _dot(_XYZ[1], parse(two))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(one: str, two: str, eyes: str = "usual") -> float:
    """How far apart two colours are for these eyes, in CIEDE2000."""
    return ciede2000(*(_lab(_seen(parse(colour), eyes)) for colour in (one, two)))


def _seen(colour: Colour, eyes: str) -> Colour:
    red, green, blue = (min(1.0, max(0.0, _dot(row, colour))) for row in EYES[eyes])
    return red, green, blue


def _dot(row: Sequence[float], colour: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(row, colour, strict=True))


def _lab(colour: Colour) -> Colour:
    x, y, z = (_root(_dot(row, colour) / white) for row, white in zip(_XYZ, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def ciede2000(one: Colour, two: Colour) -> float:
    """The difference of two colours given as L*, a*, b*."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(stretch * a1, b1), math.hypot(stretch * a2, b2)
    h1, h2 = _hue(stretch * a1, b1), _hue(stretch * a2, b2)
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    middle = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1 - 0.17 * _cos(middle - 30) + 0.24 * _cos(2 * middle) + 0.32 * _cos(3 * middle + 6)
        - 0.20 * _cos(4 * middle - 63)
    )  # fmt: skip
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    d_l = (l2 - l1) / s_l
    d_c = (c2 - c1) / (1 + 0.045 * chroma)
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    blue = 60 * math.exp(-(((middle - 275) / 25) ** 2))
    both = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(blue))
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + both * d_c * d_h)


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))
