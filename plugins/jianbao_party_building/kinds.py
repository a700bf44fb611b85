"""What facts this topic takes out, for programs; the README says the same to people, and a test holds both together."""

from jianbao import FactKind

KINDS = (
    FactKind(name="event", about="What kind of event it is.", fields={"kind": "as in the lexicon's [events]"}),
    FactKind(
        name="meeting",
        about="The meeting, study session or event that was held.",
        fields={
            "name": "as written",
            "body": "whose it is, where its name says so",
            "level": "of that body: 中央, 国家机关, 省级, 市级, 县级 or 基层",
            "date": "the text's own words",
            "place": "the text's own words",
        },
    ),
    FactKind(name="chair", about="Who chaired it.", fields={"name": "with office, as written"}),
    FactKind(name="speaker", about="Who spoke.", fields={"name": "with office, as written"}),
    FactKind(name="attendance", about="Who attended.", fields={"who": "as written"}),
    FactKind(
        name="demand",
        about="What is demanded or stressed: one sentence each.",
        fields={"who": "会议, a person or a document", "how": "强调, 要求, 指出 …", "what": "the text's own words"},
    ),
    FactKind(name="themes", about="Themes of the lexicon that the text names; none of them is a figure."),
    FactKind(
        name="count",
        about="A figure about the Party's organisations, members and discipline.",
        fields={
            "measure": "organizations, members, cadres, cases, inspections, activities or coverage",
            "figure": "index of the figure in the article's statistics",
        },
    ),
    FactKind(name="source", about="Where the text says it comes from.", fields={"name": "as written"}),
)
