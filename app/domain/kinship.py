"""Kinship: how two people are related, in which degree, in which words, and who is kin of one person.

The one door to the ``kin_*`` modules. A relation is ``[spouse] up^i down^j [spouse]``; its degree, chon, is i + j;
through a marriage a relative takes the spouse's degree; a spouse is 0.

kin_types      persons, ties, relations as values; kin_rows persons and ties as columns
kin_net        the ties as steps between persons, kin_steps one of them; kin_build makes it
kin_order      the generations numbered, children before parents
kin_search     all relations of two persons; kin_closure the nearest relation to everyone around one
kin_graph      KinshipGraph; kin_describe makes relations of walks, kin_checks lists contradictions
kin_words      words of relations: kin_view, kin_english, kin_korean, kin_korean_law
kin_terms      the table of terms and what a witness says; kin_patterns what a term means
kin_answer     the answer for a pair, and for everyone around one person
"""

from typing import TYPE_CHECKING

from app.domain.homes import offered_by

if TYPE_CHECKING:
    from app.domain.kin_answer import circle_answer, is_legal_kin, kin_answer, relation_answer, unknown_answer
    from app.domain.kin_graph import KinshipGraph
    from app.domain.kin_patterns import KinPattern, parse_notation
    from app.domain.kin_rows import PersonRows, TieRows
    from app.domain.kin_terms import canonical_terms, is_acquaintance_term, is_kin_term, parse_term
    from app.domain.kin_types import CIRCLE_CHON, PAIR_CHON, KinContradiction, KinPerson, KinTie, Relation, UnknownKin
    from app.domain.kin_words import words

__all__ = [
    "CIRCLE_CHON",
    "PAIR_CHON",
    "KinContradiction",
    "KinPattern",
    "KinPerson",
    "KinTie",
    "KinshipGraph",
    "PersonRows",
    "Relation",
    "TieRows",
    "UnknownKin",
    "canonical_terms",
    "circle_answer",
    "is_acquaintance_term",
    "is_kin_term",
    "is_legal_kin",
    "kin_answer",
    "parse_notation",
    "parse_term",
    "relation_answer",
    "unknown_answer",
    "words",
]

# so that who only names a tie starts without the words of languages
__getattr__ = offered_by(
    __name__,
    {
        "CIRCLE_CHON": "app.domain.kin_types",
        "PAIR_CHON": "app.domain.kin_types",
        "KinContradiction": "app.domain.kin_types",
        "KinPattern": "app.domain.kin_patterns",
        "KinPerson": "app.domain.kin_types",
        "KinTie": "app.domain.kin_types",
        "KinshipGraph": "app.domain.kin_graph",
        "PersonRows": "app.domain.kin_rows",
        "Relation": "app.domain.kin_types",
        "TieRows": "app.domain.kin_rows",
        "UnknownKin": "app.domain.kin_types",
        "canonical_terms": "app.domain.kin_terms",
        "circle_answer": "app.domain.kin_answer",
        "is_acquaintance_term": "app.domain.kin_terms",
        "is_kin_term": "app.domain.kin_terms",
        "is_legal_kin": "app.domain.kin_answer",
        "kin_answer": "app.domain.kin_answer",
        "parse_notation": "app.domain.kin_patterns",
        "parse_term": "app.domain.kin_terms",
        "relation_answer": "app.domain.kin_answer",
        "unknown_answer": "app.domain.kin_answer",
        "words": "app.domain.kin_words",
    },
)
