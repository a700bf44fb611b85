"""``jianbao plugins trace``: what each plugin says of a document, and how long that takes."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from jianbao.cli.complaints import complain
from jianbao.cli.inputs import Inputs
from jianbao.engine.plugged import limits_of
from jianbao.errors import JianbaoError
from jianbao.pipeline import understand
from jianbao.plugins import IN_A_ROW, Plugins, Said
from jianbao.settings import Settings

_NEVER = "—"


def trace(settings: Settings, documents: Sequence[str], out: TextIO) -> bool:
    """Print what each plugin says of each article, and the time that it took; True when none has failed."""
    well = True
    with Plugins.load(settings.plugins.disabled, limits=limits_of(settings.plugins)) as plugins, Inputs() as inputs:
        asked: dict[str, str] = {}
        for name in documents:
            try:
                articles = understand(inputs.raw(name), Plugins()).articles
            except JianbaoError as error:
                complain(str(error))
                well = False
                continue
            for number, article in enumerate(articles, 1):
                out.write(f"{name}, article {number}: {article.title or _NEVER}\n")
                answers = plugins.ask(article, name)
                for said in answers:
                    out.writelines(f"  {line}\n" for line in _lines(said))
                    asked[said.plugin.name] = said.plugin.provenance
                resting = asked.keys() - {said.plugin.name for said in answers}
                out.writelines(f"  {asked[each]}: rests, having failed {IN_A_ROW} times in a row\n" for each in resting)
    return well and not plugins.failures


def _lines(said: Said) -> Iterator[str]:
    head = f"{said.plugin.provenance}, {said.seconds * 1000:.1f} ms"
    if said.trouble:
        yield f"{head}: failed: {said.trouble.words}"
        yield from said.trouble.trace.splitlines()
    elif not said.findings:
        yield f"{head}: nothing"
    for finding in said.findings:
        yield f"{head}: {finding.topic}, score {finding.score:.2f}, because of {'、'.join(finding.reasons) or _NEVER}"
        yield from (f"  {fact.label}: {fact.value} ({fact.name} at {fact.span.start})" for fact in finding.facts)
