# SPDX-License-Identifier: EUPL-1.2
"""A process of its own for `test_killed.py`: prepares a database, reads or accepts, and kills itself on the way.

killed_child.py prepare                     a city with one import to read (1) and one in review (2)
killed_child.py read|accept never           to the end
killed_child.py read|accept query N         SIGKILL instead of the Nth statement
killed_child.py read progress N             SIGKILL at the Nth report of the reader
"""

import os
import signal
import sys

import django

DOCUMENT = """Konzept Auental

1 Handlungsfeld Wohnen

Ziel 1: Es gibt mehr Wohnungen.

Maßnahme 1: Die Stadt baut zwanzig Wohnungen.
Verantwortung: FD Soziales
Termin: fortlaufend

Maßnahme 2: Ein Lotse berät Mietende.
Verantwortung: Volkshochschule
Termin: bis 2027
""".encode()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def prepare():
    from django.core.management import call_command

    from leitziel.core.models import Municipality
    from leitziel.strategy.actions.imports import stage_import

    call_command("migrate", verbosity=0)
    city = Municipality.objects.create(ags="16099001", kind="city", name="Prüfstadt", slug="pruefstadt")
    for label, run in (("2026", "hold"), ("2030", "now")):
        stage_import(
            municipality=city,
            actor=None,
            data=DOCUMENT,
            name="auental.txt",
            concept_title="Konzept Auental",
            edition_label=label,
            run=run,
        )


def work(what, progress):
    from django_scopes import scope

    from leitziel.core.models import Municipality
    from leitziel.strategy.actions.accept import accept_import
    from leitziel.strategy.actions.reading import read_import
    from leitziel.strategy.models import PlanImport

    city = Municipality.objects.get()
    with scope(municipality=city):
        if what == "read":
            print(read_import(1, municipality=city, progress=progress))
        elif PlanImport.objects.get(pk=2).state == "review":
            print(accept_import(actor=None, plan_import=PlanImport.objects.get(pk=2), create_organisations=["Haus"]))


def main(what, how="never", count="0"):
    django.setup()
    if what == "prepare":
        prepare()
        return
    from django.db import connection

    seen = {"query": 0, "progress": 0}

    def step(kind):
        seen[kind] += 1
        if how == kind and seen[kind] == int(count):
            die()

    def wrapper(execute, sql, params, many, context):
        step("query")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        work(what, lambda *_: step("progress"))
    print(seen["query"], seen["progress"])


if __name__ == "__main__":
    main(*sys.argv[1:])
