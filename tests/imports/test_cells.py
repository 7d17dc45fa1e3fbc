"""What a cell may hold in the columns of a sheet: read as it was meant, or refused with what to do."""

import pytest

from tests import make
from tests.imports.sheets import bring, codes, csv_of, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record():
    make.make_host_year(year=2024, code="HY-2024")
    make.make_forum(acronym="HRDWG", code="FOR-HRDWG", name_en="Human Resources Development Working Group")


def test_a_whole_number_may_be_written_as_programs_write_it():
    economy = make.make_economy(code="ECO-PE")
    bring(csv_of(("code", "joined"), ("ECO-PE", "1998.0"), name="economies.csv"))
    economy.refresh_from_db()
    assert economy.joined == 1998
    assert codes(plan_of(csv_of(("code", "joined"), ("ECO-PE", "1998.5"), name="economies.csv"))) == [
        "not_whole"
    ]
