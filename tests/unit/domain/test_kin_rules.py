"""The rules of kinship on families of a few people."""

import pytest

from app.domain.kinship import KinPerson, KinshipGraph, KinTie, kin_answer, words


def graph(*ties, persons=(), foster=False):
    return KinshipGraph.build(persons, ties, foster=foster)


def parent(a, b, nature="birth", **more):
    return KinTie("parent", f"x:{a}", f"x:{b}", nature, **more)


def spouse(a, b, nature="marriage", **more):
    return KinTie("spouse", f"x:{a}", f"x:{b}", nature, **more)


def sibling(a, b, nature="full", **more):
    return KinTie("sibling", f"x:{a}", f"x:{b}", nature, **more)


def kin(a, term, b, **more):
    return KinTie("kin", f"x:{a}", f"x:{b}", term=term, **more)


def found(family, a, b, max_chon=8):
    return [relation.word() for relation in family.relations(f"x:{a}", f"x:{b}", max_chon)]


def nearest(family, a, b):
    return family.nearest(f"x:{a}", f"x:{b}")


def test_a_spouse_has_no_degree():
    family = graph(spouse("a", "b"))
    answer = kin_answer(family, "x:a", "x:b")
    assert (answer["chon"], answer["spouses"], answer["blood"], answer["affinity"]) == (0, True, None, None)
    assert answer["relation"] == "[s]"


def test_two_people_can_be_spouses_and_cousins():
    family = graph(parent("g", "f1"), parent("g", "f2"), parent("f1", "a"), parent("f2", "b"), spouse("a", "b"))
    answer = kin_answer(family, "x:a", "x:b")
    assert (answer["chon"], answer["spouses"], answer["blood"]) == (0, True, 4)
    assert answer["common_ancestors"] == ["x:g"]
    assert found(family, "a", "b")[:2] == ["[s]", "u2d2"]


def test_two_parents_of_one_child_are_no_relatives_by_it():
    assert found(graph(parent("a", "c"), parent("b", "c")), "a", "b") == []


def test_the_mother_is_first_of_all_the_mother():
    persons = [KinPerson("x:m", "female"), KinPerson("x:f", "male")]
    family = graph(parent("f", "c"), parent("m", "c"), spouse("f", "m"), persons=persons)
    assert found(family, "c", "m") == ["u1", "u1[s]"]
    assert [words(relation)["en"] for relation in family.relations("x:c", "x:m")] == [["mother"], ["father's wife"]]


def test_a_spouses_other_spouse_is_no_relative():
    family = graph(spouse("a", "b"), spouse("b", "c"), parent("p", "b"), parent("q", "c"))
    assert found(family, "a", "c") == []
    assert found(family, "a", "q") == []


def test_the_wifes_sisters_husband_is_kin_and_his_brother_is_not():
    family = graph(spouse("a", "w"), sibling("w", "s"), spouse("s", "h"), sibling("h", "i"))
    assert found(family, "a", "h") == ["[s]u1d1[s]"]
    assert found(family, "a", "i") == []


@pytest.mark.parametrize("marriage", [(), (spouse("f", "s"),)], ids=["not recorded", "recorded"])
def test_a_step_parent_is_the_parents_spouse(marriage):
    family = graph(parent("f", "c"), parent("s", "c", "step"), *marriage)
    relation = nearest(family, "c", "s")
    assert (relation.word(), relation.chon, relation.affinity) == ("u1[s]", 1, True)
    assert found(family, "s", "c") == ["[s]d1"]


def test_step_siblings_have_a_word_and_no_degree():
    family = graph(parent("f", "a"), spouse("f", "s"), parent("s", "b"), persons=[KinPerson("x:b", "male")])
    answer = kin_answer(family, "x:a", "x:b")
    assert (answer["chon"], answer["step_siblings"]) == (None, True)
    assert answer["words"] == {"en": ["stepbrother"], "ko": ["의붓형제"]}


def test_siblings_share_a_parent_or_are_told_and_no_placeholder_makes_any():
    many = [parent("unknown", f"c{number}") for number in range(60)]
    family = graph(parent("f", "a"), parent("f", "b"), sibling("a", "c"), parent("unknown", "a"), *many)
    assert family.siblings("x:a") == ["x:b", "x:c"]
    assert family.siblings("x:c") == ["x:a", "x:b"]
    assert (family.siblings("x:c1"), family.siblings("x:nobody")) == ([], [])


def test_foster_parents_are_kin_only_when_asked():
    ties = (parent("f", "c", "foster"),)
    assert found(graph(*ties), "c", "f") == []
    relation = nearest(graph(*ties, foster=True), "c", "f")
    assert (relation.word(), relation.nature) == ("u1", "foster")
    assert not kin_answer(graph(*ties, foster=True), "x:c", "x:f")["legal_kin"]


def test_adoptive_and_unknown_parents_count_and_adoption_is_named():
    family = graph(parent("f", "c", "adoptive"), parent("m", "c", "unknown"))
    assert nearest(family, "c", "f").nature == "adoptive"
    assert nearest(family, "c", "m").nature == ""
    assert kin_answer(family, "x:c", "x:f")["legal_kin"]


def test_a_partner_is_a_marriage_step_and_no_kin_in_law():
    family = graph(spouse("a", "b", "partner"), parent("p", "b"))
    relation = nearest(family, "a", "b")
    assert (relation.chon, relation.nature, words(relation)["en"]) == (0, "partner", ["partner"])
    assert not kin_answer(family, "x:a", "x:p")["legal_kin"]


def test_an_ended_marriage_counts_is_shown_as_former_and_makes_no_kin_in_law():
    persons = [KinPerson("x:b", "female"), KinPerson("x:p", "male")]
    family = graph(spouse("a", "b", until="1999"), parent("p", "b"), persons=persons)
    relation = nearest(family, "a", "p")
    assert (relation.word(), relation.former) == ("[s]u1", True)
    assert words(relation) == {"en": ["former wife's father"], "ko": ["전처의 아버지"]}
    assert not kin_answer(family, "x:a", "x:p")["legal_kin"]


def test_full_siblings_share_the_parents_of_each():
    family = graph(sibling("a", "b"), sibling("b", "c"), parent("p", "a"))
    assert found(family, "c", "p") == ["u1"]
    assert nearest(family, "a", "c").half == "full"
    assert family.parents("x:c") == ["x:p"]


def test_what_rests_on_sibling_ties_names_their_claims():
    family = graph(
        sibling("a", "b", claims=("s1",), grade="possible"),
        sibling("b", "c", claims=("s2",), grade="confirmed", independent_sources=3),
        parent("p", "a", claims=("p1",), grade="likely", independent_sources=2),
    )
    assert nearest(family, "b", "c").claims == ("s2",)
    assert nearest(family, "c", "p").claims == ("s1", "s2", "p1")
    assert (nearest(family, "c", "p").grade, nearest(family, "c", "p").independent_sources) == ("possible", 1)
    assert (nearest(family, "b", "c").grade, nearest(family, "b", "c").independent_sources) == ("confirmed", 3)


def test_half_siblings_of_one_person_are_no_siblings_of_each_other():
    family = graph(sibling("a", "b", "half"), sibling("b", "c", "half"))
    assert nearest(family, "a", "b").half == "half"
    assert found(family, "a", "c") == []


def test_siblings_of_unknown_nature_are_full_or_half():
    relation = nearest(graph(sibling("a", "b", "unknown"), persons=[KinPerson("x:b", "male")]), "a", "b")
    assert relation.half == "unknown"
    assert words(relation)["en"] == ["brother", "half-brother"]


def test_half_is_said_only_if_both_other_parents_are_recorded_and_differ():
    open_case = graph(parent("m", "a"), parent("m", "b"), parent("f", "a"))
    assert nearest(open_case, "a", "b").half == "unknown"
    assert (
        nearest(graph(parent("m", "a"), parent("m", "b"), parent("f", "a"), parent("g", "b")), "a", "b").half == "half"
    )
    assert (
        nearest(graph(parent("m", "a"), parent("m", "b"), parent("f", "a"), parent("f", "b")), "a", "b").half == "full"
    )


def test_a_sibling_tie_beside_a_shared_parent_adds_no_second_relation():
    family = graph(parent("m", "a"), parent("m", "b"), sibling("a", "b", "unknown"))
    assert len(family.relations("x:a", "x:b")) == 1


def test_a_term_becomes_its_steps():
    family = graph(kin("g", "grandparent", "a"), parent("a", "c"), persons=[KinPerson("x:g", "male")])
    relation = nearest(family, "a", "g")
    assert (relation.word(), relation.path) == ("u2", ("x:a", "", "x:g"))
    assert words(relation)["en"] == ["grandfather"]
    assert found(family, "c", "g") == ["u3"]
    assert found(family, "g", "a") == ["d2"]


def test_a_term_adds_nothing_to_recorded_ties_that_give_it():
    family = graph(parent("g", "p"), parent("p", "a"), kin("g", "grandparent", "a"))
    assert [relation.path for relation in family.relations("x:a", "x:g")] == [("x:a", "x:p", "x:g")]


def test_a_term_against_the_recorded_side_stands_beside_it():
    persons = [KinPerson("x:p", "male")]
    family = graph(parent("g", "p"), parent("p", "a"), kin("g", "외할머니", "a"), persons=persons)
    assert [relation.side for relation in family.relations("x:a", "x:g")] == ["maternal", "paternal"]
    assert family.sex("x:g") == "female"


def test_a_term_with_several_readings_gives_each_as_one_of_them():
    family = graph(kin("k", "cuñado", "a", claims=("c",)))
    relations = family.relations("x:a", "x:k")
    assert [(relation.word(), relation.one_of) for relation in relations] == [("u1d1[s]", True), ("[s]u1d1", True)]
    assert kin_answer(family, "x:a", "x:k")["legal_kin"]
    assert relations[0].claims == ("c",)


def test_a_certain_relation_goes_before_one_of_several_readings():
    family = graph(kin("k", "cuñado", "a"), sibling("a", "b"), spouse("b", "k", "partner"))
    assert [relation.one_of for relation in family.relations("x:a", "x:k")] == [False]


def test_a_way_that_is_certain_is_taken_before_an_equal_one_that_is_one_of_several():
    persons = [KinPerson("x:x", "male")]
    family = graph(parent("c", "a"), parent("d", "a"), parent("x", "d"), kin("x", "아버님", "c"), persons=persons)
    relation = family.within("x:a")["x:x"]
    assert (relation.word(), relation.one_of, relation.path) == ("u2", False, ("x:a", "x:d", "x:x"))
    assert nearest(family, "c", "x").one_of


def test_a_term_can_say_that_the_relation_is_a_half_one():
    family = graph(kin("u", "half uncle", "a"), kin("b", "medio hermano", "a"))
    assert (nearest(family, "a", "u").half, nearest(family, "a", "b").half) == ("half", "half")


def test_two_grandchildren_of_one_recorded_grandfather_may_be_nearer():
    family = graph(kin("g", "grandparent", "a"), kin("g", "grandparent", "b"), parent("g", "p"))
    cousins, uncle = nearest(family, "a", "b"), nearest(family, "a", "p")
    assert (cousins.word(), cousins.or_nearer) == ("u2d2", True)
    assert (uncle.word(), uncle.or_nearer) == ("u2d1", True)
    assert not nearest(family, "a", "g").or_nearer


def test_a_term_without_steps_makes_kin_of_unknown_degree():
    family = graph(kin("r", "relative", "a", claims=("c",)))
    answer = kin_answer(family, "x:a", "x:r")
    assert (answer["chon"], answer["all"], answer["words"]["en"]) == (None, [], ["relative"])
    assert answer["unknown_degree"][0] == {
        "term": "relative",
        "of": "x:a",
        "claims": ["c"],
        "grade": "ungraded",
        "independent_sources": 1,
    }
    assert family.unknown_degree("x:r")[0].person == "x:a"
    assert not family.within("x:a")


@pytest.mark.parametrize("term", ["friend", "사돈", "сват"])
def test_a_term_for_people_who_are_no_kin_makes_none(term):
    family = graph(kin("k", term, "a"))
    assert not family.relations("x:a", "x:k")
    assert not family.unknown_degree("x:a")


def test_the_best_supported_of_equal_ways_is_shown_with_all_common_ancestors():
    family = graph(
        parent("f", "a", grade="possible"), parent("m", "a", grade="confirmed"),
        parent("f", "b", grade="possible"), parent("m", "b", grade="confirmed"),
    )  # fmt: skip
    (relation,) = family.relations("x:a", "x:b")
    assert (relation.path, relation.grade) == (("x:a", "x:m", "x:b"), "confirmed")
    assert relation.tops == ("x:f", "x:m")


def test_side_and_seniority_come_from_what_is_recorded():
    persons = [
        KinPerson("x:m", "female", 100, 200),
        KinPerson("x:u", "male", 10, 20),
        KinPerson("x:v", "male", 150, 250),
    ]
    family = graph(parent("m", "a"), sibling("u", "m"), sibling("v", "m"), persons=persons)
    assert (nearest(family, "a", "u").side, nearest(family, "a", "u").seniority) == ("maternal", "elder")
    assert nearest(family, "a", "v").seniority == ""


def test_the_nearest_people_can_be_asked_for():
    family = graph(parent("p", "a"), spouse("a", "w"), kin("k", "cuñado", "a"), sibling("a", "b"))
    assert (family.parents("x:a"), family.spouses("x:a"), family.children("x:p")) == (["x:p"], ["x:w"], ["x:a", "x:b"])
    assert "x:a" in family
    assert "x:z" not in family
    assert (family.parents("x:z"), family.step_siblings("x:z"), family.sex("x:z")) == ([], [], None)
    with pytest.raises(KeyError):
        family.within("x:a")["x:z"]


def test_nobody_is_kin_of_himself_and_an_unknown_id_has_no_kin():
    family = graph(parent("p", "a"))
    assert family.relations("x:a", "x:a") == []
    assert family.relations("x:a", "x:nobody") == []
    assert (dict(family.within("x:nobody")), family.ranks_within("x:nobody")) == ({}, {})
    assert kin_answer(family, "x:a", "x:a")["chon"] is None
