"""The tables of a list of reasons: every group and reason, and the choices of a drop-down for one process."""

from typing import get_args

from csc_indicators.publication.files.tables import TableColumn, one_of, yes_or_no
from csc_indicators.reasons.taxonomy import Attribution, Grounding, Kind, Status

__all__ = ["CHOICES", "COLUMNS"]

#: The columns of the table of groups and reasons, as :func:`~csc_indicators.publication.taxonomies.taxonomy_as_csv` writes it.
COLUMNS = (
    TableColumn(name="level", title="Level", means="Whether the row is a group or a reason.", datatype=one_of("group", "reason"), required=True),
    TableColumn(name="code", title="Code", means="The permanent code.", required=True),
    TableColumn(name="label", title="Label", means="The group or the reason in words.", required=True),
    TableColumn(name="alternatives", title="Other labels", means="Other words that people use for it.", several=True),
    TableColumn(name="definition", title="Definition", means="What it means. Empty when the label says it."),
    TableColumn(name="includes", title="Includes", means="What else belongs here. Empty when there is nothing to say."),
    TableColumn(name="excludes", title="Excludes", means="What belongs elsewhere, and under which code. Empty when there is nothing to say."),
    TableColumn(
        name="broader",
        title="Broader",
        means="The code of the group of a reason, or of the reason that a council's own is narrower than. Empty of a group.",
    ),
    TableColumn(name="related", title="Related", means="The codes of reasons that are easily taken for it.", several=True),
    TableColumn(name="applies_to", title="Applies to", means="What can be late for this reason. Empty of a group.", several=True),
    TableColumn(
        name="kind",
        title="Kind",
        means="Whether practice, recording or the definition is what was late, or none of these is known. Empty of a group.",
        datatype=one_of(*get_args(Kind)),
    ),
    TableColumn(
        name="attribution",
        title="Attribution",
        means="Whom the reason is usually put down to, which says nothing about fault. Empty of a group.",
        datatype=one_of(*get_args(Attribution)),
    ),
    TableColumn(
        name="child_voice",
        title="The child's decision",
        means="Whether the delay was the child's own decision, which is never to be shown as a failure to comply. Empty of a group.",
        datatype=yes_or_no(),
    ),
    TableColumn(
        name="selectable",
        title="Can be chosen",
        means="Whether people can choose it; no for the reason that only the system gives. Empty of a group.",
        datatype=yes_or_no(),
    ),
    TableColumn(
        name="comment_required",
        title="Comment required",
        means="Whether the code says too little without words of its own. Empty of a group.",
        datatype=yes_or_no(),
    ),
    TableColumn(
        name="grounding",
        title="Grounding",
        means="Whether somebody published it for this process or a neighbouring one, or it is proposed here or a council's own. Empty of a group.",
        datatype=one_of(*get_args(Grounding)),
    ),
    TableColumn(name="source", title="Source", means="Where it was published. Empty of a proposal."),
    TableColumn(name="matches", title="Codes elsewhere", means="Codes of other published lists that it is like, and how like.", several=True),
    TableColumn(name="owner", title="Owner", means="The council that added it. Empty of the national list."),
    TableColumn(name="since", title="Since", means="The version of the list that it came with. Empty of a group."),
    TableColumn(name="status", title="Status", means="Whether it is given now. Empty of a group.", datatype=one_of(*get_args(Status))),
    TableColumn(name="replaced_by", title="Replaced by", means="The code to give instead. Empty unless it is retired."),
)

#: The columns of the choices for one process, as :func:`~csc_indicators.publication.taxonomies.pick_list_as_csv` writes them.
CHOICES = (
    TableColumn(name="code", title="Code", means="The permanent code, to be stored.", required=True),
    TableColumn(name="text", title="Text", means="The reason in words, to be shown.", required=True),
    TableColumn(name="group", title="Group", means="The heading that it stands under.", required=True),
    TableColumn(
        name="comment_required",
        title="Comment required",
        means="Whether the code says too little without words of its own.",
        datatype=yes_or_no(),
        required=True,
    ),
)
