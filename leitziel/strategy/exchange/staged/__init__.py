# SPDX-License-Identifier: EUPL-1.2
"""The staged plan: pure edits of the plan contract's tree that never lose a character of the source."""
