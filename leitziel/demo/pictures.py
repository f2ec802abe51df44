# SPDX-License-Identifier: EUPL-1.2
"""Which pages of the demo city the README and the handbook show; `scripts/screenshots.py` takes the pictures.

Each has its place in `docs/bilder`. A test holds the list against the pages that show pictures, and another one
follows each way in a running demo, so that a picture cannot show what is no longer there.
"""

from dataclasses import dataclass

CITY = "/auenmuenster/"
WORK = f"{CITY}arbeit/"
PLAN = "konzepte/sozialstrategie/2026/"
ROUND = f"{WORK}berichtsrunden/dritte-runde/"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page by its address, or by the links (CSS selectors) that lead to it; or what a command prints.

    `role` logs in as the demo person of that role; `at` scrolls to a part of the page; `letter` begins at the first
    address with this in it that stands in a mail of the demo; `paper` shows that page of the PDF to which the last
    step leads; `environment` is for commands.
    """

    name: str
    start: str = ""
    clicks: tuple[str, ...] = ()
    role: str = ""
    at: str = ""
    paper: int = 0
    letter: str = ""
    phone: bool = False
    dark: bool = False
    language: str = "de"
    command: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


PICTURES = (
    # what everybody sees
    Picture("stadt", CITY),
    Picture("massnahmen", f"{CITY}massnahmen/"),
    Picture("massnahme", f"{CITY}massnahmen/", ("main a[href*='/massnahmen/']",)),
    Picture("konzept", f"{CITY}konzepte/sozialstrategie/"),
    Picture("ueberblick", f"{CITY}{PLAN}ueberblick/"),
    Picture("telefon-dunkel", f"{CITY}massnahmen/", phone=True, dark=True),
    Picture("herunterladen", f"{CITY}{PLAN}herunterladen/"),
    Picture("gremium", f"{CITY}gremien/sozialausschuss/"),
    Picture("schnittstelle", f"{CITY}schnittstelle/"),
    Picture("bausteine", "/design/"),
    Picture("aenderungen", f"{CITY}{PLAN}aenderungen/"),
    Picture("overview", f"{CITY}{PLAN}ueberblick/", language="en"),
    # the planner
    Picture("import-neu", f"{CITY}importe/neu/", role="planning"),
    Picture("durchsicht", f"{CITY}importe/", ("main a:has-text('Aktionsplan Inklusion')",), role="planning"),
    Picture("plan-bearbeiten", f"{WORK}{PLAN}bearbeiten/", role="planning"),
    Picture("verlauf", f"{WORK}{PLAN}verlauf/", role="planning"),
    Picture("aehnliche", f"{WORK}aehnliche/", ("main a:has-text('Vergleichen und entscheiden')",), role="planning"),
    Picture("sprachfassungen", f"{WORK}sprachen/", role="planning"),
    Picture("arbeitstabelle", f"{WORK}{PLAN}tabelle/", role="planning"),
    Picture(
        "sitzung", f"{WORK}gremien/", ("main a[href*='/gremien/sozialausschuss/sitzungen/']:not([href$='/neu/'])",),
        role="planning",
    ),
    Picture("stellen", f"{WORK}stellen/", role="planning"),
    Picture("offene-verantwortungen", f"{WORK}{PLAN}verantwortungen/", role="planning"),
    Picture("fortschreiben", f"{WORK}{PLAN}fortschreiben/", role="planning"),
    Picture("abgleich", f"{WORK}{PLAN}abgleich/", role="planning"),
    Picture("meine-arbeit", WORK, role="planning"),
    Picture("runde-neu", f"{WORK}berichtsrunden/neu/", role="planning"),
    Picture("berichtsrunde", ROUND, role="planning"),
    Picture("runde-stelle", f"{ROUND}stellen/fd-soziales/", role="planning"),
    Picture("sachstand-ueberblick", f"{CITY}{PLAN}ueberblick/", ("main a:has-text('Nach Sachstand')",)),
    Picture("berichte", f"{WORK}berichte/", role="planning"),
    Picture("bericht-neu", f"{WORK}berichte/neu/interim/", role="planning"),
    Picture("bericht", f"{CITY}berichte/", ("main a[href*='/berichte/']",)),
    Picture("bericht-pdf", f"{CITY}berichte/", ("main a[href$='/bericht.pdf']",), paper=3),
    Picture("synopse-pdf", f"{CITY}{PLAN}aenderungen/2022/synopse.pdf", paper=5),
    Picture(
        "blatt-pdf", f"{CITY}massnahmen/", ("main .lz-measures a[href*='/massnahmen/']",
        "main a[href$='/blatt.pdf']"), paper=1,
    ),
    # the office
    Picture("melden", f"{ROUND}melden/", role="office"),
    Picture("melden-link", letter="/meldung/", phone=True),
    Picture("melden-massnahme", f"{ROUND}melden/", ("main a:has-text('nächsten offenen')",), role="office"),
    Picture("meine-arbeit-stelle", WORK, role="office"),
    Picture("meine-massnahmen", f"{WORK}meine-massnahmen/", role="office"),
    Picture(
        "kommentare", f"{WORK}meine-massnahmen/?austausch=offen", ("main .lz-measures a[href*='/massnahmen/']", "main a[href*='/austausch/']"),
        role="office",
    ),
    # the administration
    Picture("personen", f"{WORK}personen/", role="administration"),
    Picture("einladen", f"{WORK}personen/einladen/", role="administration"),
    Picture("mein-konto", "/konto/", role="administration"),
    Picture("archiv", f"{WORK}archiv/", role="administration"),
    # the operator
    Picture("pruefen", command=("check",)),
    Picture("einstellungen-pruefen", command=("check",), environment=(("LEITZIEL_HTTPS", "true"),)),
    Picture("befehle", command=("--help",)),
)  # fmt: skip
