"""Places of a network of agencies: nobody on nobody, North Korea to the right, offices further out than those above."""

from hypothesis import given
from hypothesis import strategies as st

from app.views.agency_places import agency_places


@st.composite
def forests(draw):
    bodies = []
    for number in range(draw(st.integers(1, 25))):
        above = draw(st.sampled_from([None, *(body["id"] for body in bodies)]))
        country = draw(st.sampled_from(["KP", "CN", "RU", None]))
        bodies.append({"id": f"x:{number}", "parent": above, "country": country})
    order, waiting = [], [body for body in reversed(bodies) if body["parent"] is None]
    while waiting:
        body = waiting.pop()
        order.append(body)
        waiting += [each for each in reversed(bodies) if each["parent"] == body["id"]]
    return order


@given(forests())
def test_each_agency_has_a_place_of_its_own_further_out_than_the_one_above(bodies):
    places = agency_places(bodies)
    assert list(places) == [body["id"] for body in bodies] and len(set(places.values())) == len(bodies)
    for body in bodies:
        x, _y = places[body["id"]]
        if body["parent"] is None:
            assert (x > 0) == (body["country"] == "KP")
        else:
            above = places[body["parent"]][0]
            assert abs(x) > abs(above) and (x > 0) == (above > 0)


def test_six_columns_of_boxes_are_no_wider_than_a_page_shows_at_a_size_that_can_be_read():
    chain = [{"id": f"k{n}", "parent": f"k{n - 1}" if n else None, "country": "KP"} for n in range(4)]
    abroad = [{"id": f"c{n}", "parent": f"c{n - 1}" if n else None, "country": "CN"} for n in range(2)]
    across = [x for x, _y in agency_places([*chain, *abroad]).values()]
    assert (max(across) - min(across) + 140) * 0.8 <= 820


def test_a_parent_stands_between_its_own_offices_and_one_that_is_not_drawn_counts_as_none():
    bodies = [
        {"id": "top", "parent": "elsewhere", "country": "KP"},
        {"id": "a", "parent": "top", "country": "KP"},
        {"id": "b", "parent": "top", "country": "CN"},
    ]
    places = agency_places(bodies)
    assert places["a"][1] < places["top"][1] < places["b"][1] and places["top"][0] > 0
    assert agency_places([]) == {}
