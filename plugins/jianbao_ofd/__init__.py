"""OFD (GB/T 33190-2016), the format in which authorities issue documents with a seal."""

from jianbao import FileMarks, Reader, hookimpl

JIANBAO_HOOKS = 2  # the version that brought what is used here


@hookimpl
def readers() -> list[Reader]:
    """Bring the reader."""
    from jianbao_ofd.document import text  # noqa: PLC0415 - lxml is loaded where files are read

    return [Reader(marks=FileMarks(suffix=".ofd", begins=b"PK\x03\x04", holds=b"OFD.xml"), read=text)]
