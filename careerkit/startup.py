"""What a process leaves out so that it starts sooner."""

from __future__ import annotations

import sys

# Optional format checks of jsonschema: the first compiles 35 grammars (about 1 CPU-s), the second loads a date library.
# jsonschema looks for them and goes on without; no Jupyter or Vega-Lite schema uses the formats.
_SLOW = ("rfc3987_syntax", "isoduration")


def skip_slow_import() -> None:
    """Leave out optional modules that cost a second of every start and that nothing here uses."""
    for name in _SLOW:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
