"""Reads damaged files by the thousand: ``python benchmarks/fuzz_files.py FOLDER [COUNT [SEED]]``.

FOLDER holds sound files (PDF, DOCX, XLSX, XLS, ZIP, CSV, RTF); each round takes one, damages it and reads it. Parts of
archives are damaged inside too, and packed again. Every file must be read or refused with a ReadError; what makes the
helper process fail or run out of time is refused as well, and counted apart.
"""

import io
import random
import resource
import sys
import zipfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from jianbao.errors import ReadError
from jianbao.read import Raw, read

_STRANGE = (b"\x00", b"\xff" * 4, b"9999999999", b"-1", b"<" * 50, b"(" * 200, b"[" * 200, b"&a;", b"<<", b"%d%s")


def damaged(data: bytes, rnd: random.Random) -> bytes:
    """Return *data* with bytes changed, taken out, doubled, moved, put in or cut off."""
    spoilt = bytearray(data)
    for _ in range(rnd.choice((1, 1, 2, 4, 16, 64))):
        if not spoilt:
            break
        at, length = rnd.randrange(len(spoilt)), rnd.choice((1, 4, 40, 400))
        match rnd.randrange(7):
            case 0:
                spoilt[at] = rnd.randrange(256)
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length] * rnd.choice((1, 2, 20))
            case 3:
                spoilt[at:at] = rnd.choice(_STRANGE)
            case 4:
                other = rnd.randrange(len(spoilt))
                spoilt[at : at + length] = spoilt[other : other + length]
            case 5:
                spoilt[at] ^= 1 << rnd.randrange(8)
            case _ if rnd.random() < 0.1:
                del spoilt[at:]
    return bytes(spoilt)


def damaged_inside(data: bytes, rnd: random.Random) -> bytes:
    """Return the archive *data* with one of its parts damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = old.infolist()
        chosen = rnd.choice([part for part in parts if part.file_size] or parts)
        for part in parts:
            content = old.read(part)
            new.writestr(part.filename, damaged(content, rnd) if part is chosen else content)
    return out.getvalue()


def main(folder: Path, count: int, seed: int) -> None:
    """Print what became of the files."""
    sound = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]
    outcome: Counter[str] = Counter()
    slowest = (0.0, "")
    rnd = random.Random(seed)
    for number in range(count):
        name, data = rnd.choice(sound)
        inside = data.startswith(b"PK") and rnd.random() < 0.7
        raw = Raw(data=(damaged_inside if inside else damaged)(data, rnd), name=name)
        started = perf_counter()
        try:
            read(raw)
            what = "read"
        except ReadError as error:
            said = str(error)
            what = "helper failed" if "made its reader fail" in said else "refused"
            what = "out of time" if "takes longer" in said else what
        took = perf_counter() - started
        slowest = max(slowest, (took, f"{name} (round {number})"))
        outcome[f"{Path(name).suffix} {what}"] += 1
    for what, times in sorted(outcome.items()):
        print(f"{times:8} {what}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"slowest {slowest[0]:.2f} s: {slowest[1]}; memory {own} MiB here, {helpers} MiB in helpers that have ended")


if __name__ == "__main__":
    folder, count, seed = [*sys.argv[1:4], "1000", "0"][:3] if len(sys.argv) < 4 else sys.argv[1:4]
    main(Path(folder), int(count), int(seed))
