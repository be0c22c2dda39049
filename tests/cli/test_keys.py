"""Keys by command: shown once, listed without secrets, revoked; other machines are served only with one."""

import json

import pytest

from app.cli.main import main


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KINTRACE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_key_is_made_listed_and_revoked(home, capsys):
    assert main(["key", "create", "office", "--right", "record", "--days", "3"]) == 0
    secret = capsys.readouterr().out.strip()
    assert secret.startswith("kt_")
    assert main(["key", "list", "--format", "json"]) == 0
    listed = capsys.readouterr().out
    (key,) = json.loads(listed)
    assert (key["name"], key["right"], key["revoked"]) == ("office", "record", "")
    assert secret.rpartition("_")[2] not in listed
    assert "digest" not in key
    assert main(["key", "revoke", key["id"]]) == 0
    assert main(["key", "revoke", "none"]) == 1


def test_a_wrong_right_is_wrong_use(home, capsys):
    assert main(["key", "create", "office", "--right", "all"]) == 2
    assert "read, record, administer" in capsys.readouterr().err


@pytest.mark.parametrize("revoked", [False, True], ids=["none", "revoked"])
def test_other_machines_are_not_served_without_a_good_key(home, capsys, revoked):
    if revoked:
        main(["key", "create", "office"])
        id = json.loads((home / "keys.json").read_text())[0]["id"]
        main(["key", "revoke", id])
    assert main(["serve", "--host", "192.0.2.1"]) == 2
    assert "kintrace key create" in capsys.readouterr().err
    assert not (home / "engine").exists()


def test_with_a_key_the_address_itself_is_looked_at(home, capsys):
    main(["key", "create", "office"])
    assert main(["serve", "--host", "192.0.2.1"]) == 2
    assert "no address of this machine" in capsys.readouterr().err
