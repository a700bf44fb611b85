"""What facts this topic takes out, for programs; the README says the same to people, and a test holds both together."""

from jianbao import FactKind

KINDS = (
    FactKind(
        name="count",
        about="A figure about children, what they get, or who looks after them.",
        fields={
            "measure": "children, standard, spending, institutions, beds, stations, staff, adoptions or services",
            "group": "孤儿, 事实无人抚养儿童, 留守儿童, 困境儿童, 流动儿童, 流浪未成年人, 残疾儿童 or 弃婴",
            "care": "of children and standards: 集中养育, 社会散居, 亲属抚养 or 家庭寄养",
            "post": "of staff: 儿童主任, 儿童督导员, 社会工作者, 志愿者 or 工作人员",
            "figure": "index of the figure in the article's statistics",
        },
    ),
    FactKind(name="document", about="The document or plan that was issued or adopted."),
    FactKind(name="groups", about="The groups of children that the text speaks of."),
    FactKind(
        name="duty",
        about="Which level does what, by when.",
        fields={
            "who": "as the text calls them",
            "level": "省级, 市级, 县级, 乡镇 or 村居",
            "what": "the text's own words",
            "by": "the text's own words for the date",
            "course": "优化提质 or 创新转型, where it is one of the two courses of child welfare institutions",
        },
    ),
    FactKind(name="measure", about="A numbered point of what is to be done: its heading sentence."),
    FactKind(name="safeguard", about="A numbered point of the safeguards (保障措施): its heading sentence."),
    FactKind(name="hotline", about="A number to call.", fields={"name": "of the line", "number": "as written"}),
    FactKind(name="adoption", about="What the text says of adoption (收养登记, 送养): the sentence."),
)
