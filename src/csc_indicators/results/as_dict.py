"""A result as plain values that JSON can hold. No child's or family's identifier is among them: a case is named by its row."""

from typing import TYPE_CHECKING, Any

import attrs

from csc_indicators.results.families import Influence
from csc_indicators.results.rates import Population
from csc_indicators.results.tally import OverlappingTally, Tally

if TYPE_CHECKING:
    from csc_indicators.results.result import Result

__all__ = ["result_as_dict"]


def result_as_dict(result: "Result[Any]") -> dict[str, Any]:
    """
    A result: its figure, what it rests on, its history, its doubt and its breaches.

    Figures are text, because a JSON number would lose their decimals; dates are ISO text.
    """
    return {
        "indicator": result.indicator,
        "edition": result.edition,
        "name": result.name,
        "title": result.title,
        "reading": result.reading,
        "accumulation": str(result.accumulation),
        "unit": str(result.unit),
        "population": None if result.population is None else _population(result.population),
        "good": result.good,
        "reasons": f"{result.cases.taxonomy.id} {result.cases.taxonomy.version}",
        "calendar": {"name": result.calendar.name, "edition": result.calendar.edition, "announced_to": str(result.calendar.announced_to)},
        "year": str(result.year),
        "as_at": str(result.as_at),
        "known_on": _text(result.known_on),
        "version": result.version,
        **_tally(result, result.tally),
        "why_no_figure": _text(result.why),
        "target": None if result.target is None else _text(result.target.percentage),
        "shortfall": _text(result.shortfall),
        "cases_short": result.cases_short,
        "standing": None if result.standing is None else result.standing.words,
        "series": [_point(result, point) for point in result.series],
        "tallies": result.tallies.as_dict(),
        "waiting": len(result.waiting),
        "overdue": len(result.overdue),
        "unknown": len(result.unknown),
        "with_overdue": _tally(result, result.with_overdue),
        "interval": _interval(result),
        "families": _families(result),
        "bands": None if result.banded is None else {**result.banded.counts, "unknown": result.banded.unknown},
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


def _tally(result: "Result[Any]", counts: Tally | OverlappingTally) -> dict[str, Any]:
    figure = result.unit.figure(counts, decimals=result.decimals, population=result.population)
    return {"numerator": counts.numerator, "denominator": counts.denominator, "figure": _text(figure)}


def _point(result: "Result[Any]", point: Any) -> dict[str, Any]:
    alone = {"in_month": _tally(result, point.in_month)} if hasattr(point, "in_month") else {}
    return {
        "month": f"{point.month.year:04d}-{point.month.month:02d}",
        "first": str(point.period.first),
        "as_at": str(point.as_at),
        "complete": point.complete,
        **alone,
        **_tally(result, point.tally),
        "why_no_figure": _text(point.why),
    }


def _interval(result: "Result[Any]") -> dict[str, Any] | None:
    interval = result.interval()
    if interval is None:
        return None
    lower, upper = interval.rounded(result.decimals)
    return {"lower": _text(lower), "upper": _text(upper), "confidence": interval.confidence, "method": interval.method}


def _families(result: "Result[Any]") -> dict[str, Any] | None:
    families, influence = result.families(), result.influence()
    if families is None or influence is None:
        return None
    moves = attrs.evolve(influence, **{field.name: getattr(influence, field.name)[:1] for field in attrs.fields(Influence)}).points(result.decimals)
    return {
        "families": families.families,
        "in_time": families.families_in_time,
        "largest": families.largest,
        "effective_size": families.effective_size,
        "largest_move": _text(moves[0]) if moves else None,
    }


def _population(population: Population) -> dict[str, Any]:
    return {
        "number": population.number,
        "of": population.of,
        "vintage": population.vintage,
        "source": population.source,
        "as_of": _text(population.as_of),
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
