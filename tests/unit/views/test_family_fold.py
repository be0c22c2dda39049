from app.views.family_fold import near_family
from app.views.family_tree import Tree

LINE = Tree(dict.fromkeys("abcdefghxy"), parents=[*zip("abcdefg", "bcdefgh", strict=True)], couples=[("x", "y")])


def test_a_large_family_keeps_who_stands_nearest_to_one_with_their_ties():
    near = near_family(LINE, "d", 5)
    assert set(near.births) == set("bcdef") and list(near.parents) == [*zip("bcde", "cdef", strict=True)]
    assert near_family(LINE, "d", 10) is LINE


def test_room_that_is_left_goes_to_whom_no_tie_joins():
    assert set(near_family(LINE, "x", 4).births) == set("xyab")
