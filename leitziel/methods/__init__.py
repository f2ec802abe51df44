# SPDX-License-Identifier: EUPL-1.2
"""A library in its own right: values in, values out; no Django, no files, no settings."""
