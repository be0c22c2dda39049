"""The term table and reading what a witness says."""

import pytest

from app.domain.kin_terms import canonical_terms, find_terms, is_acquaintance_term, is_kin_term, parse_term, terms
from app.domain.row_kinship import RELATIONS

#: What is said -> relation words, nearest reading first.
SAID = [
    ("grandparent", ["u2"]),
    ("uncle_or_aunt", ["u2d1"]),
    ("외삼촌", ["u2d1"]),
    ("mother's brother", ["u2d1"]),
    ("his mother’s eldest brother", ["u2d1"]),
    ("sister of the mother", ["u2d1"]),
    ("wife's elder sister's husband", ["[s]u1d1[s]"]),
    ("third cousin twice removed", ["u6d4", "u4d6"]),
    ("2nd cousin", ["u3d3"]),
    ("tenth cousin", None),
    ("second cousin often removed", None),
    ("fifth cousin once removed", ["u7d6", "u6d7"]),
    ("half first cousin", ["u2d2"]),
    ("great-great-uncle", ["u4d1"]),
    ("Great Grand Nephew", ["u1d4"]),
    ("great-brother", None),
    ("great-" * 10 + "grandmother", ["u12"]),
    ("great-" * 9 + "grandson", ["d11"]),
    ("half-brother", ["u1d1"]),
    ("stepmother", ["u1[s]"]),
    ("brother-in-law", ["[s]u1d1", "u1d1[s]", "[s]u1d1[s]"]),
    ("father-in-law's brother", ["[s]u2d1"]),
    ("maternal grandmother", ["u2"]),
    ("paternal brother", []),
    ("adoptive mother", ["u1"]),
    ("adopted great-grandson", ["d3"]),
    ("half uncle", ["u2d1"]),
    ("ex-husband", ["[s]"]),
    ("elder cousin", ["u2d2"]),
    ("younger grandmother", None),
    ("당숙", ["u3d2"]),
    ("재종형", ["u3d3"]),
    ("매부", ["u1d1[s]"]),
    ("동서", ["[s]u1d1[s]", "[s]u1d1[s]"]),
    ("고모님", ["u2d1"]),
    ("친할머니", ["u2"]),
    ("어머니의 남동생", ["u2d1"]),
    ("아내의 언니의 남편", ["[s]u1d1[s]"]),
    ("형의 아내", ["u1d1[s]"]),
    ("오촌", ["u3d2", "u2d3"]),
    ("cuñado", ["[s]u1d1", "u1d1[s]"]),
    ("concuñado", ["[s]u1d1[s]"] * 3),
    ("suegro", ["[s]u1"]),
    ("yerno", ["d1[s]"]),
    ("primo segundo", ["u3d3", "u3d2", "u2d3"]),
    ("hermano de la madre", ["u2d1"]),
    ("外公", ["u2"]),
    ("妻子的弟弟", ["[s]u1d1"]),
    ("деверь", ["[s]u1d1"]),
    ("Двоюродный брат", ["u2d2"]),
    ("son's mother", None),
    ("brother's wife's sister", None),
    ("wife's wife", None),
    ("누나의 오빠의 형수의 형", None),
    ("relative", None),
    ("xyz", None),
    ("", None),
    ("'s ".join(["father"] * 9), None),
    ("brother's " * 300, None),
]


@pytest.mark.parametrize(("text", "relations"), SAID, ids=[text[:30] or "empty" for text, _ in SAID])
def test_what_a_witness_says_is_read(text, relations):
    found = parse_term(text)
    assert ([reading.word() for reading in found] if found else None) == (relations or None)


def test_a_reading_keeps_side_sex_and_age():
    (uncle,) = parse_term("mother's younger brother") or []
    assert (uncle.ups[0], uncle.downs, uncle.seniority) == ("female", ("male",), "younger")
    (brother,) = parse_term("형") or []
    assert (brother.ego_sex, brother.seniority) == ("male", "elder")


def test_terms_without_steps_are_kin_and_friends_are_not():
    assert all(map(is_kin_term, ["relative", "친척", "pariente", "родственник", "亲戚", "step_sibling"]))
    assert all(map(is_acquaintance_term, ["friend", "neighbour", "이웃", "vecino", "друг", "朋友", "사돈", "сват"]))
    assert not any(map(is_kin_term, ["friend", "사돈", "сват", "brother's wife's sister", ""]))


def test_the_relations_with_a_tie_of_their_own_are_direct_terms():
    for relation in RELATIONS:
        (term,) = find_terms(relation)
        assert (term.language, term.kind, len(term.readings)) == ("-", "direct", 1)
        assert relation in canonical_terms()


def test_every_row_of_the_table_is_consistent():
    for term in terms():
        assert term.kind in ("direct", "kin", "unknown", "never", "acquaintance"), term.word
        assert bool(term.readings) == (term.kind in ("direct", "kin")), term.word
        if term.kind == "direct":
            assert len({reading.word() for reading in term.readings}) == 1, term.word
            assert term.readings[0].word() in ("u1", "d1", "[s]", "u1d1"), term.word


def test_no_word_stands_twice_in_one_language():
    rows = [(term.language, term.word) for term in terms()]
    assert len(rows) == len(set(rows))


def test_a_word_is_never_both_kin_and_acquaintance():
    for term in terms():
        kinds = {row.kind in ("never", "acquaintance") for row in find_terms(term.word)}
        assert len(kinds) == 1, term.word
