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
    Picture("konzept", f"{CITY}konzepte/sozialstrategie/"),
    Picture("ueberblick", f"{CITY}konzepte/sozialstrategie/2026/ueberblick/"),
    Picture("durchsicht", f"{CITY}importe/", ("main a:has-text('Aktionsplan Inklusion')",), inside=True),
    Picture("telefon-dunkel", f"{CITY}massnahmen/", phone=True, dark=True),
)
