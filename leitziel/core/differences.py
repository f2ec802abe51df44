# SPDX-License-Identifier: EUPL-1.2
"""What differs between two texts, told on screen by more than colour."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitziel.methods.alignment import Segment, word_differences

__all__ = ["Segment", "markup", "shown", "word_differences"]


def markup(old: str, new: str) -> SafeString:
    """The differences as `<del>` and `<ins>`, each with a word for those who do not see how it looks."""
    return shown(word_differences(old, new))


def shown(segments: Iterable[Segment]) -> SafeString:
    """Segments at hand as `<del>` and `<ins>`."""
    tags = {"removed": ("del", _("removed:")), "added": ("ins", _("added:"))}

    def parts() -> list[tuple[SafeString]]:
        found = []
        for segment in segments:
            if segment.kind == "same":
                found.append((format_html("{}", segment.text),))
            else:
                tag, word = tags[segment.kind]
                spoken = format_html('<span class="kern-sr-only">{} </span>', word)
                found.append((format_html("<{}>{}{}</{}>", tag, spoken, segment.text, tag),))
        return found

    return format_html_join("", "{}", parts())
