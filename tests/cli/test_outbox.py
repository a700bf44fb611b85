"""``jianbao outbox``: what did not arrive is seen, sent again, or given up."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from jianbao.cli.commands import cli
from jianbao.model import Alert, Channel, Document
from jianbao.store import State, Store

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "jianbao.toml").write_text('database = "jianbao.db"\n')
    return tmp_path


@pytest.fixture
def store(project):
    """Three messages to one chat: unknown, dead, pending."""
    with Store.open(f"sqlite:///{project / 'jianbao.db'}") as opened:
        someone = opened.subscribers.ensure(Channel.TELEGRAM, "-10042", title="民政群", now=NOW)
        opened.subscribers.subscribe(someone.id, None, None, NOW)
        for name in "abc":
            alert = Alert(id=name, title=f"通知{name}", topics=("t",))
            opened.documents.commit(
                Document(id=name, text="x"), source="s", key=name, alerts=[alert],
                shapes={Channel.TELEGRAM: lambda each: (each.title,)}, now=NOW,
            )  # fmt: skip
        for settle in (opened.outbox.unknown, opened.outbox.dead):
            [due] = opened.outbox.claim(Channel.TELEGRAM, NOW, timedelta(minutes=1), 1)
            opened.outbox.begin(due.id, NOW)
            settle(due.id, "no answer came")
        yield opened


@pytest.fixture
def run(project, monkeypatch):
    monkeypatch.chdir(project)

    def call(*arguments):
        return CliRunner().invoke(cli, ["outbox", "--config", str(project / "jianbao.toml"), *arguments])

    return call


def test_the_list_counts_all_and_shows_what_did_not_arrive_and_why(run, store):
    done = run("list")
    assert done.exit_code == 0, done.output
    assert "pending 1" in done.output
    assert "unknown 1" in done.output
    lines = [line for line in done.output.splitlines() if "通知" in line]
    assert len(lines) == 2
    assert all("-10042" in line and "民政群" in line and "no answer came" in line for line in lines)


def test_one_message_is_sent_again_by_its_number(run, store):
    assert "1 will be sent" in run("retry", "1").output
    counts = store.outbox.counts()
    assert (counts[State.PENDING], counts[State.DEAD], counts[State.UNKNOWN]) == (2, 1, 0)


def test_all_in_a_state_are_dropped(run, store):
    assert "1 are given up" in run("drop", "--state", "pending").output
    assert store.outbox.counts()[State.DEAD] == 2


def test_nothing_is_changed_without_a_choice(run, store):
    done = run("retry")
    assert done.exit_code == 2
    assert "--state" in done.output
    assert store.outbox.counts()[State.UNKNOWN] == 1


def test_looking_makes_no_store(run, project):
    done = run("list")
    assert done.exit_code == 2
    assert "start jianbao once" in done.output
    assert not (project / "jianbao.db").exists()


def test_the_path_of_a_webhook_is_not_shown_for_it_may_be_a_secret(run, store):
    now = NOW
    someone = store.subscribers.ensure(Channel("webhook"), "https://u:p@example.org/key/abc", now=now)
    store.subscribers.subscribe(someone.id, None, None, now)
    alert = Alert(id="d", title="通知d", topics=("t",))
    store.documents.commit(
        Document(id="d", text="x"), source="s", key="d", alerts=[alert],
        shapes={Channel("webhook"): lambda each: (each.title,)}, now=now,
    )  # fmt: skip
    done = run("list", "--state", "pending")
    assert "https://example.org/…" in done.output
    assert "abc" not in done.output
