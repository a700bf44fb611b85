"""The scripted walk (benchmarks/bot_walk.py) visits every command of the menu and every kind of button."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.deliver.telegram.taps import LETTERS
from jianbao.deliver.wording import ZH

WALK = Path(__file__).parents[2] / "benchmarks" / "bot_walk.py"


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    out = tmp_path_factory.mktemp("pages")
    environment = os.environ | {"PTB_TIMEDELTA": "true"}
    ran = subprocess.run(
        [sys.executable, WALK, "--out", out], env=environment, capture_output=True, check=False, text=True, timeout=100
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout), {page.stem: page.read_text(encoding="utf-8") for page in out.iterdir()}


def test_every_command_is_given(walked):
    assert set(ZH.commands) - set(walked[0]["commands"]) == set()


def test_every_kind_of_button_is_tapped(walked):
    assert set(walked[0]["buttons"]) == LETTERS


def test_no_chat_meets_a_fault(walked):
    assert len(walked[1]) == 8
    for page in walked[1].values():
        assert ZH.went_wrong not in page
        assert "tapped" in page
