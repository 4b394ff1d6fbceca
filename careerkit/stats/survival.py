"""Time until something is done, where some things are still open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def kaplan_meier(times: Sequence[float], closed: Sequence[bool]) -> pd.DataFrame:
    """Product-limit estimate: S(t) = prod over t_i <= t of (1 - d_i / n_i); open ones leave after their time.

    One row per distinct time: time, at_risk, closed, survival. Times may be negative (early).
    Source: Kaplan and Meier 1958.
    """
    cases = pd.DataFrame({"time": np.asarray(times, float), "closed": np.asarray(closed, bool)})
    table = cases.groupby("time")["closed"].agg(["size", "sum"]).sort_index().reset_index()
    left = table["size"].cumsum().shift(fill_value=0)
    at_risk = len(cases) - left
    survival = (1 - table["sum"] / at_risk).cumprod()
    return pd.DataFrame(
        {"time": table["time"], "at_risk": at_risk, "closed": table["sum"], "survival": survival}
    )


def km_median(times: Sequence[float], closed: Sequence[bool]) -> float | None:
    """The first time at which at most half are still open; None while it is not reached."""
    table = kaplan_meier(times, closed)
    reached = table.loc[table["survival"] <= 0.5 + 1e-12, "time"]
    return float(reached.iloc[0]) if len(reached) else None
