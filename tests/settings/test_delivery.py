"""``config/delivery.toml``: channels, their secrets, who is subscribed on them."""

from datetime import timedelta

import pytest

from jianbao.errors import ConfigError
from jianbao.model import Promise
from jianbao.settings.delivery import DeliverySettings, Wanted, load


@pytest.fixture
def written(tmp_path):
    (tmp_path / "config").mkdir()

    def write(text):
        (tmp_path / "config" / "delivery.toml").write_text(text, encoding="utf-8")
        return load(tmp_path)

    return write


def test_without_the_file_there_are_no_other_channels(tmp_path):
    assert load(tmp_path) == DeliverySettings()


def test_a_subscription_has_everything_that_its_table_says(written, tmp_path):
    (tmp_path / "hook-secret").write_text("abc\n")
    said = written(
        'digest_after = "2h"\n[channel.webhook]\nsecret_file = "hook-secret"\ntimeout = 5\n'
        '[[subscription]]\nchannel = "webhook"\naddress = "https://example.org/x"\ntopic = "child_welfare"\n'
        'region = "北京"\npromise = "never-twice"\n[[subscription]]\nchannel = "email"\naddress = "a@b"\n'
    )
    assert said.digest_after == timedelta(hours=2)
    assert said.channels == {"webhook": {"secret": "abc", "timeout": 5}}
    assert said.subscriptions == (
        Wanted(
            channel="webhook", address="https://example.org/x", topic="child_welfare", region="北京市",
            promise=Promise.NEVER_TWICE,
        ),
        Wanted(channel="email", address="a@b", promise=Promise.AT_LEAST_ONCE),
    )  # fmt: skip
    assert "abc" not in repr(said)
    assert "example.org" not in repr(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[subscription]]\nchannel = "telegram"\naddress = "1"', "people subscribe themselves"),
        ('[[subscription]]\nchannel = "email"', "address"),
        ('[[subscription]]\nchannel = "email"\naddress = "a@b"\nregion = "火星"', "火星"),
        ('[[subscription]]\nchannel = "email"\naddress = "a@b"\npromise = "maybe"', "promise"),
        ('digest_after = "soon"', "digest_after"),
        ('[channel.webhook]\nsecret_file = "not-there"', "not-there"),
        ("[[subscriptions]]", "subscription"),
    ],
)
def test_a_mistake_names_the_file_or_the_key(written, text, said):
    with pytest.raises(ConfigError, match=said):
        written(text)
