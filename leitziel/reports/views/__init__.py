# SPDX-License-Identifier: EUPL-1.2
"""Pages of the reports room: thin; they parse, ask, call and render."""
