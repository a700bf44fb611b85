"""What tests of jianbao, of its plugins and of programs around it are built from.

:mod:`jianbao.testing.bot_api` is a Telegram on loopback; it needs the extra ``testing`` (``pip install
'jianbao[testing]'``) and is imported by its own name. Everything else needs nothing but jianbao.
"""

from jianbao.testing.cases import Case, cases
from jianbao.testing.clock import FakeClock, steady
from jianbao.testing.documents import article

__all__ = ["Case", "FakeClock", "article", "cases", "steady"]
