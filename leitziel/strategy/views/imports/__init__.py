# SPDX-License-Identifier: EUPL-1.2
"""Pages of the import: from the document to the edition."""
