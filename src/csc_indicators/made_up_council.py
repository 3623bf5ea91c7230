"""
A made-up council of any size: the records of every table, made from one seed, for examples, tests and timings.

No record is of a real child. Families come to the front door again and again; each time their children go down one road together: referral,
decision, assessment, for some a section 47 enquiry, an initial conference, a plan with its reviews, visits and core group, for some a time in care,
and the closure of the case. The rates are about those of England, by nobody's figures exactly, and everything keeps the rules that the tables have.

Only the generator's doubles are drawn, and whole numbers are made of them by sums and products, because those are the same in every version of numpy.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Days, Mask
from csc_indicators.calendars import ENGLAND_AND_WALES

__all__ = ["MadeUpTable", "made_up_council"]

#: The columns of a table, by the library's names.
MadeUpTable: TypeAlias = dict[str, NDArray[Any]]

# Ages in days. Nobody is referred in the last half year of childhood, so that a plan and care begin in it; they may be cut short.
_ADULT, _TOO_OLD_TO_BE_REFERRED = np.timedelta64(6575, "D"), 6390

#: Children who are referred for the first time, of all, in a year; and those of families that were known before the records begin.
_FIRST_REFERRED_A_YEAR, _KNOWN_BEFORE = 0.0346, 0.0343

# Quantiles, at equal distances: as many of the numbers drawn lie between any two neighbours as between any two others.
_CHILDREN_OF_A_FAMILY = (1, 1, 2, 2, 3, 3, 4, 5)
_YOUNGEST_IN_DAYS = (-200, 300, 900, 1700, 2600, 3600, 4600, 5500, 6200)
_DAYS_BETWEEN_SIBLINGS = (330, 700, 1100, 1900)
_DAYS_TO_COME_BACK_FROM_BEFORE = (0, 50, 130, 250, 450, 1000)
_DAYS_UNTIL_REFERRED_AGAIN = (1, 40, 90, 160, 260, 420, 700, 1400)

_DAYS_TO_DECIDE = (0, 1, 1, 1, 2, 2, 4)
_DAYS_TO_START_ASSESSING = (0, 1, 1, 2, 3, 6)
_DAYS_TO_AUTHORISE = (6, 15, 25, 32, 38, 41, 43, 45, 46, 60, 100)
_DAYS_TO_DISCUSS = (0, 0, 1, 1, 2, 4, 11)
_DAYS_TO_ENQUIRE = (0, 3, 6, 9, 12, 15, 30)
_DAYS_TO_CONFER = (5, 8, 10, 11, 12, 13, 14, 15, 16, 22, 40)
_DAYS_TO_CONFER_ON_A_NEWCOMER = (5, 10, 14, 16, 24)
_DAYS_TO_MEET = (2, 5, 7, 8, 9, 10, 10, 11, 20)

_REVIEWS_OF_A_PLAN = (1, 2, 2, 2, 3, 3, 4, 7)
_MOST_REVIEWS = 6
_DAYS_TO_REVIEW = (60, 70, 78, 82, 84, 86, 87, 88, 89, 90, 90, 90, 120)
_DAYS_TO_REVIEW_AGAIN = (120, 140, 150, 158, 164, 168, 171, 174, 176, 177, 178, 179, 180, 181, 182, 230)
_DAYS_TO_VISIT = (1, 3, 6, 11)
_DAYS_BETWEEN_PLAN_VISITS = (5, 9, 10, 11, 13, 16, 21)
_DAYS_OF_NEED = (0, 0, 0, 40, 120, 230, 400)
_DAYS_AFTER_A_PLAN = (0, 30, 90, 160)

_DAYS_BEFORE_CARE = (0, 10, 60, 180)
_DAYS_IN_CARE = (3, 60, 240, 500, 900, 1500, 3000)
_DAYS_TO_VISIT_IN_CARE = (1, 3, 5, 8)
_DAYS_BETWEEN_VISITS_IN_CARE = (14, 20, 24, 26, 28, 29, 30, 31, 40)

_TEAMS = np.array(["North", "South", "East"])

#: The one date that may lie after the day of the extract.
_MAY_BE_LATER = "expected_date_of_birth"


def made_up_council(
    *, children: int, first_year: int = 2009, years: int = 10, seed: int = 1, extracted: date | None = None
) -> dict[str, MadeUpTable]:
    """
    The records of a council that never was, every table as columns.

    Children and families are whole numbers, dates ``datetime64[D]`` with NaT for blank, flags booleans and counts whole numbers. Rows are in order of
    the day on which each began. The records begin on 1 April of the first year with nobody known, so the children in need, on plans and in care are
    too few until about the third year. Initial and core assessments, which ended in 2013-14, are not made.

    Each referral has an episode of need; where no further action follows it ends on the day of the decision, and is marked. What comes after the day
    of the extract is blank, and what begins after it is not there: an earlier *extracted* changes nothing else.

    Args:
        children: The council's population aged 0 to 17, 0 or more. Each year about 540 in 10,000 are referred. None at all give tables without rows.
        first_year: The year on whose 1 April the records begin. Before 1996 some dates of birth are before the calendar's first day.
        years: How many reporting years there are, 1 or more.
        seed: Another one makes another council; 0 or more.
        extracted: The day of the extract, 31 March at the end of the last year unless an earlier one is given.

    Raises:
        ValueError: If there are fewer than 0 children or 1 year, or the day of the extract is not in the years.
        OutsideCalendar: If the years are not in the calendar of England and Wales.

    >>> council = made_up_council(children=10_000, first_year=2014, years=5)
    >>> {name: len(columns["child"]) for name, columns in council.items()}  # doctest: +ELLIPSIS
    {'referrals': ..., 'need_episodes': ..., 'assessments': ..., ...}
    >>> bool((council["plans"]["start"] == council["plans"]["conference"]).all())
    True
    """
    if children < 0 or years < 1:
        raise ValueError("A made-up council has 0 children or more and 1 year or more. Give such numbers.")
    first, end_of_last = date(first_year, 4, 1), date(first_year + years, 3, 31)
    if extracted is not None and not first <= extracted <= end_of_last:
        raise ValueError(
            "The day of the extract is not in the years of the records. Give one from 1 April of the first year to 31 March of the last."
        )
    draws = _Draws(np.random.Generator(np.random.PCG64(seed)))
    period = _Period(np.datetime64(first, "D"), np.datetime64(end_of_last, "D"))
    families, siblings = _families(draws, children, years, period)
    spells = _spells(draws, families, period)
    journeys = _journeys(draws, siblings, spells)
    extract = _Extract(np.datetime64(extracted or end_of_last, "D"))
    return {
        **_front_door(extract, journeys),
        **_child_protection(extract, journeys),
        **_plan_meetings(extract, draws, spells, journeys, period),
        **_care(extract, draws, spells, journeys, period),
    }


@attrs.frozen
class _Draws:
    """Numbers drawn one after another."""

    _generator: np.random.Generator

    def are(self, share: float | NDArray[np.float64], count: int) -> Mask:
        """Of so many, which are among a share of them."""
        return self._generator.random(count) < share

    def spread(self, quantiles: Sequence[int], count: int) -> Days:
        """So many whole numbers, from the first of the quantiles to just below the last."""
        at = self._generator.random(count) * (len(quantiles) - 1)
        step = at.astype(np.int64)
        low, high = (np.array(ends)[step] for ends in (quantiles[:-1], quantiles[1:]))
        found: Days = low + np.floor((at - step) * (high - low)).astype(np.int64)
        return found


@attrs.frozen
class _Period:
    first: np.datetime64
    last: np.datetime64

    def capped(self, days: Dates) -> Dates:
        """The days, those long after the records at a day well after them, so that no calendar is asked about what nobody will see."""
        return np.minimum(days, self.last + np.timedelta64(14, "D"))

    def after(self, days: Dates, working_days: Days) -> Dates:
        return ENGLAND_AND_WALES.after(self.capped(days), working_days)

    def working_day(self, days: Dates) -> Dates:
        return ENGLAND_AND_WALES.on_or_after(self.capped(days))


def _families(draws: _Draws, children: int, years: int, period: _Period) -> tuple[MadeUpTable, MadeUpTable]:
    """A row for each family that ever comes, and a row for each of their children, family by family."""
    shares = _FIRST_REFERRED_A_YEAR * years, _KNOWN_BEFORE
    number = min(children, int(children * sum(shares) + draws.spread((0, 1000), 1)[0] / 1000))
    sizes = draws.spread(_CHILDREN_OF_A_FAMILY, number)
    family = np.searchsorted(np.cumsum(sizes), np.arange(number), side="right")
    count = int(family[-1]) + 1 if number else 0
    size = np.bincount(family, minlength=count)
    known = draws.are(shares[1] / sum(shares), count)
    anywhere = draws.spread((0, int((period.last - period.first).astype(np.int64)) + 1), count)
    first_day = period.first + np.where(known, draws.spread(_DAYS_TO_COME_BACK_FROM_BEFORE, count), anywhere)
    families = {"first_day": first_day, "at_risk": draws.are(0.25, count), "team": _TEAMS[draws.spread((0, 1, 2, 3), count)]}
    families |= {"from": np.cumsum(size) - size, "size": size}
    youngest = first_day - draws.spread(_YOUNGEST_IN_DAYS, count)
    between = draws.spread(_DAYS_BETWEEN_SIBLINGS, number)
    between[families["from"]] = 0
    born = youngest[family] - _running(between, size)
    before = np.where(born < period.first, draws.spread((0, 0, 0, 0, 0, 0, 0, 1, 3), number), 0)
    return families, {"born": born, "lost": draws.are(0.2, number), "plans_before": before}


def _spells(draws: _Draws, families: MadeUpTable, period: _Period) -> MadeUpTable:
    """A row for each time that a family comes, until it comes no more or the records end."""
    family, referral = np.arange(len(families["first_day"]), dtype=np.int64), families["first_day"]
    rounds: list[MadeUpTable] = []
    while not rounds or len(family):
        at_risk = families["at_risk"][family]
        spells = _referred(draws, referral, period) | {"family": family}
        spells |= _enquired_about(draws, spells, at_risk, period)
        spells |= _on_a_plan(draws, spells["conference"], period)
        spells |= _in_care(draws, spells, at_risk)
        spells |= _closed(draws, spells, period)
        rounds.append(spells)
        again = draws.are(np.where(at_risk, 0.62, 0.48), len(family))
        referral = spells["closed"] + draws.spread(_DAYS_UNTIL_REFERRED_AGAIN, len(family))
        stays = again & (referral <= period.last)
        family, referral = family[stays], referral[stays]
    whole = {name: np.concatenate([spells[name] for spells in rounds]) for name in rounds[0]}
    return whole | {name: families[name][whole["family"]] for name in ("team", "from", "size")}


def _referred(draws: _Draws, received: Dates, period: _Period) -> MadeUpTable:
    count = len(received)
    referral = np.where(draws.are(0.2, count), received, period.working_day(received))
    decision = period.after(referral, draws.spread(_DAYS_TO_DECIDE, count))
    no_further_action = draws.are(0.07, count)
    assessed = ~no_further_action & draws.are(0.97, count)
    started = _later(referral, draws.spread(_DAYS_TO_START_ASSESSING, count))
    authorised = period.after(referral, draws.spread(_DAYS_TO_AUTHORISE, count))
    return {
        "referral": referral,
        "decision": decision,
        "no_further_action": no_further_action,
        "assessment": _where(assessed, started),
        "authorised": _where(assessed, authorised),
    }


def _enquired_about(draws: _Draws, spells: MadeUpTable, at_risk: Mask, period: _Period) -> MadeUpTable:
    """The enquiry and the conference; one in a hundred is never held, and a child on another council's plan needs no enquiry."""
    referral, count = spells["referral"], len(at_risk)
    goes_on = ~spells["no_further_action"]
    newcomer = goes_on & draws.are(0.003, count)
    enquiry = _where(
        goes_on & ~newcomer & draws.are(np.where(at_risk, 0.7, 0.23), count), period.after(referral, draws.spread(_DAYS_TO_DISCUSS, count))
    )
    enquiry_end = period.after(enquiry, draws.spread(_DAYS_TO_ENQUIRE, count))
    discussed = _where(draws.are(np.where(at_risk, 0.57, 0.1), count), enquiry)
    held_over = period.after(discussed, draws.spread(_DAYS_TO_CONFER, count))
    newcomers = period.after(_where(newcomer, referral), draws.spread(_DAYS_TO_CONFER_ON_A_NEWCOMER, count))
    recorded_as = np.where(draws.are(0.1, count), period.after(discussed, draws.spread((1, 2, 4), count)), discussed)
    return {
        "enquiry": enquiry,
        "enquiry_end": enquiry_end,
        "discussed": discussed,
        "section_47_start": recorded_as,
        "newcomer": newcomer,
        "conference": _where(draws.are(0.99, count), np.where(newcomer, newcomers, held_over)),
    }


def _on_a_plan(draws: _Draws, conference: Dates, period: _Period) -> MadeUpTable:
    """The reviews that a plan from the conference would have and its end: at its last review, or some time after."""
    count = len(conference)
    number = draws.spread(_REVIEWS_OF_A_PLAN, count)
    days = np.column_stack([draws.spread(_DAYS_TO_REVIEW if n == 0 else _DAYS_TO_REVIEW_AGAIN, count) for n in range(_MOST_REVIEWS)])
    due = period.capped((conference[:, None] + np.cumsum(days, axis=1)).ravel())
    reviews = ENGLAND_AND_WALES.on_or_before(due).reshape(days.shape)
    last = reviews[np.arange(count), number - 1]
    ended = last + np.where(draws.are(0.15, count), draws.spread((1, 20, 80), count), 0)
    first_meeting = _where(draws.are(0.99, count), period.after(conference, draws.spread(_DAYS_TO_MEET, count)))
    return {"reviews": reviews, "plan_end": ended, "core_group": first_meeting}


def _in_care(draws: _Draws, spells: MadeUpTable, at_risk: Mask) -> MadeUpTable:
    count = len(at_risk)
    taken = ~spells["no_further_action"] & draws.are(np.where(at_risk, 0.12, 0.035), count)
    start = _where(taken, _later(spells["referral"], draws.spread(_DAYS_BEFORE_CARE, count)))
    return {"care_start": start, "care_end": start + draws.spread(_DAYS_IN_CARE, count)}


def _closed(draws: _Draws, spells: MadeUpTable, period: _Period) -> MadeUpTable:
    """The day after which nothing of the spell happens; a spell without further action is closed when that is decided."""
    count = len(spells["referral"])
    need = np.fmax(spells["authorised"], spells["decision"]) + draws.spread(_DAYS_OF_NEED, count)
    protection = np.fmax(spells["plan_end"], spells["conference"]) + draws.spread(_DAYS_AFTER_A_PLAN, count)
    ends = (need, spells["enquiry_end"], protection, spells["care_end"])
    return {"closed": np.where(spells["no_further_action"], spells["decision"], period.working_day(np.fmax.reduce(ends)))}


def _journeys(draws: _Draws, siblings: MadeUpTable, spells: MadeUpTable) -> MadeUpTable:
    """A row for each child of each spell who was young enough and was referred too, with what came of it for that child."""
    spell, child = _each(spells["from"], spells["size"])
    age = (spells["referral"][spell] - siblings["born"][child]).astype(np.int64)
    referred = (age < _TOO_OLD_TO_BE_REFERRED) & draws.are(0.95, len(spell))
    spell, child = spell[referred], child[referred]
    journeys = {name: values[spell] for name, values in spells.items()} | {name: values[child] for name, values in siblings.items()}
    count, adult = len(spell), journeys["born"] + _ADULT
    on_a_plan = draws.are(0.86, count)
    in_care = draws.are(0.75, count)
    journeys |= {"spell": spell, "child": child + 1, "family": journeys["family"] + 1}
    journeys |= {"plan_start": _where(on_a_plan, journeys["conference"]), "care_start": _where(in_care, journeys["care_start"])}
    journeys |= {name: np.minimum(journeys[name], adult) for name in ("plan_end", "care_end")}
    return journeys | {"previous_plans": _numbers_of_plans(journeys)}


def _numbers_of_plans(journeys: MadeUpTable) -> Days:
    """How many plans each child was on before each journey."""
    order = np.lexsort((journeys["referral"], journeys["child"]))
    child, plan = journeys["child"][order], ~np.isnat(journeys["plan_start"][order])
    earlier = np.cumsum(plan) - plan
    begins = np.searchsorted(child, child)
    number = np.empty(len(order), dtype=np.int64)
    number[order] = earlier - earlier[begins]
    return number + journeys["plans_before"]


@attrs.frozen
class _Extract:
    day: np.datetime64

    def table(self, begun: Dates, **columns: NDArray[Any]) -> MadeUpTable:
        """The rows begun by the day of the extract in the order of that, with the dates blank that were to come."""
        there = np.flatnonzero(begun <= self.day)
        rows = there[np.lexsort((columns["child"][there], begun[there]))]
        return {name: self._known(name, values[rows]) for name, values in columns.items()}

    def _known(self, name: str, values: NDArray[Any]) -> NDArray[Any]:
        return _where(values <= self.day, values) if values.dtype.kind == "M" and name != _MAY_BE_LATER else values


def _front_door(extract: _Extract, journeys: MadeUpTable) -> dict[str, MadeUpTable]:
    child, referral, born = (journeys[name] for name in ("child", "referral", "born"))
    # A child who was expected when last heard of, or is still, has no date of birth.
    unborn = (born > extract.day) | (journeys["lost"] & (born > referral) & _last_of_each(child, referral))
    unborn = np.isin(child, child[unborn])
    whose = _whose(journeys)
    no_further_action = journeys["no_further_action"] & (journeys["decision"] <= extract.day)
    birth = {"date_of_birth": _where(~unborn, born), "expected_date_of_birth": _where(unborn, born)}
    referrals = {"referral": referral, "decision": journeys["decision"], "no_further_action": no_further_action, **birth}
    episodes = {"start": referral, "end": journeys["closed"], "no_further_action": no_further_action}
    assessments = {"referral": referral, "start": journeys["assessment"], "authorised": journeys["authorised"]}
    return {
        "referrals": extract.table(referral, **whose, **referrals, team=journeys["team"]),
        "need_episodes": extract.table(referral, **whose, **episodes),
        "assessments": extract.table(journeys["assessment"], **whose, **assessments),
    }


def _child_protection(extract: _Extract, journeys: MadeUpTable) -> dict[str, MadeUpTable]:
    whose = _whose(journeys)
    enquiry, discussed, conference, start = (journeys[name] for name in ("enquiry", "discussed", "conference", "plan_start"))
    newcomer, notified = journeys["newcomer"], _where(journeys["newcomer"], journeys["referral"])
    meeting = {"strategy_discussion": discussed, "section_47_start": journeys["section_47_start"], "conference": conference}
    plan = {"start": start, "end": journeys["plan_end"], "conference": start, "previous_plans": journeys["previous_plans"]}
    return {
        "section_47_enquiries": extract.table(enquiry, **whose, start=enquiry, end=journeys["enquiry_end"]),
        "conferences": extract.table(np.fmax(discussed, notified), **whose, **meeting, transfer_in=newcomer, notified=notified),
        "plans": extract.table(start, **whose, **plan),
        "core_groups": extract.table(start, **whose, conference=start, core_group=journeys["core_group"]),
    }


def _plan_meetings(extract: _Extract, draws: _Draws, spells: MadeUpTable, journeys: MadeUpTable, period: _Period) -> dict[str, MadeUpTable]:
    reviews, start, end = (journeys[name] for name in ("reviews", "plan_start", "plan_end"))
    journey, number = np.nonzero((reviews <= end[:, None]) & ~np.isnat(start)[:, None])
    reviewed = reviews[journey, number]
    paces = _DAYS_TO_VISIT, _DAYS_BETWEEN_PLAN_VISITS
    visited = _visits(draws, spells["conference"], period.capped(spells["plan_end"]), paces)
    return {
        "plan_reviews": extract.table(reviewed, child=journeys["child"][journey], reviewed=reviewed),
        "plan_visits": _visits_of_each(extract, draws, journeys, (start, end), visited),
    }


def _care(extract: _Extract, draws: _Draws, spells: MadeUpTable, journeys: MadeUpTable, period: _Period) -> dict[str, MadeUpTable]:
    start, end = journeys["care_start"], journeys["care_end"]
    paces = _DAYS_TO_VISIT_IN_CARE, _DAYS_BETWEEN_VISITS_IN_CARE
    visited = _visits(draws, period.capped(spells["care_start"]), period.capped(spells["care_end"]), paces)
    return {
        "periods_of_care": extract.table(start, **_whose(journeys), start=start, end=end),
        "visits": _visits_of_each(extract, draws, journeys, (start, end), visited),
    }


def _visits(draws: _Draws, start: Dates, end: Dates, paces: tuple[Sequence[int], Sequence[int]]) -> tuple[Dates, Days]:
    """The visits to the family of every spell from *start* to *end*, spell by spell, and how many each has; *paces* are to the first and between."""
    to_the_first, between = paces
    rows = np.flatnonzero(~np.isnat(start))
    lasts = np.maximum(ENGLAND_AND_WALES.between(start[rows], end[rows]), 0)
    most = lasts // between[0] + 1
    which, number = _each(np.zeros_like(most), most)
    gaps = np.where(number == 0, draws.spread(to_the_first, len(which)), draws.spread(between, len(which)))
    day = _running(gaps, most)
    made = day <= lasts[which]
    spell = rows[which[made]]
    return ENGLAND_AND_WALES.after(start[spell], day[made]), np.bincount(spell, minlength=len(start))


def _visits_of_each(extract: _Extract, draws: _Draws, journeys: MadeUpTable, during: tuple[Dates, Dates], visits: tuple[Dates, Days]) -> MadeUpTable:
    """The visits to a family as visits to those of its children who were seen, of the children to whom they were due then."""
    days, count = visits
    first = np.cumsum(count) - count
    journey, visit = _each(first[journeys["spell"]], count[journeys["spell"]])
    visited, (start, end) = days[visit], during
    seen = (start[journey] < visited) & (visited <= end[journey]) & draws.are(0.95, len(visit))
    return extract.table(visited[seen], child=journeys["child"][journey[seen]], visited=visited[seen])


def _whose(journeys: MadeUpTable) -> MadeUpTable:
    return {name: journeys[name] for name in ("child", "family")}


def _where(there: Mask, days: Dates) -> Dates:
    return np.where(there, days, NAT)


def _later(days: Dates, by: Days) -> Dates:
    later: Dates = days + by.astype("timedelta64[D]")
    return later


def _each(first: Days, count: Days) -> tuple[Days, Days]:
    """The rows of what each of several has: whose each row is, and its place, counted from *first*."""
    whose = np.repeat(np.arange(len(count)), count)
    return whose, first[whose] + np.arange(len(whose)) - (np.cumsum(count) - count)[whose]


def _running(gaps: Days, count: Days) -> Days:
    """The running sums of *gaps*, begun anew for each of several; each has one row or more."""
    sums = np.cumsum(gaps)
    before = (sums - gaps)[np.cumsum(count) - count]
    found: Days = sums - np.repeat(before, count)
    return found


def _last_of_each(child: Days, day: Dates) -> Mask:
    """Which rows are the latest of their child."""
    order = np.lexsort((day, child))
    latest = np.ones(len(child), dtype=bool)
    latest[order[:-1]] = child[order[1:]] != child[order[:-1]]
    return latest
