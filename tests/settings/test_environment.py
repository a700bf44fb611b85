"""Secrets and what differs from machine to machine."""

import pytest

from jianbao.errors import ConfigError
from jianbao.settings import load

TOKEN = "123456:AAF-secret_part"


def token(settings):
    return settings.telegram.token.get_secret_value() if settings.telegram.token else None


def test_the_token_comes_from_the_environment(project, monkeypatch):
    monkeypatch.setenv("JIANBAO_TELEGRAM_TOKEN", f" {TOKEN}\n")
    assert token(load(project())) == TOKEN


def test_the_token_comes_from_the_env_file(project):
    assert token(load(project(env=f"# secret\nJIANBAO_TELEGRAM_TOKEN={TOKEN}\nOTHER=1\n"))) == TOKEN


@pytest.mark.parametrize("quiet", ["", "OTHER=1"])
def test_an_empty_variable_counts_as_not_set(project, monkeypatch, quiet):
    monkeypatch.setenv("JIANBAO_TELEGRAM_TOKEN", "")
    assert token(load(project(env=quiet))) is None


def test_the_token_comes_from_a_file_named_by_variable_or_configuration(project, tmp_path, monkeypatch):
    (tmp_path / "secret").write_text(f"{TOKEN}\n")
    assert token(load(project('[telegram]\ntoken_file = "secret"'))) == TOKEN

    monkeypatch.setenv("JIANBAO_TELEGRAM_TOKEN_FILE", "secret")
    assert token(load(project('[telegram]\ntoken_file = "gone"'))) == TOKEN


def test_the_environment_wins_over_the_env_file_which_wins_over_the_configuration(project, monkeypatch):
    file = project('timezone = "UTC"', env="JIANBAO_TIMEZONE=Asia/Tokyo\n")
    assert load(file).timezone.key == "Asia/Tokyo"
    monkeypatch.setenv("JIANBAO_TIMEZONE", "Asia/Urumqi")
    assert load(file).timezone.key == "Asia/Urumqi"


def test_database_and_bot_api_can_be_set_by_the_environment(project, monkeypatch):
    monkeypatch.setenv("JIANBAO_DATABASE", "elsewhere.db")
    monkeypatch.setenv("JIANBAO_TELEGRAM_BASE_URL", "http://127.0.0.1:8081/bot")
    settings = load(project())
    assert settings.database == f"sqlite:///{settings.root}/elsewhere.db"
    assert settings.telegram.base_url == "http://127.0.0.1:8081/bot"


def test_no_secret_is_shown_by_settings_or_by_an_error_about_it(project, tmp_path, monkeypatch):
    monkeypatch.setenv("JIANBAO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("JIANBAO_DATABASE", "postgresql+psycopg://me:hidden@host/name")
    settings = load(project())
    assert TOKEN not in repr(settings)
    assert "hidden" not in repr(settings)

    bad = "not-a-token-but-secret"
    monkeypatch.setenv("JIANBAO_TELEGRAM_TOKEN", bad)
    with pytest.raises(ConfigError, match=r"^environment: JIANBAO_TELEGRAM_TOKEN: this is no bot token") as raised:
        load(project())
    assert bad not in str(raised.value)
    assert raised.value.__cause__ is None

    monkeypatch.delenv("JIANBAO_TELEGRAM_TOKEN")
    (tmp_path / "secret").write_text(bad)
    with pytest.raises(ConfigError, match=r"^secret: this is no bot token; copy it whole from @BotFather") as raised:
        load(project('[telegram]\ntoken_file = "secret"'))
    assert bad not in str(raised.value)


def test_two_tokens_at_once_are_refused(project, monkeypatch):
    monkeypatch.setenv("JIANBAO_TELEGRAM_TOKEN_FILE", "secret")
    with pytest.raises(ConfigError, match="are both set; keep one"):
        load(project(env=f"JIANBAO_TELEGRAM_TOKEN={TOKEN}"))


@pytest.mark.parametrize("name", ["JIANBAO_TELEGRAM_TOKE", "JIANBAO_TELEGRAM_TOKEN_FIL", "JIANBAO_DATABSE"])
def test_a_slip_in_a_variable_s_name_is_answered_with_the_right_one(project, monkeypatch, name):
    monkeypatch.setenv(name, "x")
    with pytest.raises(ConfigError, match=f"^environment: {name}: there is no such variable; write JIANBAO_"):
        load(project())


def test_variables_that_others_name_after_a_service_called_jianbao_are_left_alone(project, monkeypatch):
    monkeypatch.setenv("JIANBAO_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("JIANBAO_PORT_8080_TCP", "tcp://10.0.0.1:8080")
    assert token(load(project())) is None


def test_in_the_env_file_every_unknown_variable_of_ours_is_a_mistake(project):
    with pytest.raises(ConfigError, match=r"^\.env: JIANBAO_ZZZ: there is no such variable"):
        load(project(env="JIANBAO_ZZZ=1"))


def test_a_line_of_the_env_file_that_cannot_be_understood_is_named(project):
    with pytest.raises(ConfigError, match=r"^\.env: line 2 cannot be understood; write NAME=value$"):
        load(project(env="A=1\n'broken\n"))


def test_a_value_that_cannot_be_used_names_its_variable(project, monkeypatch):
    monkeypatch.setenv("JIANBAO_TIMEZONE", "Mars")
    with pytest.raises(ConfigError, match=r"^environment: JIANBAO_TIMEZONE: 'Mars' is no time zone; write one like"):
        load(project())
