"""Writes items.csv: forty invented people, twelve items of three scales, 1 to 5, a few of them not answered.

    python -m tests.stats.write_items

Each scale is one factor with uneven loadings; the three factors share a part. The figures in expected.json rest on
the file as it is and are computed by R (expected.R); whoever writes it anew computes them anew.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

SEED = 21
PEOPLE = 40
SCALES = {"scope": 3, "drive": 4, "growth": 5}
FILE = Path(__file__).with_name("items.csv")


def table() -> tuple[list[str], list[list[str]]]:
    """The header and the rows, as text; an answer that is not there is an empty cell."""
    random = np.random.default_rng(SEED)
    shared = random.normal(size=(PEOPLE, 1))
    columns, names = [], []
    for scale, n in SCALES.items():
        factor = 0.5 * shared + 0.87 * random.normal(size=(PEOPLE, 1))
        loading = np.linspace(0.65, 0.8, n)
        latent = factor * loading + random.normal(size=(PEOPLE, n)) * np.sqrt(1 - loading**2)
        columns.append(np.clip(np.round(3.2 + 1.1 * latent), 1, 5))
        names += [f"{scale}_{i}" for i in range(1, n + 1)]
    answers = np.hstack(columns)
    gap = random.random(answers.shape) < 0.03
    rows = [
        ["" if gap[i, j] else str(int(answers[i, j])) for j in range(answers.shape[1])]
        for i in range(PEOPLE)
    ]
    return names, rows


def main() -> None:
    """Write the file beside this one."""
    names, rows = table()
    lines = [",".join(row) for row in [names, *rows]]
    FILE.write_bytes(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
