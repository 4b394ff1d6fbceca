"""All questions in full: prints what the two rules gave, and writes it into docs/simulation.md.

    python -m tests.simulation [--json]

Several minutes on one core. With `--json` one object on the last line. Ends with 1 when a figure is not as asked for.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from tests.simulation import page
from tests.simulation.figures import Result, misses


def main() -> int:
    """Simulate, print, write the page; the number to end with."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    results = {
        name: dict(_told(module.simulate(), module.ROWS)) for name, module in page.questions()
    }
    text = page.PAGE.read_text("utf-8")
    page.PAGE.write_text(page.with_part(text, page.part(results)), encoding="utf-8", newline="\n")
    missed = [line for name, module in page.questions() for key, row in module.ROWS.items()
              for line in misses(row, results[name][key])]  # fmt: skip
    print("\n".join(["", "not as asked for:", *missed] if missed else ["", "all as asked for"]))
    if given.json:
        print(json.dumps({name: plain(found) for name, found in results.items()}))
    return 1 if missed else 0


def _told(found: Any, rows: Mapping[str, Any]) -> Any:
    """Each result, printed as soon as it is there."""
    for key, result in found:
        row = rows[key]
        cells = [
            one.told(row.unit) if one else page.NO_ANSWER for one in (result.naive, result.ours)
        ]
        print(f"{row.question[:88]:88} {cells[0]:>12} {cells[1]:>12}   {row.asked}")
        sys.stdout.flush()
        yield key, result


def plain(results: Mapping[str, Result]) -> dict[str, Any]:
    """Figures and their errors, as JSON has them."""
    return {
        key: {
            name: None if found is None else {"value": found.value, "error": found.error}
            for name, found in (("naive", result.naive), ("careerkit", result.ours))
        }
        for key, result in results.items()
    }


if __name__ == "__main__":
    sys.exit(main())
