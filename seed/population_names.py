"""Invented Korean names, in Hangul and in Latin letters."""

from dataclasses import dataclass
from random import Random

#: Surname in Hangul, in Latin letters as written in the North, in Latin letters as written in the South, weight.
_SURNAMES: tuple[tuple[str, str, str, int], ...] = (
    ("김", "Kim", "Kim", 21),
    ("리", "Ri", "Lee", 15),
    ("박", "Pak", "Park", 9),
    ("최", "Choe", "Choi", 5),
    ("정", "Jong", "Jung", 5),
    ("강", "Kang", "Kang", 3),
    ("조", "Jo", "Cho", 3),
    ("윤", "Yun", "Yoon", 2),
    ("장", "Jang", "Chang", 2),
    ("림", "Rim", "Lim", 2),
    ("한", "Han", "Han", 2),
    ("오", "O", "Oh", 2),
    ("서", "So", "Seo", 1),
    ("신", "Sin", "Shin", 1),
    ("황", "Hwang", "Hwang", 1),
    ("안", "An", "Ahn", 1),
    ("송", "Song", "Song", 1),
    ("홍", "Hong", "Hong", 1),
    ("문", "Mun", "Moon", 1),
    ("량", "Ryang", "Yang", 1),
)
#: Syllables of given names: Hangul, northern spelling, southern spelling.
_MALE: tuple[tuple[str, str, str], ...] = (
    ("철", "chol", "cheol"),
    ("성", "song", "sung"),
    ("명", "myong", "myung"),
    ("영", "yong", "young"),
    ("남", "nam", "nam"),
    ("수", "su", "soo"),
    ("진", "jin", "jin"),
    ("호", "ho", "ho"),
    ("국", "kuk", "kook"),
    ("룡", "ryong", "yong"),
    ("광", "kwang", "kwang"),
    ("혁", "hyok", "hyuk"),
    ("일", "il", "il"),
    ("학", "hak", "hak"),
    ("근", "kun", "geun"),
    ("만", "man", "man"),
)
_FEMALE: tuple[tuple[str, str, str], ...] = (
    ("순", "sun", "soon"),
    ("옥", "ok", "ok"),
    ("희", "hui", "hee"),
    ("숙", "suk", "sook"),
    ("미", "mi", "mi"),
    ("향", "hyang", "hyang"),
    ("금", "kum", "geum"),
    ("은", "un", "eun"),
    ("혜", "hye", "hye"),
    ("경", "kyong", "kyung"),
    ("선", "son", "sun"),
    ("설", "sol", "seol"),
    ("화", "hwa", "hwa"),
    ("련", "ryon", "ryun"),
    ("영", "yong", "young"),
    ("복", "pok", "bok"),
)
_TOTAL_WEIGHTS = [weight for *_, weight in _SURNAMES]


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: the indices of its two syllables."""

    female: bool
    first: int
    second: int


def draw_surname(rng: Random) -> int:
    """Return the index of a surname, frequent ones more often."""
    return rng.choices(range(len(_SURNAMES)), _TOTAL_WEIGHTS)[0]


def draw_given(rng: Random, *, female: bool, shared: int) -> Given:
    """Return a given name.

    Parameters
    ----------
    rng : Random
    female : bool
    shared : int
        Any number that brothers or sisters have in common: it fixes the first syllable, as a generation name does.
    """
    syllables = _FEMALE if female else _MALE
    first = shared % len(syllables)
    second = rng.randrange(len(syllables) - 1)
    return Given(female, first, second + (second >= first))


def hangul(surname: int, given: Given) -> str:
    """Return a name in Hangul.

    Examples
    --------
    >>> hangul(0, Given(False, 0, 5))
    '김철수'
    """
    syllables = _FEMALE if given.female else _MALE
    return _SURNAMES[surname][0] + syllables[given.first][0] + syllables[given.second][0]


def latin(surname: int, given: Given, *, southern: bool = False) -> str:
    """Return a name in Latin letters, as the North or as the South writes it.

    Examples
    --------
    >>> latin(1, Given(True, 11, 4)), latin(1, Given(True, 11, 4), southern=True)
    ('Ri Sol-mi', 'Lee Seol-mi')
    """
    syllables = _FEMALE if given.female else _MALE
    column = 2 if southern else 1
    first, second = syllables[given.first][column], syllables[given.second][column]
    return f"{_SURNAMES[surname][column]} {first.capitalize()}-{second}"
