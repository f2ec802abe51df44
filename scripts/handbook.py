#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Write the parts of the handbook that come out of the code: `scripts/handbook.py` (part of `make docs`).

A page holds such a part between two marks; what stands around it is written by people. A test says when a part no
longer is what the code says (`tests/house/handbook/test_generated.py`).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
HANDBOOK = ROOT / "docs" / "handbuch"
MARKED = re.compile(r"(<!-- aus dem Code: (\w+) -->\n).*?(\n<!-- Ende -->)", re.DOTALL)

# Every permission in words that complete "Wer darf …?", in the order of the page; "" for what is a matter of machines.
RIGHTS: dict[str, dict[str, str]] = {
    "Öffentliche Seiten": {
        "portal.view": "Startseiten, Impressum, Datenschutz und die Erklärung zur Barrierefreiheit lesen",
        "core.view_public": "die Bausteine der Oberfläche ansehen",
        "strategy.view_public": "veröffentlichte Pläne lesen, durchsuchen und herunterladen",
        "strategy.view_edition": "eine veröffentlichte Edition lesen",
        "bodies.view_public": "Gremien und ihre veröffentlichten Sitzungen ansehen",
        "bodies.view_meeting": "eine veröffentlichte Sitzung mit ihren öffentlichen Punkten lesen",
        "api.read": "die Schnittstelle abfragen und Feeds abonnieren",
        "core.accept_invitation": "eine Einladung annehmen (mit ihrem Link)",
    },
    "Im eigenen Konto": {
        "core.logged_in": "das eigene Konto, Kennwort, zweiten Faktor und Sitzungen verwalten",
        "core.view_internal": "„Meine Arbeit“ und „Meine Maßnahmen“ sehen, Filter speichern",
        "core.own_deputies": "die eigenen Vertretungen sehen",
        "core.enter_deputy": "eine Vertretung für sich eintragen",
        "bodies.own_calendar": "einen eigenen Kalender der Gremien abonnieren",
    },
    "Pläne": {
        "strategy.view_drafts": "Entwürfe lesen",
        "strategy.view_history": "im Verlauf sehen, wer was geändert hat",
        "strategy.import_plan": "Dokumente einlesen",
        "strategy.review_import": "Importe durchsehen und übernehmen",
        "strategy.edit_plan": "Konzepte anlegen, Pläne bearbeiten und neu nummerieren, Gelöschtes zurückholen",
        "strategy.publish_edition": "Editionen kennzeichnen, veröffentlichen und zurücknehmen",
        "strategy.edit_measure": "eine Maßnahme bearbeiten (Fachstellen: Fokus, Beispiele und Zuordnungen ihrer eigenen)",
        "strategy.use_sheets": "Pläne in einer Arbeitstabelle bearbeiten (jede Änderung nach eigenem Recht)",
    },
    "Gemeinsam arbeiten": {
        "strategy.view_comments": "Kommentare und Anhänge lesen (Träger: bei eigenen Maßnahmen)",
        "strategy.comment": "kommentieren und anhängen (Fachstellen und Träger: bei eigenen Maßnahmen)",
        "strategy.view_similar": "Vorschläge ähnlicher Maßnahmen sehen",
        "strategy.judge_similar": "über ähnliche Maßnahmen entscheiden (Fachstellen: bei eigenen)",
    },
    "Berichtsrunden": {
        "strategy.manage_rounds": "Berichtsrunden vorbereiten, öffnen, schließen und veröffentlichen, Links verschicken",
        "strategy.view_rounds": "Berichtsrunden ansehen, die noch nicht veröffentlicht sind",
        "strategy.report_progress": "Sachstand melden (Fachstellen und Träger: wo die eigene Stelle antwortet)",
        "strategy.answer_by_link": "Sachstand melden mit dem Link, den eine Stelle bekommen hat",
    },
    "Berichte": {
        "reports.view_public": "veröffentlichte Berichte, Maßnahmenblätter und Synopsen lesen",
        "reports.view": "ausgegebene Berichte lesen, die noch nicht veröffentlicht sind, und vergleichen",
        "reports.view_tasks": "die Aufgabenliste einer Stelle herunterladen (Träger: ihre eigene)",
        "reports.issue": "Berichte ausgeben, veröffentlichen, zurücknehmen und nachprüfen",
    },
    "Gremien": {
        "bodies.create": "Gremien anlegen, ihre Geschäftsstelle und die Beratungsfolge von Vorlagen bestimmen",
        "bodies.manage": "ein Gremium verwalten (auch seine Geschäftsstelle)",
        "bodies.view_inside": "nichtöffentliche Punkte lesen (auch die Mitglieder dieses Gremiums)",
    },
    "Die Kommune verwalten": {
        "core.manage_organisations": "Stellen pflegen",
        "core.manage_vocabulary": "Wortlisten und Abkürzungen pflegen",
        "core.manage_people": "Menschen einladen, Rollen und Vertretungen regeln, Arbeit übergeben",
        "core.view_operator_sessions": "sehen, wann und warum der Betrieb hier gearbeitet hat",
        "portal.read_feedback": "Meldungen zu Barrieren lesen",
        "api.set_open_data": "die Lizenz der offenen Daten wählen",
        "core.export_municipality": "alle Daten in einem Archiv mitnehmen",
    },
    "Betrieb": {
        "core.operate": "als Betrieb eine befristete Sitzung in einer Kommune beginnen",
        "portal.read_metrics": "die Zahlen der Überwachung lesen (mit ihrem Kennwort)",
    },
}


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitziel.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("de")


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The commands that do something, with what is typed to reach them."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def in_page(text: str) -> str:
    """A help text as a page: what a terminal shows as it is must not become markup here."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(part.split()) for part in paragraphs)


def option_row(option: click.Option) -> str:
    context = click.Context(click.Command("x"))
    name = " / ".join([*option.opts, *option.secondary_opts])
    if not option.is_flag:
        shown = option.metavar or option.type.get_metavar(option, context) or "WERT"
        choices = "" if not isinstance(option.type, click.Choice) else ", ".join(f"`{c}`" for c in option.type.choices)
        name = f"{name} {'WERT' if choices else shown.strip('[]<>')}"
    else:
        choices = ""
    help_ = (option.help or "").strip()
    if choices:
        help_ = f"{help_} Möglich: {choices}." if help_ else f"Möglich: {choices}."
    default = option.get_default(context)
    given = default not in (None, False, ()) and not repr(default).startswith("Sentinel")
    last = "nötig" if option.required else f"`{default}`" if given else "–"
    return f"| `{name}` | {help_} | {last} |"


def commands_part() -> str:
    """Every command with its arguments and options."""
    from leitziel.cli import leitziel

    parts = []
    for path, command in leaves(leitziel):
        arguments = " ".join(
            p.make_metavar(click.Context(command)) for p in command.params if p.param_type_name == "argument"
        )
        options = [p for p in command.params if isinstance(p, click.Option)]
        parts.append(f"### leitziel {' '.join(path)}\n")
        parts.append(
            f"```sh\nleitziel {' '.join(path)}{' ' + arguments if arguments else ''}{' …' if options else ''}\n```\n"
        )
        parts.append(in_page(command.help or "") + "\n")
        if options:
            parts.append("| Angabe | Wirkung | Vorgabe |\n|---|---|---|\n" + "\n".join(map(option_row, options)) + "\n")
    return "\n" + "\n".join(parts)


def who_in_words(principals: frozenset[str]) -> str:
    from leitziel.core.models import Membership

    roles = Membership.Role
    if "anonymous" in principals:
        return "alle"
    if "operator" in principals and not principals.intersection(roles.values):
        return "Betrieb"
    if not principals:
        return "die Überwachung"
    if principals.issuperset(roles.values):
        return "alle, die sich anmelden" if "stranger" in principals else "alle Mitglieder der Kommune"
    return ", ".join(str(role.label) for role in roles if role.value in principals)


def rights_part() -> str:
    """Every permission in words with who has it; the same table that the matrix test holds against the code."""
    from tests.house.tables import WHO

    parts = []
    for title, rows in RIGHTS.items():
        parts.append(f"### {title}\n\n| Was | Wer |\n|---|---|")
        parts += [f"| {words} | {who_in_words(frozenset(WHO[name]))} |" for name, words in rows.items()]
        parts.append("")
    return "\n" + "\n".join(parts)


PARTS = {"befehle": commands_part, "rechte": rights_part}


def written(text: str) -> str:
    """The page with its marked parts as the code has them now."""
    return MARKED.sub(lambda found: found[1] + PARTS[found[2]]() + found[3], text)


def main() -> None:
    start_django()
    for path in sorted(HANDBOOK.glob("*.md")):
        before = path.read_text(encoding="utf-8")
        after = written(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: written anew")


if __name__ == "__main__":
    main()
