"""Late rules and exact numbers, as properties: over days, budgets, orders and amounts that nobody picked."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.policy.clock import moment, read_moment
from autograder.policy.exact import exact, half_up, shown
from autograder.policy.late import days_late, price
from autograder.policy.settings import Late

DUE = datetime(2027, 2, 8, 23, 59, tzinfo=UTC)
cents = st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-2))
seconds = st.integers(-(10**6), 10**6)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.integers(0, 6))
def test_rounding_is_decimals_own_half_up(number, places, decimals):
    value = abs(Decimal(number).scaleb(-places))
    assert half_up(Fraction(value), decimals) == value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(cents)
def test_decimal_text_comes_through_unchanged(amount):
    assert exact(str(amount)) == Fraction(amount) and Decimal(shown(Fraction(amount))) == amount


@pytest.mark.parametrize("text", ["1,5", "1e3", "nan", "inf", "", " 1", "1.", "½", "٣", "0x1", "--1", "1/3"])
def test_what_is_no_plain_decimal_is_refused(text):
    with pytest.raises(ValueError):
        exact(text)


@given(seconds, st.integers(0, 1440))
def test_days_are_started_days_from_the_due_date(late, grace):
    days = days_late(DUE + timedelta(seconds=late), DUE, Late(grace_minutes=grace))
    if late <= grace * 60:
        assert days == 0
    else:
        assert (days - 1) * 86_400 < late <= days * 86_400


def test_the_grace_moves_no_border_of_a_day():
    rules = Late(grace_minutes=10)
    moments = [timedelta(minutes=10), timedelta(minutes=10, seconds=1), timedelta(days=1), timedelta(days=1, microseconds=1)]
    assert [days_late(DUE + late, DUE, rules) for late in moments] == [0, 1, 1, 2]


@given(st.lists(st.tuples(seconds, cents), max_size=6), st.integers(0, 6), st.integers(0, 3) | st.none(), st.integers(0, 100))
def test_late_days_are_never_spent_twice_and_never_more_than_needed(hand_ins, budget, most, penalty):
    rules = Late(late_days=budget, late_days_per_assignment=most, penalty=Decimal(penalty))
    left, spent = budget, []
    for late, raw in hand_ins:
        got = price(DUE + timedelta(seconds=late), DUE, Fraction(raw), Fraction(120), left, rules)
        assert 0 <= got.spent <= min(got.days_late, left) and (most is None or got.spent <= most)
        assert got.penalty == (got.days_late - got.spent) * Fraction(penalty * 120, 100)
        assert 0 <= got.points <= Fraction(raw) and (got.points in (0, Fraction(raw) - got.penalty))
        if got.penalty:  # a day costs points only when no late day was to be had
            assert got.spent == left or got.spent == most or penalty == 0
        left -= got.spent
        spent.append(got.spent)
    assert sum(spent) + left == budget


@given(seconds, seconds, cents)
def test_coming_earlier_never_costs_more(one, other, raw):
    rules = Late(late_days=2, penalty=Decimal(7), closes_after_days=5)
    early, late = (price(DUE + timedelta(seconds=s), DUE, Fraction(raw), Fraction(100), 2, rules) for s in sorted((one, other)))
    assert early.points >= late.points and early.spent <= max(late.spent, early.spent if late.closed else 0)


def test_what_comes_after_an_assignment_has_closed_does_not_count():
    rules = Late(closes_after_days=2)
    at = [price(DUE + timedelta(days=d), DUE, Fraction(50), Fraction(100), 0, rules) for d in (2, 3)]
    assert [(one.closed, one.points) for one in at] == [(False, 50), (True, 0)]


def test_a_clock_time_that_a_zone_skips_or_has_twice_is_refused():
    berlin = ZoneInfo("Europe/Berlin")
    with pytest.raises(ValueError, match="does not exist in Europe/Berlin"):
        read_moment("2027-03-28 02:30", berlin)
    with pytest.raises(ValueError, match="comes twice in Europe/Berlin"):
        read_moment("2027-10-31 02:30", berlin)
    assert read_moment("2027-10-31T02:30:00+01:00", berlin) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert moment(datetime(2027, 7, 1, 12), berlin) == datetime(2027, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2027-02-08", "8 Feb 2027", "", "23:59", "2027-02-30 10:00"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError):
        read_moment(text, ZoneInfo("UTC"))
