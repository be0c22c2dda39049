"""The shape of the answer for a pair."""

import gc
import json

from app.domain.kinship import KinPerson, KinshipGraph, KinTie, circle_answer, is_legal_kin, kin_answer, relation_answer

KEYS = {
    *("a", "b", "chon", "blood", "affinity", "spouses", "legal_kin", "up", "down", "relation", "words"),
    *("common_ancestors", "path", "claims", "grade", "all"),
}
PERSONS = [KinPerson("x:a", "male", 9, 9), KinPerson("x:b", "female", 1, 2), KinPerson("x:m", "female")]
TIES = [
    KinTie("parent", "x:m", "x:a", "birth", claims=("c1",), grade="confirmed", independent_sources=2),
    KinTie("parent", "x:m", "x:b", "birth", claims=("c2", "c3"), grade="possible"),
    KinTie("parent", "x:f", "x:a", "birth", claims=("c4",)),
    KinTie("parent", "x:g", "x:b", "birth", claims=("c5",)),
]


def test_the_answer_has_the_keys_of_the_design():
    answer = kin_answer(KinshipGraph.build(PERSONS, TIES), "x:a", "x:b")
    assert set(answer) >= KEYS
    assert {key: answer[key] for key in KEYS if key != "all"} == {
        "a": "x:a",
        "b": "x:b",
        "chon": 2,
        "blood": 2,
        "affinity": None,
        "spouses": False,
        "legal_kin": True,
        "up": 1,
        "down": 1,
        "relation": "u1d1",
        "words": {"en": ["half-sister"], "ko": ["이부누나"]},
        "common_ancestors": ["x:m"],
        "path": ["x:a", "x:m", "x:b"],
        "claims": ["c1", "c2", "c3"],
        "grade": "possible",
    }
    assert json.loads(json.dumps(answer)) == answer


def test_no_kin_is_null_everywhere():
    answer = kin_answer(KinshipGraph.build(PERSONS, TIES), "x:f", "x:g")
    nothing = {"chon": None, "blood": None, "affinity": None, "up": None, "down": None, "relation": None, "grade": None}
    assert {key: answer[key] for key in nothing} == nothing
    assert (answer["spouses"], answer["legal_kin"], answer["all"], answer["path"]) == (False, False, [], [])


def test_every_relation_is_listed_nearest_first():
    graph = KinshipGraph.build(PERSONS, [*TIES, KinTie("spouse", "x:a", "x:b", "marriage", claims=("c6",))])
    answer = kin_answer(graph, "x:a", "x:b")
    assert [one["relation"] for one in answer["all"]] == ["[s]", "u1d1"]
    assert (answer["chon"], answer["spouses"], answer["blood"], answer["claims"]) == (0, True, 2, ["c6"])
    assert answer["common_ancestors"] == ["x:m"]


def test_a_relation_says_side_half_nature_and_generations():
    graph = KinshipGraph.build(PERSONS, [*TIES, KinTie("parent", "x:b", "x:c", "adoptive")])
    found = relation_answer(graph.relations("x:a", "x:c")[0])
    assert (found["side"], found["half"], found["nature"], found["generations"]) == ("maternal", "half", "adoptive", -1)
    assert found["words"]["en"] == ["adoptive half-nephew", "adoptive half-niece"]


def test_an_unrecorded_person_on_the_path_is_left_out_of_the_path_and_null_in_the_list():
    graph = KinshipGraph.build([], [KinTie("kin", "x:g", "x:a", term="grandparent", claims=("k",))])
    answer = kin_answer(graph, "x:a", "x:g")
    assert answer["path"] == ["x:a", "x:g"]
    assert answer["all"][0]["path"] == ["x:a", None, "x:g"]
    assert answer["claims"] == ["k"]


def test_nearness_is_bounded_by_the_degree_asked_for_and_the_law_is_not():
    line = [KinTie("parent", f"x:{n}", f"x:{n + 1}", "birth") for n in range(9)]
    graph = KinshipGraph.build([], line)
    assert kin_answer(graph, "x:0", "x:5", 4)["chon"] is None
    assert kin_answer(graph, "x:0", "x:5", 4)["legal_kin"]
    assert (kin_answer(graph, "x:0", "x:9", 20)["chon"], kin_answer(graph, "x:0", "x:9", 20)["legal_kin"]) == (9, False)


def test_affinity_is_legal_to_the_fourth_degree_only():
    line = [KinTie("parent", f"x:{n}", f"x:{n + 1}", "birth") for n in range(5)]
    graph = KinshipGraph.build([], [*line, KinTie("spouse", "x:0", "x:s", "marriage")])
    assert kin_answer(graph, "x:s", "x:4")["legal_kin"]
    assert not kin_answer(graph, "x:s", "x:5")["legal_kin"]


def test_open_readings_are_legal_only_if_all_are():
    graph = KinshipGraph.build([], [KinTie("kin", "x:k", "x:a", term="primo segundo")])
    assert kin_answer(graph, "x:a", "x:k")["legal_kin"]
    far = KinshipGraph.build([], [KinTie("kin", "x:k", "x:a", term="fifth cousin once removed")])
    assert not kin_answer(far, "x:a", "x:k", 14)["legal_kin"]
    assert kin_answer(far, "x:a", "x:k", 14)["one_of"]
    assert not is_legal_kin([])


def test_everyone_around_one_person_is_listed_nearest_first_and_cut_where_asked():
    ties = [KinTie("parent", "x:m", "x:a"), KinTie("parent", "x:m", "x:b"), KinTie("parent", "x:g", "x:m")]
    graph = KinshipGraph.build([], ties)
    near, count = circle_answer(graph, "x:a", 2)
    assert [(each["person"], each["chon"]) for each in near] == [("x:m", 1), ("x:b", 2), ("x:g", 2)] and count == 3
    assert [each["person"] for each in circle_answer(graph, "x:a", 2, limit=1)[0]] == ["x:m"]
    assert circle_answer(graph, "x:a", 2, limit=1)[1] == 3
    assert circle_answer(graph, "x:unknown", 2) == ([], 0)
    assert gc.isenabled()
