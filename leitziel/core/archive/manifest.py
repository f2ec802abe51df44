# SPDX-License-Identifier: EUPL-1.2
"""What the archive says about itself, and the limits of what is taken for one."""

from __future__ import annotations

import re

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from .tables import rooms

FORMAT = "leitziel-municipality"
FORMAT_VERSION = 1
MANIFEST, README = "manifest.json", "LIESMICH.txt"
MEMBER = re.compile(r"data/[a-z0-9_]+(\.[a-z0-9_]+){1,2}\.jsonl|files/[0-9a-f]{64}|LIESMICH\.txt")

MOST_MANIFEST = 64 * 2**20  # bytes
MOST_LINE = 256 * 2**20  # bytes of one row
FREE, RATIO = 256 * 2**20, 120  # unpacked bytes nobody asks about; beyond them at most so many a packed byte


def data_member(name: str) -> str:
    return f"data/{name}.jsonl"


def file_member(digest: str) -> str:
    return f"files/{digest}"


def schema() -> dict[str, list[str]]:
    """The migrations of our rooms that this database has: two houses with the same have the same tables."""
    own = set(rooms())
    found: dict[str, list[str]] = {label: [] for label in sorted(own) if apps.get_app_config(label).models}
    for app, name in MigrationRecorder(connection).applied_migrations():
        if app in found:
            found[app].append(name)
    return {app: sorted(names) for app, names in found.items()}


EXPLANATION = """Archiv einer Kommune aus Leitziel {version}
===========================================

Kommune:   {name} (amtlicher Schlüssel {ags})
Erstellt:  {made_at}

Dieses Archiv enthält alles, was die Kommune in Leitziel hat: Konzepte mit allen Editionen (auch Entwürfe),
Stellen, Menschen mit ihren Rollen, Gremien und Vorlagen, das ganze Protokoll und alle Dateien. Es enthält
personenbezogene Daten und interne Vermerke: Bitte so aufbewahren wie eine Personalakte.

Nicht enthalten sind Kennwörter, Anmeldungen, zweite Faktoren und wartende E-Mails.

  data/*.jsonl     je Tabelle eine Datei, je Zeile ein Datensatz (JSON, UTF-8)
  files/<sha256>   hochgeladene und erzeugte Dateien; ihr Name steht in data/core.storedfile.jsonl
  manifest.json    Version, Anzahl der Datensätze, Prüfsumme (SHA-256) jeder Datei dieses Archivs

In eine leere Installation derselben Version kommt es mit

  leitziel municipality import DATEI.zip
"""
