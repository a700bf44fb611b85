"""What plugins did wrong in the daemon is there for those who look later."""

from datetime import UTC, datetime, timedelta

from jianbao.model import PluginFailure
from jianbao.store import Store

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_failures_are_counted_by_plugin_and_hook_with_the_latest_told(empty_url):
    later = NOW + timedelta(hours=1)
    with Store.open(empty_url) as store:
        store.plugin_failures.note(PluginFailure("a", "find", "ValueError: x", document="one"), NOW)
        store.plugin_failures.note(PluginFailure("b", "load", "ImportError: y"), NOW)
        store.plugin_failures.note(PluginFailure("a", "find", "KeyError: z", document="two"), later)
    with Store.open(empty_url) as store:
        assert store.plugin_failures.every() == [
            PluginFailure("a", "find", "KeyError: z", 2, "two", later),
            PluginFailure("b", "load", "ImportError: y", 1, None, NOW),
        ]
        assert store.plugin_failures.forget() == 2
        assert store.plugin_failures.every() == []
