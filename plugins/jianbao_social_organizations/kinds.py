"""What facts this topic takes out, for programs; the README says the same to people, and a test holds both together."""

from jianbao import FactKind

KINDS = (
    FactKind(
        name="count",
        about="A figure of the sector.",
        fields={
            "measure": "organizations, assets, staff, members, sanctions, assessed, projects, donations, standards, "
            "beneficiaries or volunteers",
            "type": "社会团体, 基金会, 社会服务机构 (民办非企业单位 too), 行业协会商会, 慈善组织, 社区社会组织, "
            "or 社会组织",
            "level": "where they are registered: 全国, 省级, 市级 or 县级",
            "grade": "of assessed organisations, 5A to 1A",
            "figure": "index of the figure in the article's statistics",
        },
    ),
    FactKind(name="document", about="The document that was issued or adopted."),
    FactKind(name="event", about="What happened, by kind."),
    FactKind(
        name="decision",
        about="What an authority decided about one organisation.",
        fields={
            "kind": "撤销登记, 取缔, 罚款, 没收违法所得, 警告, 限期停止活动, 责令改正, 劝散; "
            "列入活动异常名录, 移出活动异常名录, "
            "列入严重违法失信名单, 移出严重违法失信名单; 准予成立登记, 准予变更登记, 准予注销登记; "
            "年检合格, 年检基本合格, 年检不合格; 评估5A to 评估1A",
            "organization": "its name",
        },
    ),
    FactKind(
        name="law_change",
        about="A law or rule that is made, amended, repealed or comes into force.",
        fields={
            "title": "without 《》",
            "change": "施行, 修订, 修正, 废止 or 公布",
            "date": "the text's own words for it",
        },
    ),
    FactKind(name="organizations", about="Organisations named in a row."),
    FactKind(
        name="registered",
        about="A row of a list of organisations: name and 统一社会信用代码.",
        fields={
            "organization": "name in the same row",
            "code": "18 characters",
            "valid": "whether its check character fits (GB 32100-2015)",
        },
    ),
    FactKind(
        name="credit_code",
        about="统一社会信用代码 outside of lists.",
        fields={"code": "18 characters", "valid": "as above"},
    ),
    FactKind(
        name="register", about="A list of organisations as a whole.", fields={"rows": "how many", "invalid": "codes"}
    ),
    FactKind(name="reporting", about="Where to check or report."),
    FactKind(name="measure", about="A numbered point: what is to be done."),
)
