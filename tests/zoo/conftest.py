"""Plugins that do everything a plugin must not do, installed beside the good ones."""

from pathlib import Path

import pytest

HEAD = """
import ctypes, os, signal, subprocess, sys, threading, time
from jianbao import Fact, Finding, Span, Topic, hookimpl

NAME = __name__

@hookimpl
def topics():
    return [Topic(id=NAME, names={"zh": NAME})]

def good(article):
    return [Finding(topic=NAME, reasons=("词",))]
"""
ANIMALS = {
    "tame": "@hookimpl\ndef find(article):\n    return good(article)\n",
    "raises": "@hookimpl\ndef find(article):\n    raise ValueError('so nicht')\n",
    "loops": "@hookimpl\ndef find(article):\n    while True: pass\n",
    "sleeps": "@hookimpl\ndef find(article):\n    time.sleep(3600)\n",
    "deaf": (
        "@hookimpl\ndef find(article):\n    while True:\n        try:\n            time.sleep(3600)\n"
        "        except BaseException: pass\n"
    ),
    "stopped": (
        "@hookimpl\ndef find(article):\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n    time.sleep(3600)\n"
    ),
    "recurses": "@hookimpl\ndef find(article):\n    return find(article)\n",
    "eats": "@hookimpl\ndef find(article):\n    return [bytearray(10 << 30)]\n",
    "grows": "@hookimpl\ndef find(article):\n    hoard = []\n    while True: hoard.append(bytearray(1 << 20))\n",
    "exits": "@hookimpl\ndef find(article):\n    sys.exit(3)\n",
    "dies": "@hookimpl\ndef find(article):\n    os._exit(0)\n",
    "crashes": "@hookimpl\ndef find(article):\n    ctypes.string_at(0)\n",
    "prints": (
        "@hookimpl\ndef find(article):\n    for _ in range(20000): print('noise' * 10)\n    os.write(1, b'noise')\n"
        "    return good(article)\n"
    ),
    "breeds": (
        "@hookimpl\ndef find(article):\n    subprocess.Popen(['sleep', '3600'])\n"
        "    threading.Thread(target=time.sleep, args=(3600,)).start()\n    return good(article)\n"
    ),
    "mumbles": "@hookimpl\ndef find(article):\n    return {'topic': NAME}\n",
    "forges": "@hookimpl\ndef find(article):\n    return [Finding(topic='child_welfare')]\n",
    "stuffs": (
        "@hookimpl\ndef find(article):\n    fact = Fact(name='a', label='a', value='a', quote='a', span=Span(0, 1),"
        " fields={'a': lambda: 1})\n    return [Finding(topic=NAME, facts=(fact,))]\n"
    ),
    "mute": (
        "class Mute(Exception):\n    def __str__(self): raise self\n@hookimpl\ndef find(article):\n    raise Mute\n"
    ),
    "slow": "time.sleep(3600)\n",
    "unborn": "import nothing_of_this_name\n",
    "suicidal": "os.kill(os.getpid(), signal.SIGKILL)\n",
    "twin": "@hookimpl\ndef find(article):\n    return good(article)\n",
}


@pytest.fixture(scope="session")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the path, with a distribution of each plugin; ``twin`` calls itself ``tame``, too."""
    site = tmp_path_factory.mktemp("zoo")
    for name, source in ANIMALS.items():
        (site / f"{name}.py").write_text(HEAD + source, encoding="utf-8")
        info = site / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        called = "tame" if name == "twin" else name
        (info / "entry_points.txt").write_text(f"[jianbao]\n{called} = {name}\n")
    return site
