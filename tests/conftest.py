"""What tests of several areas need."""

from collections.abc import AsyncIterator, Callable

import pytest

from jianbao.testing.site import Site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """In the loop of the test: its handlers may wait for what the test does."""
    async with Site() as site:
        yield site


@pytest.fixture
def news() -> Callable[[int], str]:
    """Return a short text about social organisations that no other number repeats; its headline is ``第{n}区…``."""

    def write(number: int) -> str:
        return (
            f"第{number}区社会组织登记数量稳步增长\n"
            f"截至2021年底，全市共有登记社会组织{12000 + number}家，其中社会团体{4000 + number}家，"
            f"基金会{800 + number}家。市民政部门依法查处社会组织违法违规案件{number + 10}起。\n"
        )

    return write
