"""Facts about settings: one reader, refused by name, never repeated."""

from pathlib import Path

import pytest

from app.errors import ConfigurationError
from app.settings import PREFIX, Settings, default_home, read_settings, settings_table


def test_defaults_need_nothing() -> None:
    settings = read_settings({"HOME": "/nowhere"})
    assert (settings.host, settings.port, settings.neo4j_url, settings.query_seconds) == ("127.0.0.1", 8000, "", 5)
    assert settings.home.name in ("kintrace", "Kintrace") and settings.on_loopback
    assert settings.person


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"KINTRACE_PORT": "", "KINTRACE_NEO4J_URL": ""}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "http"),
        ("NEO4J_URL", "localhost:7687"),
        ("MAVEN_URL", "ftp://x"),
        ("ENGINE_HEAP", "1 GB"),
        ("OFFLINE", "perhaps"),
        ("QUERY_SECONDS", "-1"),
        ("BATCH_ROWS", "5001"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_settings({f"{PREFIX}{name}": value})
    assert caught.value.setting == f"{PREFIX}{name}"


def test_a_wrong_value_is_not_repeated() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_settings({"KINTRACE_NEO4J_URL": "http://user:secret@x"})
    assert "secret" not in str(caught.value) and caught.value.__cause__ is None


def test_an_unknown_variable_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ConfigurationError, match="Did you mean KINTRACE_NEO4J_URL"):
        read_settings({"KINTRACE_NEO4J_URI": "bolt://x"})
    with pytest.raises(ConfigurationError, match="is no setting"):
        read_settings({"KINTRACE_ZZZZZZ": "1"})


def test_the_password_comes_from_a_file_only(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret\n")
    assert read_settings({"KINTRACE_NEO4J_PASSWORD_FILE": str(file)}).password() == "secret"
    file.write_text(" \n")
    with pytest.raises(ConfigurationError, match="empty"):
        read_settings({"KINTRACE_NEO4J_PASSWORD_FILE": str(file)}).password()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_settings({"KINTRACE_NEO4J_PASSWORD_FILE": str(tmp_path / "none")}).password()
    with pytest.raises(ConfigurationError, match="is needed"):
        read_settings({}).password()


def test_the_data_folder_follows_the_rules_of_the_system() -> None:
    assert default_home({"XDG_DATA_HOME": "/data"}, "linux") == Path("/data/kintrace")
    assert default_home({}, "linux").parts[-3:] == (".local", "share", "kintrace")
    assert default_home({}, "darwin").parts[-2:] == ("Application Support", "Kintrace")
    assert default_home({"LOCALAPPDATA": "/x"}, "win32") == Path("/x/Kintrace")
    assert read_settings({"KINTRACE_HOME": "here"}).home.is_absolute()


def test_every_setting_is_described_in_the_table() -> None:
    table = settings_table()
    for name, field in Settings.model_fields.items():
        assert f"`{PREFIX}{name.upper()}`" in table
        assert field.description
