"""The databases are closed when the tests are over."""

from collections.abc import Iterator

import pytest

from tests.publication.elsewhere.engines import close


@pytest.fixture(scope="package", autouse=True)
def _closed_at_the_end() -> Iterator[None]:
    yield
    close()
