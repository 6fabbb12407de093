"""Which languages the people of a country speak, from the Unicode CLDR as Babel packages it; nothing is fetched."""

from functools import cache

import babel
from babel.core import get_global

from corridor.kernel.places import ISO2_OF

SOURCE = f"Unicode CLDR, territory languages (Babel {babel.__version__})"


@cache
def speakers(iso3: str) -> dict[str, float]:
    """Return the share of the people who speak each language, 0 to 1; empty where the list has no such country."""
    found = get_global("territory_languages").get(ISO2_OF.get(iso3, ""), {})
    # A regional form ("pt_BR") counts as its language; some shares are rounded above the whole.
    shares: dict[str, float] = {}
    for code, facts in found.items():
        language = code.partition("_")[0]
        shares[language] = min(1.0, max(shares.get(language, 0.0), float(facts["population_percent"]) / 100))
    return shares
