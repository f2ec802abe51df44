# SPDX-License-Identifier: EUPL-1.2
"""A process of its own for `test_killed.py`: issues the report that a job waits for, and kills itself on the way.

killed_child.py MUNICIPALITY JOB ROUND never        to the end
killed_child.py MUNICIPALITY JOB ROUND query N      SIGKILL instead of the Nth statement of the transaction that keeps
killed_child.py MUNICIPALITY JOB ROUND drawn N      SIGKILL after the Nth file was drawn
killed_child.py MUNICIPALITY JOB ROUND kept         SIGKILL after the commit, before the job is told
"""

import os
import signal
import sys

import django


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def main(municipality, job, round_, how, at="0"):
    django.setup()
    from django.db import connection

    from leitziel.reports import tasks
    from leitziel.reports.actions import issuing

    seen = {"query": 0, "drawn": 0}

    def step(kind):
        seen[kind] += 1
        if how == kind and seen[kind] == int(at):
            die()

    def counted(execute, sql, params, many, context):
        step("query")
        return execute(sql, params, many, context)

    def drawing(*args, real=issuing.draw_all):
        for file in real(*args):
            step("drawn")
            yield file

    def keeping(*args, real=issuing._keep, **values):
        with connection.execute_wrapper(counted):
            row = real(*args, **values)
        if how == "kept":
            die()
        return row

    issuing.draw_all, issuing._keep = drawing, keeping
    ids = dict.fromkeys(("organisation", "edition", "earlier_edition", "thread")) | {"round": int(round_)}
    order = {"template": "interim", "subject": ids, "formats": ["html", "docx", "xlsx"], "title": "", "site": ""}
    print(tasks.issue_report.func(int(job), int(municipality), order), seen["query"], seen["drawn"])


if __name__ == "__main__":
    main(*sys.argv[1:])
