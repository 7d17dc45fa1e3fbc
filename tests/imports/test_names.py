"""Names of records as they are looked up: folded quickly, and to the same as everywhere else."""

from hypothesis import example, given
from hypothesis import strategies as st

from publishing.resources.staging import fold_name
from publishing.sheets import fold

texts = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("’‘“”–—-`'\" \t\n臺秘衞台AaZz09（）ｘ　"),
    ),
    max_size=40,
)


@given(name=texts)
@example(name="31st  APEC Economic Leaders’ Meeting – Lima")
@example(name="臺北 APEC 論壇’s 祕書")
@example(name="`a` \x1c b")
def test_a_name_is_folded_as_every_text_is(name):
    assert fold_name(name) == fold(name)
