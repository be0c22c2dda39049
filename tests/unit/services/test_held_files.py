"""Facts about files that wait to be fetched: for an hour, the last twenty, under words nobody can guess."""

from tempfile import TemporaryFile

import pytest

from app.errors import NotFound
from app.services.held_files import HeldFiles


def keep(held: HeldFiles, content: bytes) -> str:
    with TemporaryFile() as file:
        file.write(content)
        return held.keep(file)


def test_a_file_is_given_whole_and_as_often_as_it_is_asked_for():
    held = HeldFiles()
    content = bytes(range(256)) * 3_000
    word = keep(held, content)
    first, second = held.get(word).pieces(), held.get(word).pieces()
    assert next(first) + b"".join(first) == b"".join(second) == content
    assert held.get(word).size == len(content)


def test_it_is_gone_after_an_hour_and_when_twenty_came_after_it():
    clock = [0.0]
    held = HeldFiles(lambda: clock[0])
    words = [keep(held, b"x") for _ in range(21)]
    assert len(set(words)) == 21
    with pytest.raises(NotFound):
        held.get(words[0])
    held.get(words[1])
    clock[0] = 3_600.0
    with pytest.raises(NotFound):
        held.get(words[20])
