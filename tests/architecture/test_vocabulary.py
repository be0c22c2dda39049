"""Labels, claim kinds, tables, snapshot and glossary name the same things."""

import re

from app.domain.claims import ClaimKind
from app.domain.snapshot import NODE_TABLES
from app.domain.tables import TABLES
from graph_schema import NODES, TIES
from tests.architecture.tree import ROOT

LABELS = {node.__label__ for node in NODES}
#: Labels that no claim describes: where claims come from, the claims themselves, the versions.
BOOKS = {"Source", "Claim", "Meta"}
#: Claim kinds that describe ties between nodes.
TIE_KINDS = {"kinship", "acquaintance", "membership", "structure", "because_of", "identity"}
GLOSSARY = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Glossary")[2].partition("\n## ")[0]
TERMS = {term.split(" (")[0] for term in re.findall(r"^\| ([^|]+?) \|", GLOSSARY, re.MULTILINE)}


def test_each_label_is_a_claim_kind() -> None:
    assert {label.lower() for label in LABELS - BOOKS} == {kind.value for kind in ClaimKind} - TIE_KINDS


def test_each_label_but_meta_and_claim_is_a_table_of_the_snapshot() -> None:
    assert set(NODE_TABLES) == LABELS - {"Claim", "Meta"}


def test_each_label_stands_in_the_glossary() -> None:
    assert {label.lower() for label in LABELS} <= TERMS


def test_each_table_records_one_claim_kind_and_each_kind_has_a_table() -> None:
    by_its_term = {ClaimKind.KINSHIP, ClaimKind.ACQUAINTANCE}  # a row of the kinship table is one of these two
    kinds = [table.kind for table in TABLES.values() if table.kind]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) | by_its_term == set(ClaimKind)


def test_ties_are_verbs_in_capitals_and_each_has_one_class() -> None:
    names = [name for name, _ in TIES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", name) for name in names)


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    listed = [term for term in re.findall(r"^\| ([a-z][^|]+?) \|", GLOSSARY, re.MULTILINE) if term != "term"]
    assert listed == sorted(listed)
