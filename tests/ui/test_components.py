# SPDX-License-Identifier: EUPL-1.2
"""The components: markup, ties for assistive technology, and that /design/ forgets none."""

from pathlib import Path

import lxml.html
import mkdocs_kern_ux
import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template

from leitziel.ui.design import COMPONENTS, FRAME
from leitziel.ui.design.samples import forms_in_all_states
from leitziel.ui.icons import ICONS
from leitziel.ui.templatetags import ui

KIT = Path(mkdocs_kern_ux.__file__).parent / "kern-ux" / "vendor" / "kern" / "kern.css"


def render(source, context=None, request=None):
    template = Template("{% load ui %}" + source)
    return template.render(RequestContext(request, context or {}) if request else Context(context or {}))


def tree(source, context=None, request=None):
    return lxml.html.fragment_fromstring(render(source, context, request), create_parent="div")


def test_every_tag_is_shown_on_the_design_page():
    shown = {tag for component in COMPONENTS for tag in component.tags}
    assert set(ui.register.tags) == shown | FRAME
    assert shown.isdisjoint(FRAME)


def test_every_component_uses_the_tags_it_names():
    unused = [
        (component.name, tag)
        for component in COMPONENTS
        for tag in component.tags
        if not any(f"{{% {tag} " in example.source for example in component.examples)
    ]
    # a form shows its error summary by itself; the progress of a job contains a progress bar
    assert unused == []


def test_design_page_shows_every_example(client, db):
    page = lxml.html.fromstring(client.get("/design/").content)
    assert [e.get("id") for e in page.xpath(".//h2[@id]")] == [component.name for component in COMPONENTS]
    assert len(page.xpath(".//*[contains(concat(' ', @class, ' '), ' lz-design__example ')]")) == sum(
        len(c.examples) for c in COMPONENTS
    )


def test_ids_of_the_design_page_are_unique(client, db):
    ids = [e.get("id") for e in lxml.html.fromstring(client.get("/design/").content).xpath(".//*[@id]")]
    assert sorted(ids) == sorted(set(ids))


def test_icons_are_those_of_the_kit():
    style = KIT.read_text(encoding="utf-8")
    assert [name for name in ICONS if f".kern-icon--{name} " not in style] == []


def test_icon_unknown_name_raises():
    with pytest.raises(ValueError, match="no icon is called 'rocket'"):
        render('{% icon "rocket" %}')


def test_icon_with_label_is_read_out():
    assert tree('{% icon "home" "" "Start" %}').text_content() == "Start"


@pytest.mark.parametrize("source", ['{% badge "x" "red" %}', '{% alert "x" "neutral" %}'])
def test_unknown_kind_raises(source):
    with pytest.raises(ValueError, match="no kind is called"):
        render(source)


def test_badge_escapes_its_text():
    assert "&lt;b&gt;" in render('{% badge text "info" %}', {"text": "<b>"})


def test_svg_refuses_other_markup():
    with pytest.raises(ValueError, match="no SVG"):
        render("{% svg markup %}", {"markup": "<script>"})
    assert render("{% svg markup %}", {"markup": "<svg></svg>"}) == "<svg></svg>"


def test_summarytable_leaves_out_what_is_not_stated():
    found = tree("{% summarytable rows %}", {"rows": [("a", "1"), ("b", None), ("c", ""), ("d", []), ("e", 0)]})
    assert [e.text_content().strip() for e in found.xpath(".//dt")] == ["a", "e"]
    assert [e.text_content().strip() for e in found.xpath(".//dd")] == ["1", "0"]


def test_progress_stays_between_0_and_100():
    values = [tree(f'{{% progress {share} "x" %}}').xpath(".//progress")[0].get("value") for share in (-1, 0.256, 1, 7)]
    assert values == ["0", "26", "100", "100"]


def test_pagination_keeps_the_query(rf):
    page = Paginator(range(100), 10).get_page(3)
    found = tree("{% pagination page %}", {"page": page}, rf.get("/x/?q=%C3%96l&seite=3&feld=a&feld=b"))
    assert found.xpath(".//a[@rel='next']")[0].get("href") == "?q=%C3%96l&seite=4&feld=a&feld=b"
    assert found.xpath(".//a[@rel='prev']")[0].get("href") == "?q=%C3%96l&seite=2&feld=a&feld=b"
    assert [e.text_content() for e in found.xpath(".//*[@aria-current='page']")] == ["Seite 3"]
    assert "21 bis 30 von 100" in found.text_content()


def test_pagination_of_one_page_is_nothing(rf):
    page = Paginator(range(3), 10).get_page(1)
    assert render("{% pagination page %}", {"page": page}, rf.get("/")).strip() == ""


def test_tabs_mark_the_current_one():
    items = [{"label": "A", "url": "/a/", "current": True}, {"label": "B", "url": "/b/", "count": 0}]
    found = tree("{% tabs items %}", {"items": items})
    assert [(e.get("href"), e.get("aria-current")) for e in found.xpath(".//a")] == [("/a/", "page"), ("/b/", None)]
    assert found.xpath(".//a")[1].text_content() == "B 0"


def test_breadcrumbs_begin_with_the_municipality(rf, municipality):
    request = rf.get("/")
    request.municipality = municipality
    found = tree("{% breadcrumbs crumbs %}", {"crumbs": [("Maßnahmen", "/m/"), ("Eine", None)]}, request)
    assert [e.text_content().strip() for e in found.xpath(".//li")] == ["Prüfstadt", "Maßnahmen", "Eine"]
    assert found.xpath(".//a")[0].get("href") == "/pruefstadt/"
    assert [e.text_content() for e in found.xpath(".//*[@aria-current='page']")] == ["Eine"]


def test_card_with_address_is_a_link():
    found = tree('{% card "T" "/x/" 3 %}<p>in</p>{% endcard %}')
    assert found.xpath(".//h3//a")[0].get("href") == "/x/"
    assert found.xpath(".//p")[0].text_content() == "in"


def test_card_escapes_its_title():
    assert "&lt;i&gt;" in render("{% card t %}x{% endcard %}", {"t": "<i>"})


@pytest.mark.parametrize("name", ["form_plain", "form_wrong", "form_disabled"])
def test_every_input_of_a_form_has_a_label_and_its_descriptions(name):
    found = tree("{% formfields form False %}", {"form": forms_in_all_states()[name]})
    ids = {e.get("id") for e in found.xpath(".//*[@id]")}
    inputs = found.xpath(".//input[not(@type='hidden')] | .//select | .//textarea")
    labelled = {e.get("for") for e in found.xpath(".//label")}
    assert len(inputs) == 12
    assert {e.get("id") for e in inputs} == labelled
    described = {part for e in found.xpath(".//*[@aria-describedby]") for part in e.get("aria-describedby").split()}
    assert described - ids == set()


def test_errors_are_tied_to_their_fields_and_listed_with_links():
    form = forms_in_all_states()["form_wrong"]
    found = tree("{% formfields form %}", {"form": form})
    summary = found.xpath(".//*[@id='error-summary']")[0]
    targets = [e.get("href")[1:] for e in summary.xpath(".//a")]
    ids = {e.get("id") for e in found.xpath(".//*[@id]")}
    assert len(targets) == sum(len(errors) for errors in form.errors.values())
    assert set(targets) - ids == set()
    year = found.xpath(".//*[@id='id_wrong-year']")[0]
    assert year.get("aria-invalid") == "true"
    assert year.get("aria-describedby") == "id_wrong-year_error"
    assert "kern-form-input__input--error" in year.get("class").split()


def test_checkboxes_and_radios_are_told_apart():
    found = tree("{% formfields form False %}", {"form": forms_in_all_states()["form_plain"]})
    assert [e.get("type") for e in found.xpath(".//fieldset[@id='id_plain-groups']//input")] == ["checkbox"] * 3
    assert [e.get("type") for e in found.xpath(".//fieldset[@id='id_plain-kind']//input")] == ["radio"] * 2


def test_list_with_several_choices_is_refused():
    class Form(forms.Form):
        groups = forms.MultipleChoiceField(choices=[("1", "a")])

    with pytest.raises(TypeError, match="CheckboxSelectMultiple"):
        render("{% formfields form %}", {"form": Form()})


def test_bound_values_are_kept():
    class Form(forms.Form):
        text = forms.CharField()
        groups = forms.MultipleChoiceField(choices=[("1", "a"), ("2", "b")], widget=forms.CheckboxSelectMultiple)

    found = tree("{% formfields form %}", {"form": Form({"text": '<"x">', "groups": ["2"]})})
    assert found.xpath(".//*[@id='id_text']")[0].get("value") == '<"x">'
    assert [e.get("value") for e in found.xpath(".//input[@checked]")] == ["2"]


def test_disabled_field_is_disabled():
    found = tree("{% formfields form False %}", {"form": forms_in_all_states()["form_disabled"]})
    assert [
        e.get("id")
        for e in found.xpath(".//input[not(@disabled)] | .//select[not(@disabled)] | .//textarea[not(@disabled)]")
    ] == []


def test_confirm_carries_the_token(rf):
    from django.middleware.csrf import get_token

    request = rf.get("/")
    get_token(request)
    found = tree('{% confirm "Sicher?" "Ja" "/zurueck/" %}', {}, request)
    assert found.xpath(".//input[@name='csrfmiddlewaretoken']")[0].get("value")
    assert found.xpath(".//a")[0].get("href") == "/zurueck/"


def test_jobprogress_polls_only_while_running():
    running = tree('{% jobprogress "/job/" 0.5 "x" %}')
    done = tree('{% jobprogress "/job/" 1 "x" running=False %}')
    assert running.xpath(".//*[@hx-get]")[0].get("hx-get") == "/job/"
    assert done.xpath(".//*[@hx-get]") == []
    assert len(running.xpath(".//a")) == 1
