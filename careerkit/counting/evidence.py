"""Which records a sentence rests on, by id."""

from __future__ import annotations

import numpy as np
import pandas as pd


def ids(*tables: pd.DataFrame) -> tuple[str, ...]:
    """The ids of all rows of these tables, by date, then by id.

    A row without a date comes last, one without an id is left out.
    """
    days = np.concatenate([table["date"].to_numpy("datetime64[us]") for table in tables])
    names = np.concatenate([table["id"].to_numpy(object) for table in tables])
    known = ~pd.isna(names)
    order = np.lexsort((names[known].astype(str), days[known]))
    return tuple(names[known][order])
