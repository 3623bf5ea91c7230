"""Definitions as plain values that JSON can hold."""

from typing import Any

from csc_indicators.indicators.definition import Indicator
from csc_indicators.sources import Source

__all__ = ["indicator_as_dict"]


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
                "computed": edition.computed,
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
