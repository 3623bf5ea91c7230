"""Results and definitions as plain values that JSON can hold. No child's identifier is among them: a case is named by its row."""

from typing import Any

from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.result import Result
from csc_indicators.results.series import MonthToDate
from csc_indicators.results.tally import Tally
from csc_indicators.sources import Source

__all__ = ["indicator_as_dict", "result_as_dict"]


def result_as_dict(result: Result[Any]) -> dict[str, Any]:
    """
    A result: its figure, what it rests on, its months and its breaches.

    Percentages are text, because a JSON number would lose their decimals; dates are ISO text.
    """

    def tally(counts: Tally) -> dict[str, Any]:
        return {"numerator": counts.numerator, "denominator": counts.denominator, "percentage": _text(counts.percentage(result.decimals))}

    return {
        "indicator": result.indicator,
        "name": result.name,
        "title": result.title,
        "reading": result.reading,
        "calendar": {"name": result.calendar.name, "edition": result.calendar.edition, "announced_to": str(result.calendar.announced_to)},
        "year": str(result.year),
        "as_at": str(result.as_at),
        "known_on": _text(result.known_on),
        **tally(result.tally),
        "target": None if result.target is None else _text(result.target.percentage),
        "shortfall": _text(result.shortfall),
        "series": [
            {
                "month": f"{point.month.year}-{point.month.month:02d}",
                "complete": point.complete,
                **(
                    {"in_month": tally(point.in_month), "year_to_date": tally(point.year_to_date)}
                    if isinstance(point, MonthToDate)
                    else {"as_at": str(point.as_at), "snapshot": tally(point.tally)}
                ),
            }
            for point in result.series
        ],
        "waiting": len(result.waiting),
        "overdue": len(result.overdue),
        "unknown": len(result.unknown),
        "late_by_reason": {reason.code: count for reason, count in result.late_by_reason.items()},
        "breaches": [
            {
                "row": case.row,
                "status": str(case.status),
                "due": _text(case.due),
                "happened": _text(case.happened),
                "working_days_late": case.working_days_late,
                "reason": None if case.reason is None else case.reason.code,
            }
            for case in result.breaches
        ],
        "notes": list(result.notes),
    }


def indicator_as_dict(indicator: Indicator[Any]) -> dict[str, Any]:
    """A definition, with everything it says."""
    return {
        "id": indicator.id,
        "name": indicator.name,
        "codes": [{"scheme": code.scheme, "code": code.code} for code in indicator.codes],
        "title": indicator.title,
        "question": indicator.question,
        "owner": indicator.owner,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "counted_by": indicator.counted_by,
        "accumulation": str(indicator.accumulation),
        "unit": "percent",
        "decimals": indicator.decimals,
        "good": indicator.good,
        "target": None if indicator.target is None else _text(indicator.target.percentage),
        "derived_from": indicator.derived_from,
        "reasons": f"{indicator.reasons.id} {indicator.reasons.version}",
        "readings": [
            {
                "key": reading.key,
                "adopted": reading is indicator.adopted,
                "statement": reading.statement,
                "because": reading.because,
                "measure": str(reading.measure),
            }
            for reading in indicator.readings
        ],
        "editions": [
            {
                "number": edition.number,
                "in_force_from": _text(edition.in_force_from),
                "in_force_to": _text(edition.in_force_to),
                "statement": edition.statement,
                "source": edition.source.citation,
            }
            for edition in indicator.editions
        ],
        "sources": [_source(source) for source in indicator.sources],
        "unknowns": list(indicator.unknowns),
        "records": [
            {
                "table": table.name,
                "row": table.row,
                "columns": [
                    {"name": column.name, "kind": column.kind.value, "required": column.required, "meaning": column.meaning} for column in table
                ],
            }
            for table in indicator.records
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "paragraph": source.paragraph,
        "states": source.states,
        "url": source.url,
        "published": _text(source.published),
        "verified": source.verified,
        "note": source.note,
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
