"""The questions of investigators: answered within three clicks from the overview, in both languages.

Each click goes on a link found by the words that a reader sees. Each answer begins with a sentence; picture, legend and
table follow.
"""

import pytest

from tests.api.sample import HOSTILE
from tests.browser.conftest import leave

pytestmark = pytest.mark.browser
IN_PICTURE, IN_TABLE = ".picture: ", "table: "
#: Of those taken in Russia: by which crossing, to whom, in how many days, in which years.
RUSSIA = {
    "en": ("2011", "Khasan", "State Security", "20 days"),
    "ko": ("2011", "하산", "보위부", "20일"),
}
#: Beside the sample: an invented person taken in Russia and handed over.
RUSSIAN = {
    "sources": "id,title,kind\nru:s,Invented report,invented\n",
    "persons": "id,name,birth,source_id\nru:logger,Invented Logger,1974~,ru:s\n",
    "agencies": "id,name,kind,country,source_id\nru:police,Invented police,police,RU,ru:s\n",
    "places": "id,name,names,kind,source_id\nru:khasan,하산,Khasan,border_crossing,ru:s\n",
    "events": "id,person_id,kind,begin,country,by_agency_id,from_agency_id,to_agency_id,at_place_id,source_id\n"
    "ru:e1,ru:logger,arrest,2011-03-02,RU,ru:police,,,,ru:s\n"
    "ru:e2,ru:logger,handover,2011-03-22,,,ru:police,t:bowibu,ru:khasan,ru:s\n",
}
#: Question -> for each language the words of the links, and what the answer's sentence holds.
WALKS = {
    "who of this family was taken, when, for whose act, how sure": {
        "en": (["Families", "Han family"], "After the act of a relative: 1"),
        "ko": (["가족", "Han family"], "친족의 행위 뒤"),
    },
    "how are these two people related": {
        "en": (["persons taken", "오하늘", IN_TABLE + "mother"], "mother"),
        "ko": (["붙잡힌 사람", "오하늘", IN_TABLE + "어머니"], "어머니"),
    },
    "how do people get from Chinese custody to State Security": {
        "en": (["of those taken in China", IN_PICTURE + "State Security"], "Until the handover it took"),
        "ko": (["중국에서 붙잡힌 사람", IN_PICTURE + "보위부"], "인계까지"),
    },
    "how do people get from Russian custody to State Security": {
        "en": (["of those taken in Russia", IN_PICTURE + "State Security"], RUSSIA["en"]),
        "ko": (["러시아에서 붙잡힌 사람", IN_PICTURE + "보위부"], RUSSIA["ko"]),
    },
    "how are two people related, by their names": {
        "en": (["How two people are related", "한동호 / 오하늘"], "niece"),
        "ko": (["두 사람의 관계", "한동호 / 오하늘"], "생질"),
    },
    "who held this person and where is the trail lost": {
        "en": (["persons taken", HOSTILE], "Last known in the hands of"),
        "ko": (["붙잡힌 사람", HOSTILE], "마지막으로 알려진 신병 보유 기관"),
    },
    "what does this rest on": {
        "en": (["persons taken", HOSTILE, "What it rests on"], "would fall with a single source"),
        "ko": (["붙잡힌 사람", HOSTILE, "무엇에 근거하는가"], "출처"),
    },
}


@pytest.fixture(scope="module", autouse=True)
def taken_in_russia(browser, site):
    """The Russian side, recorded beside the sample."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.set_default_timeout(150_000)
    page.goto("/en/import")
    page.locator("#files").set_input_files(
        [{"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()} for name, text in RUSSIAN.items()]
    )
    page.locator("button[value=check]").click()
    page.locator("button[value=record]").click()
    page.get_by_text("rows were recorded").wait_for()
    context.close()


def follow(page, words):
    """Click the first link of the content, or of a picture or table in it, that shows these words.

    Two names with a stroke between are typed into the form instead.
    """
    if " / " in words:
        for field, name in zip("ab", words.split(" / "), strict=True):
            page.locator(f"main input[name={field}]").fill(name)
        page.locator("main form button").first.click()
        page.wait_for_url("**/kinship?a=*")
        return
    where, _, said = words.rpartition(": ")
    named = (
        ":has(text)" if where == ".picture" else ""
    )  # what can be read in a picture, not a title that shows on hover
    leave(page.locator(f"main {where} a{named}", has_text=said).first)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("question", WALKS)
def test_a_question_is_answered_within_three_clicks(page, question, language):
    clicks, told = WALKS[question][language]
    assert len(clicks) <= 3
    page.goto(f"/{language}/")
    for words in clicks:
        follow(page, words)
    sentence = page.locator("main .lead").first.inner_text()
    assert [each for each in ((told,) if isinstance(told, str) else told) if each not in sentence] == []
    order = page.evaluate(
        """() => {
          const wanted = [".lead", ".picture svg", ".legend", "table"];
          const parts = wanted.map((each) => document.querySelector(`main ${each}`));
          const follows = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
          return parts.every(Boolean) && parts.slice(1).every((part, at) => follows(parts[at], part));
        }"""
    )
    assert order, "sentence, picture, legend and table do not follow each other"
    assert page.locator("main table a").count() > 0


def test_two_crossings_with_as_many_persons_are_not_called_the_one_with_most(page):
    page.goto("/en/handovers")
    both = page.locator("main .lead").inner_text()
    assert "crossing with most" not in both and "Known receiving agency with most persons: State Security" in both
    page.goto("/en/map")
    told = page.locator("main .lead").inner_text()
    assert "at 2 known crossings" in told and "most at" not in told


def test_what_was_done_within_a_network_is_kept_in_its_address(page):
    page.goto("/en/explore?focus=t:daughter")
    page.wait_for_selector('[data-ready="true"]')
    pick = page.locator("#list button", has_text="Han Su-jin")
    pick.click()
    page.keyboard.press("p")
    page.wait_for_url("**pin=Person%2Ft%3Amother%21**")
    assert "pinned" in page.locator("#chosen").inner_text()
    page.reload()
    page.wait_for_selector('[data-ready="true"]')
    page.locator("#list button", has_text="Han Su-jin").click()
    assert "pinned" in page.locator("#chosen").inner_text()
    page.keyboard.press("h")
    page.wait_for_url("**hide=Person%2Ft%3Amother**")
    page.keyboard.press("z")
    page.wait_for_url(lambda address: "hide=" not in address)
    page.keyboard.press("y")
    page.wait_for_url("**hide=Person%2Ft%3Amother**")
    assert pick.count() == 0


def test_years_are_set_by_slider_and_the_keys_are_told(page):
    page.goto("/en/explore?focus=t:son")
    page.wait_for_selector('[data-ready="true"]')
    rows = page.locator("#table tbody tr").count()
    page.get_by_role("slider", name="Last year").fill("2009")
    page.wait_for_url("**to=2009**")
    assert page.locator("#year-to").input_value() == "2009" and page.locator("#table tbody tr").count() == rows
    page.locator("#year-from").fill("2012")
    page.keyboard.press("Tab")
    page.wait_for_url("**from=2012**")
    assert page.locator("#table tbody tr").count() < rows
    page.locator("#canvas").focus()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.get_by_role("button", name="Close").click()
    assert not page.get_by_role("dialog", name="Keys").is_visible()


def test_a_record_of_a_family_network_leads_to_its_page_and_its_picture_is_saved(page):
    page.goto("/en/families/t:family/network")
    page.wait_for_selector('[data-ready="true"]')
    page.locator("#list button", has_text="한수진").click()
    assert "한수진" in page.locator("#chosen h2").inner_text()
    with page.expect_download() as started:
        page.locator("[data-png]").click()
    assert started.value.suggested_filename == "network.png"
    page.locator("#chosen").get_by_role("link").click()
    page.wait_for_url("**/en/persons/t:mother")


def test_the_table_of_a_network_is_sorted_and_its_address_keeps_it(page):
    page.goto("/en/explore?focus=t:son&sort=2")
    page.wait_for_selector('[data-ready="true"]')
    told = page.locator("#table tbody tr td:nth-child(2)")
    up = told.all_inner_texts()
    assert up == sorted(up, key=str.casefold)
    page.get_by_role("button", name="Relation").click()
    page.wait_for_url("**sort=-2**")
    assert told.all_inner_texts() == sorted(up, key=str.casefold, reverse=True)


def test_a_heading_sorts_its_table_and_the_address_keeps_it(page):
    page.goto("/en/timeline?family=t:family")
    page.locator("thead a", has_text="What").first.click()
    page.wait_for_url("**sort=2")
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.locator("thead a", has_text="What").first.click()
    page.wait_for_url("**sort=-2")
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_what_is_found_while_typing_says_the_year_of_birth_and_what_is_invented(page):
    page.goto("/en/about")
    page.locator("#find").fill("Invented Logger")
    page.wait_for_selector("#hits a")
    told = page.locator("#hits a").first.inner_text()
    assert told.endswith("1974 · invented") and "~" not in told


def test_back_from_a_record_leads_to_what_was_found_and_its_text_is_in_no_address(page):
    page.goto("/en/about")
    page.locator("#find").fill("han tong ho")
    page.locator("#find").press("Enter")
    page.wait_for_url("**/en/search")
    page.get_by_role("link", name="한동호").click()
    page.wait_for_url("**/en/persons/t:uncle")
    page.go_back()
    page.get_by_role("link", name="한동호").wait_for()
    page.get_by_role("button", name="person", exact=False).first.click()
    page.wait_for_url("**/en/search?type=person")
    page.get_by_role("link", name="한동호").click()
    page.wait_for_url("**/en/persons/t:uncle")
    page.go_back()
    page.get_by_role("button", name="persons", pressed=True).wait_for()
    assert page.url.endswith("/en/search?type=person")
    page.go_back()
    page.wait_for_url("**/en/search")
    page.go_back()
    page.wait_for_url("**/en/about")


def test_back_from_a_view_of_one_of_several_that_were_meant_leads_to_its_form(page):
    page.goto("/en/timeline")
    asked = page.get_by_label("Person or facility")
    asked.fill("han")
    asked.press("Enter")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Show the timeline").click()
    page.wait_for_url("**/en/timeline?person=**")
    page.go_back()
    page.wait_for_url("**/en/timeline")
    assert page.get_by_role("radio").count() == 0 and asked.is_visible()


def test_after_going_back_the_fields_of_a_view_say_what_its_address_says(page):
    page.goto("/en/map")
    kind, first = page.get_by_label("Kind"), page.locator("#year-from")
    for fill, address in (
        (lambda: kind.select_option("inside"), "**/en/map?kind=inside"),
        (lambda: first.fill("2011"), "**/en/map?kind=inside&from=2011"),
    ):
        fill()
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url(address)
    slider = page.get_by_role("slider", name="First year")
    set_by_hand = slider.input_value()
    page.go_back()
    page.wait_for_url("**/en/map?kind=inside")
    assert (kind.input_value(), first.input_value()) == ("inside", "") and slider.input_value() != set_by_hand
    page.go_back()
    page.wait_for_url("**/en/map")
    assert kind.input_value() == ""
