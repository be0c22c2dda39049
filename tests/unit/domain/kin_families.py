"""Families with known answers, written as couples with their children, eldest first."""

from app.domain.kinship import KinPerson, KinshipGraph, KinTie

#: (father, mother, children): a name with ``+`` in front is a woman. Births follow the order of the children.
KOREAN_FAMILY = [
    ("great great grandfather", "+great great grandmother", ["great grandfather", "great granduncle"]),
    (
        "great grandfather",
        "+great grandmother",
        ["elder granduncle", "grandfather", "younger granduncle", "+grandaunt"],
    ),
    ("great granduncle", "+his wife", ["grandfather's cousin"]),
    ("grandfather's cousin", "+wife of grandfather's cousin", ["father's second cousin"]),
    ("father's second cousin", "+wife of father's second cousin", ["third cousin"]),
    ("younger granduncle", "+wife of younger granduncle", ["father's cousin", "+father's cousin sister"]),
    ("father's cousin", "+wife of father's cousin", ["second cousin"]),
    ("second cousin", "+wife of second cousin", ["+second cousin's daughter"]),
    ("grandfather", "+grandmother", ["elder uncle", "father", "younger uncle", "+father's sister"]),
    ("elder uncle", "+elder uncle's wife", ["elder cousin", "+girl cousin"]),
    ("elder cousin", "+elder cousin's wife", ["cousin's son"]),
    ("cousin's son", "+wife of cousin's son", ["cousin's grandson"]),
    ("husband of father's sister", "+father's sister", ["son of father's sister"]),
    ("younger uncle", "+younger uncle's wife", []),
    ("mother's father's father", "+mother's father's mother", ["mother's father", "mother's uncle"]),
    ("mother's uncle", "+wife of mother's uncle", ["mother's cousin"]),
    ("mother's father", "+mother's mother", ["mother's brother", "+mother", "+mother's sister"]),
    ("mother's brother", "+wife of mother's brother", ["son of mother's brother"]),
    ("husband of mother's sister", "+mother's sister", ["+daughter of mother's sister"]),
    ("father", "+mother", ["elder brother", "+elder sister", "me", "younger brother", "+younger sister"]),
    ("elder brother", "+elder brother's wife", ["nephew", "+niece"]),
    ("nephew", "+nephew's wife", ["grandnephew"]),
    ("elder sister's husband", "+elder sister", ["son of elder sister"]),
    ("younger brother", "+younger brother's wife", []),
    ("younger sister's husband", "+younger sister", ["+daughter of younger sister"]),
    ("father", "+second wife", ["half brother"]),
    ("wife's grandfather", "+wife's grandmother", ["wife's father", "wife's uncle"]),
    (
        "wife's father",
        "+wife's mother",
        ["wife's elder brother", "+wife's elder sister", "+wife", "+wife's younger sister"],
    ),
    ("wife's elder brother", "+wife of wife's brother", ["son of wife's brother"]),
    ("husband of wife's elder sister", "+wife's elder sister", []),
    ("me", "+wife", ["son", "+daughter"]),
    ("son", "+son's wife", ["grandson"]),
    ("father of son's wife", "+mother of son's wife", ["+son's wife"]),
    ("daughter's husband", "+daughter", ["+daughter's daughter"]),
    ("grandson", "+grandson's wife", ["great grandson"]),
]


def name_of(text):
    return "x:" + text.lstrip("+").replace(" ", "-").replace("'", "")


def build(couples=KOREAN_FAMILY, extra=(), nature="birth"):
    """Return the graph of some couples. Each child is a generation younger; brothers and sisters in order of birth."""
    sexes, births, ties = {}, {}, list(extra)
    for father, mother, children in couples:
        sexes[name_of(father)], sexes[name_of(mother)] = "male", "female"
        ties.append(
            KinTie("spouse", *sorted((name_of(father), name_of(mother))), "marriage", claims=(f"m {name_of(father)}",))
        )
        for number, child in enumerate(children):
            sexes[name_of(child)] = "female" if child.startswith("+") else "male"
            births.setdefault(name_of(child), 10 * number)
            for parent in (father, mother):
                claim = f"p {name_of(parent)} {name_of(child)}"
                ties.append(KinTie("parent", name_of(parent), name_of(child), nature, claims=(claim,)))
    persons = [KinPerson(id, sex, births.get(id), births.get(id)) for id, sex in sexes.items()]
    return KinshipGraph.build(persons, ties)
