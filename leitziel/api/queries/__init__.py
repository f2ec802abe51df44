# SPDX-License-Identifier: EUPL-1.2
"""Reads of the API: plain values for the schemas, in a constant number of queries."""
