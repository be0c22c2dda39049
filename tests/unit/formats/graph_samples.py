"""Small graph files with something wrong in them, and what is told of it: (format, text, [(row, word)])."""

from __future__ import annotations

Sample = tuple[str, str, list[tuple[int | None, str]]]


def graphml(body: str, keys: str = "") -> str:
    opened = f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{keys}'
    return f'{opened}\n<graph edgedefault="directed">\n{body}</graph></graphml>'


def gexf(nodes: str, edges: str = "", attributes: str = "") -> str:
    return (
        f'<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph>{attributes}\n<nodes>\n{nodes}</nodes>\n'
        f"<edges>\n{edges}</edges></graph></gexf>"
    )


def key(type_: str, id: str = "k", more: str = "") -> str:
    return f'<key id="{id}" for="node" attr.name="{id}" attr.type="{type_}">{more}</key>'


def attribute(type_: str, more: str = "") -> str:
    return f'<attributes class="node"><attribute id="k" title="k" type="{type_}">{more}</attribute></attributes>'


def value(text: str) -> str:
    return f'<node id="a"><data key="k">{text}</data></node>\n'


def attvalue(text: str) -> str:
    return f'<node id="a"><attvalues><attvalue for="k" value="{text}"/></attvalues></node>\n'


_A = '<node id="a"/>\n'
_EDGE = '<edge id="e" source="a" target="a"/>\n'
SAMPLES: dict[str, Sample] = {
    "graphml nothing wrong": ("graphml", graphml(_A + _EDGE), []),
    "graphml one id twice": ("graphml", graphml(_A + _A), [(4, "repeated_id")]),
    "graphml no id": ("graphml", graphml("<node/>\n"), [(3, "missing")]),
    "graphml dangling": ("graphml", graphml(_A + '<edge source="a" target="b"/>\n'), [(4, "dangling")]),
    "graphml no end": ("graphml", graphml(_A + '<edge source="a"/>\n'), [(4, "missing")]),
    "graphml edge id twice": ("graphml", graphml(_A + _EDGE + _EDGE), [(5, "repeated_id")]),
    "graphml bad int": ("graphml", graphml(value("1.5"), key("int")), [(3, "bad_value")]),
    "graphml bad boolean": ("graphml", graphml(value("yes"), key("boolean")), [(3, "bad_value")]),
    "graphml NaN": ("graphml", graphml(value("NaN"), key("double")), [(3, "bad_value")]),
    "graphml infinity": ("graphml", graphml(value("INF"), key("float")), [(3, "bad_value")]),
    "graphml bad default": (
        "graphml",
        graphml(_A, key("int", more="<default>x</default>")),
        [(1, "bad_value")],
    ),
    "graphml undeclared": ("graphml", graphml(value("x")), [(3, "undeclared")]),
    "graphml a value twice": (
        "graphml",
        graphml('<node id="a"><data key="k">1</data><data key="k">2</data></node>\n', key("int")),
        [(3, "repeated_attribute")],
    ),
    "graphml a key twice": ("graphml", graphml(_A, key("int") + key("int")), [(1, "repeated_key")]),
    "graphml hyperedge": (
        "graphml",
        graphml(_A + '<hyperedge><endpoint node="a"/></hyperedge>\n'),
        [(4, "hyperedge")],
    ),
    "graphml a wrong node is still the end of an edge": (
        "graphml",
        graphml(value("x") + _EDGE, key("int")),
        [(3, "bad_value")],
    ),
    "graphml graphics": (
        "graphml",
        graphml('<node id="a"><data key="k"><y:Shape xmlns:y="y">x</y:Shape></data></node>\n' * 1, key("string")),
        [(3, "graphics")],
    ),
    "graphml what stands nowhere": (
        "graphml",
        graphml('<x:y xmlns:x="x"><node/></x:y><default>1</default>' + _A, key("string")),
        [],
    ),
    "gexf what stands nowhere": (
        "gexf",
        gexf('<default>1</default><spell/><attvalue for="k" value="1"/>' + _A, "", attribute("string")),
        [],
    ),
    "gexf nothing wrong": ("gexf", gexf(_A, _EDGE), []),
    "gexf one id twice": ("gexf", gexf(_A + _A), [(4, "repeated_id")]),
    "gexf dangling": ("gexf", gexf(_A, '<edge source="b" target="a"/>\n'), [(6, "dangling")]),
    "gexf edge id twice": ("gexf", gexf(_A, _EDGE + _EDGE), [(7, "repeated_id")]),
    "gexf bad value": ("gexf", gexf(attvalue("x"), "", attribute("integer")), [(3, "bad_value")]),
    "gexf infinity": ("gexf", gexf(attvalue("Infinity"), "", attribute("double")), [(3, "bad_value")]),
    "gexf bad default": ("gexf", gexf(_A, "", attribute("integer", "<default>x</default>")), [(1, "bad_value")]),
    "gexf undeclared": ("gexf", gexf(attvalue("x")), [(3, "undeclared")]),
    "gexf a value twice": (
        "gexf",
        gexf(
            '<node id="a"><attvalues><attvalue for="k" value="1"/><attvalue for="k" value="2"/></attvalues></node>\n',
            "",
            attribute("integer"),
        ),
        [(3, "repeated_attribute")],
    ),
    "gexf an attribute twice": (
        "gexf",
        gexf(_A, "", '<attributes><attribute id="k" title="x"/><attribute id="k" title="y"/></attributes>'),
        [(1, "repeated_key")],
    ),
    "json nothing wrong": ("node-link", '{"nodes": [{"id": "a"}], "links": []}', []),
    "json one id twice": ("node-link", '{"nodes": [{"id": "a"}, {"id": "a"}], "edges": []}', [(2, "repeated_id")]),
    "json no id": ("node-link", '{"nodes": [{}], "edges": []}', [(1, "missing")]),
    "json dangling": (
        "node-link",
        '{"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "b"}]}',
        [(2, "dangling")],
    ),
    "json no object": ("node-link", '{"nodes": ["a"], "edges": [1]}', [(1, "not_an_object"), (2, "not_an_object")]),
    "json no nodes": ("node-link", '{"edges": []}', [(None, "no_nodes")]),
    "json nodes that are no array": ("node-link", '{"nodes": 5, "directed": true}', [(None, "no_nodes")]),
    "json a key twice": ("node-link", '{"nodes": [{"id": "a",\n "id": "b"}]}', [(1, "repeated_key")]),
    "json an array twice": ("node-link", '{"nodes": [{"id": "a"}],\n "nodes": []}', [(2, "repeated_key")]),
    "json NaN": ("node-link", '{"nodes": [\n{"id": "a", "x": NaN}]}', [(2, "not_a_number")]),
    "json infinity": ("node-link", '{"nodes": [{"id": "a", "x": -Infinity}]}', [(1, "not_a_number")]),
    "json beyond all bounds": ("node-link", '{"nodes": [{"id": "a", "x": 1e999}]}', [(1, "not_a_number")]),
    "json huge number": ("node-link", '{"nodes": [{"id": "a", "x": ' + "9" * 5_000 + "}]}", [(1, "not_json")]),
    "json half a character": ("node-link", r'{"nodes": [{"id": "a", "x": "\ud800"}]}', [(1, "bad_text")]),
    "json half a character in an id": ("node-link", r'{"nodes": [{"id": "\ud800"}]}', [(1, "bad_text")]),
    "json too deep": ("node-link", '{"nodes": [' + "[" * 40 + "]" * 40 + "]}", [(1, "too_deep")]),
    "json bottomless": ("node-link", '{"nodes": [' + "[" * 100_000, [(1, "not_json")]),
    "json cut in a text": ("node-link", '{"nodes": [{"id": "a', [(1, "cut")]),
    "json cut after an item": ("node-link", '{"nodes": [{"id": "a"}', [(1, "cut")]),
    "json cut in an item": ("node-link", '{"nodes": [{"id": ', [(1, "cut")]),
    "json cut at once": ("node-link", '{"nodes"', [(1, "cut")]),
    "json empty": ("node-link", " ", [(1, "cut")]),
    "json another value": ("node-link", "[1]", [(1, "not_json")]),
    "json more after its end": ("node-link", '{"nodes": [{"id": "a"}]} {}', [(1, "not_json")]),
    "json damaged": ("node-link", '{"nodes": [\n{"id" "a", "name": "long enough to see"}]}', [(2, "not_json")]),
    "json damaged near its end": ("node-link", '{"nodes": [{"id": tru}', [(1, "not_json")]),
    "json no key": ("node-link", "{1: 2}", [(1, "not_json")]),
    "json an empty object": ("node-link", "{}", [(None, "no_nodes")]),
    "json long text": (
        "node-link",
        '{"nodes": [{"id": "a", "x": "' + "x" * 40_000 + '"}]}',
        [(1, "too_long")],
    ),
}
