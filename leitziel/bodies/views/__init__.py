# SPDX-License-Identifier: EUPL-1.2
"""Views of the room: parse, ask the rules, call one action or query, render."""
