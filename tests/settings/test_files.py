"""Configuration files: what they may say, and what is answered to what they may not."""

from datetime import timedelta
from pathlib import Path

import pytest

from jianbao.errors import ConfigError
from jianbao.model import SourceKind
from jianbao.settings import load

SOURCE = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://example.org/feed"\n'


def test_an_empty_file_gives_the_documented_defaults(project):
    settings = load(project())

    assert settings.database == f"sqlite:///{settings.root}/data/jianbao.sqlite3"
    assert settings.timezone.key == "Asia/Shanghai"
    assert settings.telegram.token is None
    assert settings.telegram.base_url == "https://api.telegram.org/bot"
    assert settings.plugins.disabled == frozenset()
    assert settings.sources == ()


def test_without_any_file_the_drop_folder_in_the_working_directory_is_the_only_source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load().sources == ()
    (tmp_path / "inbox").mkdir()

    (source,) = load().sources

    assert (source.name, source.kind, source.path) == ("inbox", SourceKind.FOLDER, str(tmp_path / "inbox"))


def test_the_file_in_the_working_directory_is_found(project, monkeypatch):
    file = project('timezone = "Asia/Urumqi"')
    monkeypatch.chdir(file.parent.parent)

    assert load().timezone.key == "Asia/Urumqi"


def test_a_file_outside_of_a_config_folder_is_its_own_project(tmp_path):
    (tmp_path / "own.toml").write_text('database = "own.db"')
    assert load(tmp_path / "own.toml").database == f"sqlite:///{tmp_path}/own.db"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("x.db", "sqlite:///{root}/x.db"),
        ("/var/x.db", "sqlite:////var/x.db"),
        ("sqlite:///x.db", "sqlite:///{root}/x.db"),
        ("sqlite:////var/x.db", "sqlite:////var/x.db"),
        ("postgresql+psycopg://me@host/name", "postgresql+psycopg://me@host/name"),
        ("postgresql+psycopg:///name", "postgresql+psycopg:///name"),
    ],
)
def test_relative_databases_start_at_the_project(project, written, meant):
    file = project(f'database = "{written}"')
    assert load(file).database == meant.format(root=file.parent.parent)


def test_a_source_has_everything_that_its_table_says(project, tmp_path):
    (source,) = load(
        project(
            a="""[[source]]
            name = "京民"
            kind = "list"
            url = "https://example.org/list"
            region = "北京"
            issuer = "北京市民政局"
            interval = "2 h"
            entry_selector = "ul.news > li a[href]"
            newest = 5
            enabled = false
            verified = true
            internal = true
            """
        )
    ).sources

    assert source.kind is SourceKind.LIST
    assert source.region == "北京市"
    assert source.interval == timedelta(hours=2)
    assert (source.issuer, source.entry_selector, source.newest) == ("北京市民政局", "ul.news > li a[href]", 5)
    assert (source.enabled, source.verified, source.internal) == (False, True, True)


def test_a_folder_is_looked_into_every_few_seconds_and_the_web_every_half_hour(project, tmp_path):
    (tmp_path / "in").mkdir()
    folder = '[[source]]\nname = "b"\nkind = "folder"\npath = "in"\n'

    remote, local = load(project(a=SOURCE, b=folder)).sources

    assert remote.interval == timedelta(minutes=30)
    assert local.interval == timedelta(seconds=5)
    assert local.path == str(tmp_path / "in")


def test_a_folder_that_is_switched_off_need_not_exist(project):
    (source,) = load(project(a='[[source]]\nname = "b"\nkind = "folder"\npath = "gone"\nenabled = false')).sources
    assert not source.enabled


def test_sources_come_in_the_order_of_files_and_places(project):
    text = SOURCE + SOURCE.replace('"a"', '"b"')
    names = [source.name for source in load(project(z=text, a=SOURCE.replace('"a"', '"c"'))).sources]
    assert names == ["c", "a", "b"]


def test_a_byte_order_mark_is_forgiven(project):
    file = project()
    file.write_bytes(b'\xef\xbb\xbftimezone = "UTC"')
    assert load(file).timezone.key == "UTC"


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ('databse = "x"', "config/jianbao.toml: databse: there is no such key; write database"),
        ('[telegram]\nbase_ulr = "x"', "config/jianbao.toml: telegram.base_ulr: there is no such key; write base_url"),
        (
            "[telegram]\nqqq = 1",
            "telegram.qqq: there is no such key; remove it, or write one of access, admins, allowed,",
        ),
        ('[telegram]\ntoken = "1:x"', "a secret does not belong here: set JIANBAO_TELEGRAM_TOKEN, or token_file"),
        ("database = 5", 'config/jianbao.toml: database: this is of the wrong type; write text in quotes: key = "…"'),
        ('telegram = "x"', "config/jianbao.toml: telegram: this is of the wrong type; write a table of its own: [key]"),
        ('[plugins]\ndisabled = "a"', 'plugins.disabled: this is of the wrong type; write a list: key = ["…", "…"]'),
        (
            "[plugins]\ndisabled = [3]",
            "config/jianbao.toml: plugins.disabled[1]: this is of the wrong type; write text",
        ),
        ('timezone = "Asia/Peking"', "timezone: 'Asia/Peking' is no time zone; write one like Asia/Shanghai"),
        ('timezone = "Asia"', "timezone: 'Asia' is no time zone; write one like Asia/Shanghai"),
        ('[telegram]\nbase_url = "api"', "telegram.base_url: 'api' is no web address; write it in full"),
        ("database = \n", "config/jianbao.toml: is not valid TOML: Invalid value (at line 1, column 12); correct that"),
        ("database = 1\ndatabase = 2\n", "Cannot overwrite a value (at line 2, column 13); correct that line"),
        ('[telegram]\ntoken_file = "nope"', "nope: there is no such file; create it, or correct the path"),
    ],
)
def test_a_mistake_names_file_key_and_remedy(project, main, said):
    with pytest.raises(ConfigError) as raised:
        load(project(main))

    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            SOURCE.replace('"https://example.org/feed"', '"https://x.org/"\nintervall = "1h"'),
            "source[1].intervall: there is no such key; write interval",
        ),
        (SOURCE.replace("[[source]]", "[[sources]]"), "sources: there is no such key; write source"),
        (SOURCE.replace("[[source]]", "[source]"), "source: this is of the wrong type; write a table of its own"),
        (
            SOURCE.replace('"feed"', '"rss"'),
            "source[1].kind: 'rss' is none of them; write 'feed', 'list', 'folder' or a plugin's",
        ),
        (SOURCE.replace('kind = "feed"\n', ""), "source[1].kind: this key is missing; add kind = …"),
        (SOURCE.replace('"a"', '""'), "source[1].name: string should have at least 1 character"),
        (SOURCE.replace("url", "path"), "source[1]: a feed source needs url; add url = …"),
        (SOURCE + 'path = "x"', "source[1]: a feed source has no path; remove it, or correct kind"),
        (SOURCE + 'entry_selector = "a"', "source[1]: a feed source has no entry_selector; remove it"),
        (SOURCE + 'interval = "10s"', "source[1]: interval is too short for a feed source; write at least 60s"),
        (SOURCE + "interval = 30", "source[1].interval: 30 is no interval; write a number and s, m, h or d"),
        (SOURCE + 'interval = "99999999999d"', "source[1].interval: '99999999999d' is too long"),
        (SOURCE + 'region = "某地"', "source[1].region: '某地' is no place that is known, or several"),
        (SOURCE + 'verified = "yes"', "source[1].verified: this is of the wrong type; write true or false"),
        (SOURCE + 'newest = "3"', "source[1].newest: this is of the wrong type; write a whole number"),
        (SOURCE + "newest = -1", "source[1].newest: input should be greater than or equal to 0; correct the value"),
        (SOURCE.replace("https://", ""), "source[1].url: 'example.org/feed' is no web address; write it in full"),
        (
            SOURCE.replace('"feed"', '"list"') + 'entry_selector = "li >"',
            "source[1].entry_selector: 'li >' is no CSS selector: ",
        ),
        (SOURCE + SOURCE, "source[2].name: 'a' is taken by config/sources/s.toml; rename one"),
        ('[[source]]\nname = "f"\nkind = "folder"\npath = "gone"', "source[1].path: there is no folder "),
    ],
)
def test_a_mistake_in_a_source_names_file_table_key_and_remedy(project, text, said):
    (broken,) = load(project(s=text)).broken

    assert f"config/sources/s.toml: {said}" in broken.words
    assert broken.place == "config/sources/s.toml"


BESIDE = SOURCE.replace('"a"', '"well"')


@pytest.mark.parametrize(
    "text",
    [
        BESIDE + SOURCE.replace('"feed"', '"rss"'),
        SOURCE.replace("url", "ulr") + BESIDE,
        SOURCE.replace("https://", "http://[") + BESIDE,
        SOURCE + BESIDE + SOURCE.replace("feed", "list"),
        'title = "mine"\n' + BESIDE,
        '[[source]]\nname = "f"\nkind = "folder"\npath = "gone"\n' + BESIDE,
    ],
)
def test_a_broken_entry_costs_no_other_entry_of_its_file(project, text):
    settings = load(project(s=text))
    assert "well" in [source.name for source in settings.sources]
    assert len(settings.broken) == 1


@pytest.mark.parametrize("text", ["[[source", "\x00", 'source = "x"', "source = [1]", "[[source]]\na = " + "[" * 9999])
def test_a_broken_file_costs_no_other_file(project, text):
    settings = load(project(a=text, b=BESIDE))
    assert [source.name for source in settings.sources] == ["well"]
    (broken,) = settings.broken
    assert broken.words.startswith("config/sources/a.toml: ")
    assert ";" in broken.words


def test_a_file_that_is_none_or_not_utf8_costs_no_other_file(project):
    folder = project(b=BESIDE).parent / "sources"
    (folder / "a.toml").write_bytes("# 简报".encode("gb18030"))
    (folder / "c.toml").mkdir()
    settings = load(folder.parent / "jianbao.toml")
    assert [source.name for source in settings.sources] == ["well"]
    assert [broken.place for broken in settings.broken] == ["config/sources/a.toml", "config/sources/c.toml"]


def test_the_number_of_a_broken_entry_is_its_place_in_the_file(project):
    (broken,) = load(
        project(s=SOURCE + BESIDE + "[[source]]\nname = 'c'\nkind = 'rss'\nurl = 'https://c.example'")
    ).broken
    assert (
        broken.words
        == "config/sources/s.toml: source[3].kind: 'rss' is none of them; write 'feed', 'list', 'folder' or a plugin's"
    )
    assert broken.name == "c"


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://a.example:99999/", "http://a.example:x/", "https://a b/", ""]
)
def test_an_address_that_is_none_says_how_one_is_written(project, address):
    (broken,) = load(project(s=SOURCE.replace("https://example.org/feed", address))).broken
    assert "is no web address; write it in full, like https://www.mca.gov.cn/" in broken.words


def test_a_name_taken_in_another_file_names_both_files_and_the_first_keeps_it(project):
    settings = load(project(x=SOURCE, y=SOURCE))
    (broken,) = settings.broken
    assert broken.words.startswith("config/sources/y.toml: ")
    assert broken.words.endswith(" taken by config/sources/x.toml; rename one")
    assert [source.name for source in settings.sources] == ["a"]


def test_all_mistakes_of_an_entry_are_told_at_once(project):
    (broken,) = load(project(s=SOURCE.replace('"feed"', '"rss"') + 'newest = "3"')).broken
    assert len(broken.words.splitlines()) == 2


def test_a_file_that_is_missing_or_not_utf8_says_so(project, tmp_path):
    with pytest.raises(ConfigError, match=r"gone\.toml: there is no such file; create it, or correct the path"):
        load(tmp_path / "gone.toml")
    file = project()
    file.write_bytes("# 简报".encode("gb18030"))
    with pytest.raises(
        ConfigError, match=r"config/jianbao\.toml: is not written in UTF-8 \(byte 2\); save it as UTF-8"
    ):
        load(file)


def test_the_configuration_that_is_delivered_loads_with_the_documented_defaults(monkeypatch):
    config = Path(__file__).parents[2] / "config" / "jianbao.toml"

    settings = load(config)

    assert settings.database.endswith("/data/jianbao.sqlite3")
    assert {source.kind for source in settings.sources} == set(SourceKind)
    assert [source.name for source in settings.sources if source.kind is SourceKind.FOLDER] == ["inbox"]
