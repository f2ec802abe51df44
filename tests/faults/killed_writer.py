# SPDX-License-Identifier: EUPL-1.2
"""A nursery of writers for the tests beside it: loads the house once, and forks a writer for each order.

An order is a line "NAME" on standard input; the answer is the writer's process id. What is written says the command
line: "concepts" one after the other, each with a paper, a predecessor, a file and a log entry; or "progress", answers
to the measures of the open round, with the name in the text. "NAME-n" is printed only after the action has returned:
from then on the write is acknowledged. A writer stops when it is killed, never by itself.
"""

import os
import sys

import django


def concepts(name):
    from django.db import connection
    from django_scopes import scope

    from leitziel.core.files import store
    from leitziel.core.models import Municipality
    from leitziel.strategy.actions.concepts import ConceptFacts, create_concept
    from leitziel.strategy.models import Concept

    city = Municipality.objects.get()
    with scope(municipality=city):
        first = Concept.objects.get(slug="erstes")
        number = 0
        while True:
            number += 1
            mark = f"{name}-{number}"
            facts = ConceptFacts(title=mark, summary=mark * 50, paper_number=mark)
            create_concept(municipality=city, actor=None, facts=facts, predecessors=[first])
            store(municipality=city, name=mark, media_type="text/plain", data=mark.encode() * 1000)
            assert connection.get_autocommit()
            os.write(1, f"{mark}\n".encode())


def progress(name):
    from django_scopes import scope

    from leitziel.core.conflicts import ChangedMeanwhileError
    from leitziel.core.models import Municipality
    from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report
    from leitziel.strategy.enums import ReportChannel
    from leitziel.strategy.models import MeasureThread, ProgressReport, ReportingRound

    city = Municipality.objects.get()
    with scope(municipality=city):
        round_ = ReportingRound.objects.get()
        threads = list(MeasureThread.objects.filter(measures__deadline_kind="by").order_by("pk"))
        by = Answering(None, None, ReportChannel.COORDINATOR, name)
        number = 0
        while True:
            number += 1
            thread, mark = threads[number % len(threads)], f"{name}-{number}"
            there = ProgressReport.objects.filter(round=round_, thread=thread).first()
            answer = Answer("underway", text=mark, missing=mark, next_step=mark)
            try:
                submit_report(round_=round_, thread=thread, answer=answer, by=by, seen=there.version if there else 0)
            except ChangedMeanwhileError:  # another writer was faster
                continue
            os.write(1, f"{mark}\n".encode())


WRITERS = {"concepts": concepts, "progress": progress}


def main():
    django.setup()
    # before the forks, not in each of them
    import leitziel.strategy.actions.concepts
    import leitziel.strategy.actions.progress.reports  # noqa: F401

    write = WRITERS[sys.argv[1]]
    for line in sys.stdin:
        child = os.fork()
        if not child:
            write(line.strip())
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
