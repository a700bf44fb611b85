"""Reading in a process of its own: what a spoilt or hostile file does there harms nobody else.

The libraries that open PDF and office files are large, one of them is not written in Python, and a file can be made to
let them run or grow without end. So they run in a helper process with little time and memory; when it dies, one file
was not read, and the next one gets a new helper.
"""

from jianbao.read.apart.keeper import Keeper, extract

__all__ = ["Keeper", "extract"]
