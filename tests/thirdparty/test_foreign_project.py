"""A fourth topic, made by somebody else: built as a wheel, installed into a clean environment, tested there, used."""

import json
import shutil
from pathlib import Path

PROJECT = Path(__file__).with_name("marriage_registration")


def test_a_foreign_topic_is_built_installed_tested_and_used_like_the_built_in_ones(
    tmp_path: Path, python_with_jianbao
) -> None:
    project = shutil.copytree(PROJECT, tmp_path / "project")
    clean = python_with_jianbao(tmp_path / "clean")
    clean("python -m hatchling build -t wheel -d ../dist", project)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    clean(f"python -m pip install {wheel}", tmp_path)

    # What was installed is tested, not what it was built from; the fixtures come with jianbao.
    assert "done    cases" in clean("python -m jianbao plugin check .", project)
    shutil.rmtree(project / "jianbao_marriage_registration")
    assert "6 passed" in clean("python -m pytest -q", project)

    document = tmp_path / "bulletin.txt"
    document.write_text("婚姻登记情况\n\n截至2022年底，全国共办理结婚登记683.5万对。婚姻登记“全国通办”5月起实施。\n")
    said = json.loads(clean("jianbao extract --format jsonl bulletin.txt", tmp_path))
    (finding,) = said["articles"][0]["findings"]
    assert (finding["topic"], finding["provenance"]) == ("marriage_registration", "marriage_registration 0.1.0")
    assert finding["facts"][0]["fields"] == {"measure": "全国通办"}
    assert "💍 marriage_registration 婚姻登记" in clean("jianbao plugins", tmp_path)
