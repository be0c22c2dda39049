"""Random small ledgers for property tests: few ids, so that claims meet at the same keys."""

from hypothesis import strategies as st

from app.domain.claims import Claim, Source

PERSONS = [f"t:p{number}" for number in range(6)]
EVENTS = [f"t:e{number}" for number in range(4)]
SOURCES = [f"t:s{number}" for number in range(4)]
DATES = ["2009", "2009-06", "2009-06-03", "2010~", "2011?", "2008/2010", "2009/.."]
GRADES = ["confirmed", "likely", "possible", "ungraded", "unlikely"]


def _some(**columns: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=columns)


_id = st.sampled_from
_person = st.builds(
    lambda id, name, rest: ("person", {"id": id, "name": name, **rest}),
    _id(PERSONS),
    st.sampled_from(["Kim Chol", "Ri Yong", "한수진"]),
    _some(
        sex=st.sampled_from(["male", "female"]),
        birth=st.sampled_from(DATES),
        names=st.lists(st.sampled_from(["김철", "Kim Cheol"]), min_size=1, unique=True),
        count_least=st.integers(1, 3),
        note=st.sampled_from(["x", "y"]),
    ),
)
_kinship = st.builds(
    lambda a, b, relation, rest: ("kinship", {"person_a": a, "person_b": b, "relation": relation, **rest}),
    _id(PERSONS),
    _id(PERSONS),
    st.sampled_from(["parent", "child", "spouse", "sibling", "grandparent"]),
    _some(nature=st.sampled_from(["birth", "unknown"]), since=st.sampled_from(DATES)),
).filter(lambda pair: pair[1]["person_a"] != pair[1]["person_b"])
_event = st.builds(
    lambda id, person, kind, rest: ("event", {"id": id, "person_id": person, "kind": kind, **rest}),
    _id(EVENTS),
    _id(PERSONS),
    st.sampled_from(["arrest", "detention", "escape"]),
    _some(
        begin=st.sampled_from(DATES),
        by_agency_id=st.lists(st.sampled_from(["t:a1", "t:a2"]), min_size=1, unique=True),
        at_place_id=st.just(["t:pl1"]),
        by_person_id=st.lists(st.sampled_from(PERSONS), min_size=1, max_size=2, unique=True),
        reason=st.sampled_from(["escape_attempt", "guilt_by_association"]),
        step=st.integers(1, 3),
    ),
)
_because = st.builds(
    lambda event, other: ("because_of", {"event_id": event, **other}),
    _id(EVENTS),
    st.one_of(
        st.builds(lambda id: {"because_event_id": id}, _id(EVENTS)),
        st.builds(lambda id: {"because_person_id": id}, _id(PERSONS)),
    ),
)
_membership = st.builds(
    lambda person, target: ("membership", {"person_id": person, **target}),
    _id(PERSONS),
    st.sampled_from([{"relation": "member_of", "target_id": "t:f1"}, {"relation": "in_case", "target_id": "t:c1"}]),
)
_agency = st.builds(
    lambda id, kind, rest: ("agency", {"id": id, "name": "Bureau", "kind": kind, **rest}),
    st.sampled_from(["t:a1", "t:a2"]),
    st.sampled_from(["police", "secret_police"]),
    _some(valid_from=st.sampled_from(DATES)),
)
_identity = st.builds(
    lambda kind_ids, pair, judgement: (
        "identity",
        {
            "kind": kind_ids[0],
            "record_a": kind_ids[1][pair[0]],
            "record_b": kind_ids[1][pair[1]],
            "judgement": judgement,
        },
    ),
    st.sampled_from([("person", PERSONS[:4]), ("event", EVENTS)]),
    st.sampled_from([(0, 1), (1, 2), (2, 3), (0, 3)]),
    st.sampled_from(["same", "same", "same", "different"]),
)

plain_statements = st.one_of(_person, _kinship, _event, _because, _membership, _agency)
statements = st.one_of(plain_statements, _identity)


def claims(of: st.SearchStrategy[tuple[str, dict[str, object]]] = statements) -> st.SearchStrategy[Claim]:
    """Claims over few ids; the table is the kind, the row key is unique, so that no two conflict."""
    return st.builds(
        lambda pair, source, grade, number: Claim(
            pair[0], pair[1], source, citation=str(number), grade=grade, table=pair[0], row_key=str(number)
        ),
        of,
        st.sampled_from(SOURCES),
        st.sampled_from(GRADES),
        st.integers(0, 10_000),
    )


sources = st.builds(
    lambda rows: [
        Source(id, kind="report", told_on=told, published=published, witness=witness)
        for id, (told, published, witness) in zip(SOURCES, rows, strict=True)
    ],
    st.lists(
        st.tuples(
            st.sampled_from(["", "2009", "2012-05"]), st.sampled_from(["", "2013"]), st.sampled_from(["", "", "w"])
        ),
        min_size=len(SOURCES),
        max_size=len(SOURCES),
    ),
)
derivations = st.lists(
    st.sampled_from([(SOURCES[0], SOURCES[1]), (SOURCES[2], SOURCES[1]), (SOURCES[3], SOURCES[2])]), unique=True
)
