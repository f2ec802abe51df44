# SPDX-License-Identifier: EUPL-1.2
"""Names of organisations: which of them a printed compound means, and which two may be one.

Strings and identifiers in, suggestions out; nothing here decides.
"""

from .compounds import Compound, Part, resolve_compound
from .names import Names, key_of
from .similar import Pair, similar_pairs

__all__ = ["Compound", "Names", "Pair", "Part", "key_of", "resolve_compound", "similar_pairs"]
