"""The daemon goes on as if nothing had happened, with a bad plugin of each sort beside the good ones.

What each single plugin of the zoo does to the fence is in ``test_fence.py``.
"""

import asyncio
import os
import sys
from pathlib import Path

from jianbao.plugins import installed

LIMITS = "[plugins]\nseconds = 0.5\nmemory = 96\n"
SAYS_SO = "is not asked any more"
# Each plugin costs a process at each start: one of each sort is there at the first one, and few later.
BAD = {"raises", "loops", "recurses", "eats", "exits", "dies", "mumbles"}
FIRST = {*BAD, "prints", "slow", "tame", "social_organizations"}  # and a second one that calls itself tame
LATER = {"raises", "tame", "social_organizations"}


async def jianbao(root: Path, zoo: Path, *command: str) -> tuple[int, str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "jianbao",
        *command,
        cwd=root,
        env=clean | {"PYTHONPATH": str(zoo), "COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_every_alert_comes_and_operators_see_what_each_plugin_did(tmp_path, zoo, news):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config" / "sources").mkdir(parents=True)
    configuration = tmp_path / "config" / "jianbao.toml"
    every = {file.stem for file in zoo.glob("*.py")} | {candidate.name for candidate in installed()}
    configuration.write_text(f"{LIMITS}disabled = {sorted(every - FIRST)}\n")
    (tmp_path / "config" / "sources" / "a.toml").write_text('[[source]]\nname = "a"\nkind = "folder"\npath = "inbox"\n')
    for number in range(1, 5):
        (tmp_path / "inbox" / f"{number}.txt").write_text(news(number))

    code, told, logged = await jianbao(tmp_path, zoo, "once")

    assert code == 2
    for number in range(1, 5):
        assert told.count(f"第{number}区社会组织登记数量稳步增长") == 1
    assert told.count("social_organizations 0.1") == told.count("tame 1.0") == 4
    assert "noise" not in told + logged
    assert "Traceback" not in logged
    assert logged.count(SAYS_SO) == len(BAD)
    assert "plugin slow failed in load: TooLate" in logged
    assert "the name tame is taken by another plugin" in logged

    configuration.write_text(f"{LIMITS}disabled = {sorted(every - LATER)}\n")
    code, listed, said = await jianbao(tmp_path, zoo, "plugins")
    assert code == 2
    assert listed.count("in quarantine, failed 3×") == 1
    assert said.count("is not asked since") == 1

    assert (await jianbao(tmp_path, zoo, "plugins", "enable", "raises"))[0] == 0
    assert (await jianbao(tmp_path, zoo, "plugins", "disable", "tame"))[0] == 0
    (tmp_path / "inbox" / "6.txt").write_text(news(6))
    _, told, logged = await jianbao(tmp_path, zoo, "once")
    assert "plugin raises failed in find" in logged
    assert told.count("第6区社会组织登记数量稳步增长") == 1
    assert "tame" not in told
