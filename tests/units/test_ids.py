"""The ids that arkdoc makes of units' names."""

import re

from hypothesis import given
from hypothesis import strategies as st

from arkdoc.fields.field import ID
from arkdoc.model.names import is_device
from arkdoc.units.ids import LONGEST, readable_id, why_reserved


def test_an_id_says_the_name() -> None:
    assert readable_id("Seksjon Ålesund", ()) == "seksjon-aalesund"
    assert readable_id("  Avd. for økonomi & drift ", ()) == "avd-for-okonomi-drift"
    assert readable_id("Guovdageaidnu/Kautokeino", ()) == "guovdageaidnu-kautokeino"


def test_two_units_with_one_name_get_two_ids() -> None:
    assert readable_id("Drift", {"drift"}) == "drift-2"
    assert readable_id("Drift", {"drift", "drift-2"}) == "drift-3"


def test_no_id_is_the_name_of_something_else() -> None:
    assert readable_id("Notat", ()) == "enhet-notat"
    assert readable_id("Con", ()) == "enhet-con"
    assert readable_id("???", ()) == "enhet"
    assert readable_id("???", (), "enhet-7") == "enhet-7"


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_names_get_ids_that_can_be_used(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(readable_id(name, taken))
    assert len(set(taken)) == len(names)
    for each in taken:
        assert re.fullmatch(ID, each)
        assert len(each) <= LONGEST
        assert not is_device(each)
        assert not why_reserved(each)
