# SPDX-License-Identifier: EUPL-1.2
"""Forms as a browser finds them on a page: what it would send back if nobody changed anything."""

import lxml.html

OURS_TO_SKIP = {"/-/sprache/", "/-/darstellung/", "/abmelden/"}


def posted_forms(answer, path):
    """[(fields, values)] of the POST forms of a page that send to the page's own address."""
    if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming or not answer.content:
        return []
    found = []
    for form in lxml.html.fromstring(answer.content.decode()).forms:
        target = (form.action or path).partition("?")[0].partition("#")[0] or path
        if form.method.upper() != "POST" or target in OURS_TO_SKIP or target != path:
            continue
        values = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value or "")
        found.append(({name for name in form.fields if name}, values))
    return found
