"""The core: Chinese prose to statistics.

:func:`read` is pure. It takes a text and what the caller knows of it, and returns every figure with its verbatim quote,
and what the text's own arithmetic says::

    >>> from jianbao import figures
    >>> found = figures.read("截至2021年底，全市共有社会组织1589家。", figures.Context(region="北京市"))
    >>> [(s.value, s.unit, s.indicator, s.as_of, s.region) for s in found.statistics]
    [(1589, '家', '社会组织', '2021-12-31', '北京市')]
"""

from jianbao.figures.reader import Context, Figures, read

__all__ = ["Context", "Figures", "read"]
