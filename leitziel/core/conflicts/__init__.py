# SPDX-License-Identifier: EUPL-1.2
"""Two people who edit one thing are told so; neither overwrites the other unseen, and nothing typed is lost.

    class MyForm(GuardedForm): ...                      # carries version and what was there at the beginning
    try: action(..., version=form.cleaned_data["version"])
    except ChangedMeanwhileError:
        return conflict_page(request, mine=form, theirs=MyForm.of(current), target=current, back=address)

and at the top of the view: `data = resolved(request.POST, theirs)`, which puts the choices of the conflict page
together.
"""

from .errors import ChangedMeanwhileError, expect, fingerprint
from .forms import Difference, Group, GuardedForm, compare, conflict_page, resolved, steps_since

__all__ = [
    "ChangedMeanwhileError",
    "Difference",
    "Group",
    "GuardedForm",
    "compare",
    "conflict_page",
    "expect",
    "fingerprint",
    "resolved",
    "steps_since",
]
