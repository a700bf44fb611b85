"""``jianbao extract``: one document after the other, from bytes to records."""

from collections.abc import Sequence
from typing import TextIO

from jianbao.cli.complaints import complain
from jianbao.cli.inputs import Inputs
from jianbao.errors import JianbaoError
from jianbao.pipeline import understand
from jianbao.plugins import Plugins
from jianbao.record import Format, printer
from jianbao.settings import Settings


def extract(names: Sequence[str], form: Format, settings: Settings, out: TextIO, *, bom: bool = False) -> bool:
    """Print the record of each document in the order given; True when every one could be read completely."""
    plugins = Plugins.load(settings.plugins.disabled)
    troubles = 0
    with Inputs() as inputs, printer(form, out, several=len(names) > 1, bom=bom) as show:
        for name in names:
            try:
                show(understand(inputs.raw(name), plugins))
            except JianbaoError as error:
                complain(str(error))
                troubles += 1
    for failure in plugins.failures:
        complain(failure.told)
    return not troubles and not plugins.failures
