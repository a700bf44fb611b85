"""What a drop folder gives out, and what it keeps back."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from jianbao.errors import NeedsAttention, Unavailable
from jianbao.fetch import folder


def later() -> datetime:
    """A moment at which everything written until now has settled."""
    return datetime.now(UTC) + timedelta(seconds=folder.SETTLE + 1)


def test_files_are_listed_by_name_and_known_by_their_content(tmp_path):
    (tmp_path / "b.txt").write_text("二")
    (tmp_path / "a.txt").write_text("一")
    keys = folder.listing(tmp_path, later()).keys
    assert list(keys) == ["a.txt", "b.txt"]
    (tmp_path / "a.txt").write_text("三")
    again = folder.listing(tmp_path, later()).keys
    assert again["a.txt"] != keys["a.txt"]
    assert again["b.txt"] == keys["b.txt"]


def test_a_file_that_was_just_written_to_is_left_alone_until_it_settles(tmp_path):
    (tmp_path / "half.txt").write_text("截至2021年底，全市共有社会组")
    now = datetime.now(UTC)
    half = folder.listing(tmp_path, now)
    assert not half.keys
    assert half.settling
    whole = folder.listing(tmp_path, now + timedelta(seconds=folder.SETTLE + 1))
    assert whole.keys
    assert not whole.settling


def test_an_old_date_does_not_make_a_half_written_file_complete(tmp_path):
    path = tmp_path / "half.txt"
    path.write_text("截至2021年底，全市共有社会组")
    os.utime(path, (0, 0))
    assert not folder.listing(tmp_path, datetime.now(UTC)).keys


def test_a_file_that_changes_after_it_was_listed_is_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("first")
    key = folder.listing(tmp_path, later()).keys["a.txt"]
    assert folder.content(tmp_path, "a.txt", key) == b"first"
    (tmp_path / "a.txt").write_text("first and more")
    with pytest.raises(Unavailable, match="still being written"):
        folder.content(tmp_path, "a.txt", key)


@pytest.mark.parametrize("name", [".hidden", "~$a.doc", "a.txt.part", "a.crdownload", "a.tmp", ".a.txt.swp", "a.txt~"])
def test_what_programs_leave_beside_their_files_is_no_document(tmp_path, name):
    (tmp_path / name).write_text("x")
    assert not folder.listing(tmp_path, later()).keys


def test_nothing_outside_of_the_folder_is_read(tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "deep.txt").write_text("deep")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (inbox / "folder").symlink_to(tmp_path / "out")
    (inbox / "sub").mkdir()
    os.mkfifo(inbox / "pipe")
    assert not folder.listing(inbox, later()).keys


def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("secret")
    key = folder.listing(inbox, later()).keys["a.txt"]
    (inbox / "a.txt").unlink()
    (inbox / "a.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(Unavailable):
        folder.content(inbox, "a.txt", key)


def test_a_file_that_is_too_large_is_refused_by_name(tmp_path):
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(folder.LARGEST + 1)
    key = folder.listing(tmp_path, later()).keys["big.txt"]
    with pytest.raises(NeedsAttention, match=r"big\.txt is larger"):
        folder.content(tmp_path, "big.txt", key)


def test_a_folder_that_is_not_there_is_said_with_a_remedy(tmp_path):
    with pytest.raises(NeedsAttention, match="create the folder"):
        folder.listing(tmp_path / "nowhere", later())


def test_the_fingerprint_changes_when_a_complete_file_comes_goes_or_changes(tmp_path):
    def print_now() -> str:
        return folder.listing(tmp_path, later()).fingerprint

    seen = [print_now()]
    (tmp_path / "a.txt").write_text("1")
    seen.append(print_now())
    assert print_now() == seen[-1]
    (tmp_path / "a.txt").write_text("12")
    seen.append(print_now())
    (tmp_path / "b.txt").write_text("1")
    seen.append(print_now())
    assert len(set(seen)) == 4
    (tmp_path / "b.txt").unlink()
    assert print_now() == seen[2]


def test_no_file_is_opened_while_the_fingerprint_holds(tmp_path):
    (tmp_path / "a.txt").write_text("1")
    first = folder.listing(tmp_path, later())
    (tmp_path / "a.txt").chmod(0)
    assert folder.listing(tmp_path, later(), first.fingerprint).keys is None
    (tmp_path / "b.txt").write_text("2")
    assert "b.txt" in (folder.listing(tmp_path, later(), first.fingerprint).keys or {})
