# SPDX-License-Identifier: EUPL-1.2
"""A nursery of writers for `test_killed_writes.py`: loads the house once, and forks a writer for each order.

An order is a line "NAME" on standard input; the answer is the writer's process id. The writer writes one concept
after the other, each with a paper, a body, a predecessor, a file and a log entry, and prints "NAME-n" only after
the action has returned: from then on the write is acknowledged. It stops when it is killed, never by itself.
"""

import os
import sys

import django


def write(name):
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


def main():
    django.setup()
    import leitziel.strategy.actions.concepts  # noqa: F401 - before the forks, not in each of them

    for line in sys.stdin:
        child = os.fork()
        if not child:
            write(line.strip())
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
