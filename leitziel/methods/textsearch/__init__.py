# SPDX-License-Identifier: EUPL-1.2
"""German text search without a search server: one derived text a document, plain substring matching, ranking.

    text = search_text(title, body)                 # kept beside the document, one line a part
    terms = query_terms('Häuser "offene Stadt"')    # what a person typed
    all(term.matches(text) for term in terms)       # or LIKE over `term.patterns` in a database
    rank(text, terms, weights=(4.0, 2.0))           # the higher the better
    near_words("integrtion", words)                 # ["integration"]
    highlight(body, terms)                          # segments of the original text

Word parts are found because matching is by substring ("Wohnung" in "Sozialwohnungsbau"); umlauts because the
text holds both spellings of each word that has one; inflections because terms are cut to their stem.
"""

from .folding import fold, search_text, words_of
from .highlighting import Segment, excerpt, highlight
from .near import near_words
from .ranking import rank, rank_some, rarities
from .terms import Term, query_terms

__all__ = [
    "Segment",
    "Term",
    "excerpt",
    "fold",
    "highlight",
    "near_words",
    "query_terms",
    "rank",
    "rank_some",
    "rarities",
    "search_text",
    "words_of",
]
