"""Who was met: one row per contact and person, whichever way the log names them."""

from __future__ import annotations

import pandas as pd


def by_person(touch: pd.DataFrame) -> pd.DataFrame:
    """Columns row (its index label in `touch`), id, date, who; a person named twice on one line counts once.

    Everyone named counts, not only the first. A contact that names nobody is one row with an empty `who`; one
    without a date is left out. Sorted by date, id and who.
    """
    dated = touch.loc[touch["date"].notna(), ["id", "date"]]
    first = dated.assign(who=touch["person"].astype(object))
    everyone = dated.assign(who=touch["people"]).explode("who")
    named = pd.concat([first, everyone]).rename_axis("row").reset_index()
    named = named[named["who"].notna() & (named["who"] != "")].drop_duplicates(["row", "who"])
    nobody = dated[~dated.index.isin(named["row"])].rename_axis("row").reset_index()
    found = pd.concat([named, nobody.assign(who="")]) if len(nobody) else named
    found = found.assign(who=found["who"].astype(str))
    return found.sort_values(["date", "id", "who", "row"], kind="stable").reset_index(drop=True)
