"""``sql`` prints an indicator in SQL, and nothing else on standard output."""

import pytest
from click.testing import CliRunner, Result

from csc_indicators import CATALOGUE
from csc_indicators.cli import cli
from csc_indicators.publication.elsewhere.in_sql import due_date_in_sql, in_sql


def run(*arguments: str) -> Result:
    """What the command answers."""
    return CliRunner().invoke(cli, ["sql", *arguments], prog_name="csc-indicators")


class TestSql:
    """Data goes to standard output and words about it to standard error."""

    def test_the_script(self) -> None:
        """The script of an indicator, of the days asked about, is all that a pipe gets; what it reads beside the records is told."""
        answered = run("CP 3.10", "--year", "2018-19", "--as-at", "2018-09-30")

        assert (0, in_sql(CATALOGUE.find("CP 3.10"), as_at="2018-09-30")) == (answered.exit_code, answered.stdout)
        assert answered.stderr.startswith("It reads the table working_day_calendar.")

    def test_a_population(self) -> None:
        """The population goes into the script of a rate."""
        rate = CATALOGUE.find("england.referrals_per_10_000")

        assert in_sql(rate, year="2018-19", population=38_912) == run(rate.id, "--year", "2018-19", "--population", "38912").stdout

    def test_the_due_date_alone(self) -> None:
        """The short query is printed by itself."""
        answered = run("CP 3.10", "--due-date")

        assert (0, due_date_in_sql(CATALOGUE.find("CP 3.10"))) == (answered.exit_code, answered.stdout)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("england.referrals", "--due-date"), "It has no limit in working days"),
            (("CP 3.10", "--due-date", "--as-at", "2018-09-30"), "does not depend on --as-at"),
            (("CP 3.10", "--year", "2018-19", "--as-at", "2019-04-01"), "is not in the year"),
            (("CP 9.99",), "There is no such indicator"),
            (("CP 3.10", "--as-at", "soon"), "The date cannot be read"),
        ],
    )
    def test_what_is_not_understood(self, arguments: tuple[str, ...], said: str) -> None:
        """A question that has no script is refused in a sentence, with nothing on standard output."""
        answered = run(*arguments)

        assert (2, "") == (answered.exit_code, answered.stdout)
        assert said in answered.stderr
