# SPDX-License-Identifier: EUPL-1.2
"""Reads of organisations: the tree, one of them, what hangs on it, what was done, which may be one."""
