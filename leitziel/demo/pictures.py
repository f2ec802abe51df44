# SPDX-License-Identifier: EUPL-1.2
"""Which pages of the demo city the README shows; `scripts/screenshots.py` takes the pictures."""

from dataclasses import dataclass

CITY = "/auenmuenster/"
LOGIN = ("h.lauenroth@auenmuenster.example", "auenmuenster-demo")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page by its address, or by the links (CSS selectors) that lead to it."""

    name: str
    start: str
    clicks: tuple[str, ...] = ()
    inside: bool = False
    phone: bool = False
    dark: bool = False


PICTURES = (
    Picture("stadt", CITY),
    Picture("massnahmen", f"{CITY}massnahmen/"),
    Picture("massnahme", f"{CITY}massnahmen/", ("main a[href*='/massnahmen/']",)),
    Picture("konzept", f"{CITY}konzepte/", ("main a[href*='/konzepte/']",)),
    Picture("ueberblick", f"{CITY}konzepte/", ("main a[href*='/konzepte/']", "a[href$='/ueberblick/']")),
    Picture("durchsicht", f"{CITY}arbeit/importe/", ("main a[href*='/arbeit/importe/']",), inside=True),
    Picture("telefon-dunkel", f"{CITY}massnahmen/", phone=True, dark=True),
)
