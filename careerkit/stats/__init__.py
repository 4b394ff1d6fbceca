"""The named estimators that measures share; nothing here reads a file or knows today.

Written out where scipy or statsmodels have the same: importing those costs one to four seconds at
every kernel start, and what is needed of them is a few lines each. The tests hold each against
scipy, or against a published example, to 1e-9. One topic a module; all names are here.
"""

from __future__ import annotations

from careerkit.stats.centre import (
    median,
    median_interval,
    quantile,
)
from careerkit.stats.counts import (
    RateRatio,
    dispersion,
    rate_ratio,
)
from careerkit.stats.groups import (
    block_interval,
    share_interval,
    within_groups,
)
from careerkit.stats.labels import (
    LEAST_ENTRIES,
    LEAST_OTHERS,
    LEAST_WEEKS,
    NEIGHBOUR_WEEKS,
    ROUNDING,
    SHRINKAGE,
    benjamini_hochberg,
    label_effects,
    student_two_sided,
)
from careerkit.stats.proportions import (
    cohens_h,
    newcombe,
    wilson,
)
from careerkit.stats.quiet import (
    BASELINE,
    LEAST_BASELINE,
    LEAST_EXPECTED,
    LEAST_LOGGED,
    LEAST_RATED,
    LOW,
    NO_WORSE,
    RECOVERED,
    WINDOW,
    Z_LOW,
    longest_run,
    slump,
)
from careerkit.stats.reliability import (
    REAL_DIFFERENCE,
    Repeatability,
    alpha,
    alpha_interval,
    item_rest,
    omega_total,
    repeatability,
    standard_error,
    stratified_alpha,
)
from careerkit.stats.survival import (
    kaplan_meier,
    km_median,
)
from careerkit.stats.trends import (
    LEAST_MONTHS,
    LEAST_RISE,
    RISING_P,
    Rising,
    kendall_trend,
    rising,
    theil_sen,
)

__all__ = [
    "BASELINE",
    "LEAST_BASELINE",
    "LEAST_ENTRIES",
    "LEAST_EXPECTED",
    "LEAST_LOGGED",
    "LEAST_MONTHS",
    "LEAST_OTHERS",
    "LEAST_RATED",
    "LEAST_RISE",
    "LEAST_WEEKS",
    "LOW",
    "NEIGHBOUR_WEEKS",
    "NO_WORSE",
    "REAL_DIFFERENCE",
    "RECOVERED",
    "RISING_P",
    "ROUNDING",
    "SHRINKAGE",
    "WINDOW",
    "Z_LOW",
    "RateRatio",
    "Repeatability",
    "Rising",
    "alpha",
    "alpha_interval",
    "benjamini_hochberg",
    "block_interval",
    "cohens_h",
    "dispersion",
    "item_rest",
    "kaplan_meier",
    "kendall_trend",
    "km_median",
    "label_effects",
    "longest_run",
    "median",
    "median_interval",
    "newcombe",
    "omega_total",
    "quantile",
    "rate_ratio",
    "repeatability",
    "rising",
    "share_interval",
    "slump",
    "standard_error",
    "stratified_alpha",
    "student_two_sided",
    "theil_sen",
    "wilson",
    "within_groups",
]
