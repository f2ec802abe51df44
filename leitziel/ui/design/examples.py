# SPDX-License-Identifier: EUPL-1.2
"""All components with their examples. A tag of `templatetags/ui.py` that is missing here fails a test."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Tags that only the frame of the page uses; the frame around /design/ shows them.
FRAME = frozenset({"navigation_links", "page_settings", "panels"})


@dataclass(frozen=True, slots=True)
class Example:
    """A state of a component: what it is called, and the template that makes it."""

    state: str | Promise
    source: str


@dataclass(frozen=True, slots=True)
class Component:
    """`tags` are the template tags that it shows (none for what is CSS alone); `note` says what to mind."""

    name: str
    title: str | Promise
    tags: tuple[str, ...]
    examples: tuple[Example, ...]
    note: str | Promise = ""


DEFAULT, LONG, EMPTY, ERROR, DISABLED = _("default"), _("long words"), _("empty"), _("error"), _("disabled")

TEXT = (
    Component(
        "text",
        _("Headings and text"),
        (),
        (
            Example(
                DEFAULT,
                '<p class="lz-preline">Handlungsfeld 3</p><h3>Ankommen und Wohnen</h3>'
                '<p class="lz-lead">Alle finden eine Wohnung, die zu ihrem Leben passt.</p>'
                '<p>Die Stadt berät, vermittelt und baut. <a href="#text">Mehr dazu</a>, <mark>Treffer</mark>, '
                '<span class="lz-muted">Nebensache</span>, <span class="lz-number">M 3.2</span>.</p>'
                "<ul><li>Beratung</li><li>Vermittlung</li></ul>",
            ),
            Example(LONG, "<h3>{{ long }}</h3><p>{{ long }}{{ long }}</p>"),
        ),
    ),
    Component(
        "buttons",
        _("Buttons"),
        (),
        (
            Example(
                DEFAULT,
                '<div class="lz-cluster"><button type="button" class="kern-btn kern-btn--primary"><span class="kern-label">'
                'Veröffentlichen</span></button><button type="button" class="kern-btn kern-btn--secondary"><span '
                'class="kern-label">Bearbeiten</span></button><a href="#buttons" class="kern-btn kern-btn--tertiary"><span '
                'class="kern-label">Abbrechen</span></a><button type="button" class="kern-btn kern-btn--primary '
                'lz-button--danger"><span class="kern-label">Verwerfen</span></button><button type="button" '
                'class="kern-btn kern-btn--secondary lz-button--small"><span class="kern-label">Klein</span></button></div>',
            ),
            Example(
                DISABLED,
                '<div class="lz-cluster"><button type="button" class="kern-btn kern-btn--primary" disabled><span '
                'class="kern-label">Veröffentlichen</span></button><button type="button" class="kern-btn '
                'kern-btn--secondary" disabled><span class="kern-label">Bearbeiten</span></button></div>',
            ),
            Example(
                LONG,
                '<button type="button" class="kern-btn kern-btn--primary"><span class="kern-label">{{ long }}</span>'
                "</button>",
            ),
        ),
        _("Hover underlines or darkens; the keyboard focus is a frame of four pixels, everywhere the same."),
    ),
    Component(
        "icon",
        _("Icons"),
        ("icon",),
        (
            Example(
                DEFAULT,
                '<div class="lz-cluster">{% icon "home" %} {% icon "search" "small" %} {% icon "calendar-today" "large" %} '
                '{% icon "warning" "" "Achtung" %}</div>',
            ),
        ),
        _("An icon is decoration unless it has a label of its own."),
    ),
    Component(
        "badge",
        _("Badges"),
        ("badge",),
        (
            Example(
                DEFAULT,
                '<div class="lz-cluster">{% badge "Entwurf" %} {% badge "im Rat" "info" %} {% badge "beschlossen" "success" %} '
                '{% badge "läuft aus" "warning" %} {% badge "nicht lesbar" "danger" %}</div>',
            ),
            Example(LONG, '{% badge long "info" %}'),
        ),
        _("Never by colour alone: every badge says its state in words."),
    ),
    Component(
        "alert",
        _("Notices"),
        ("alert",),
        (
            Example(
                DEFAULT,
                '{% alert "Sieben Stellen sind noch keiner Organisation zugeordnet." %}'
                '{% alert "Die Edition ist jetzt öffentlich." "success" "Veröffentlicht" %}'
                '{% alert "Das Konzept gilt nur noch bis zum 31.12.2026." "warning" "Bald abgelaufen" %}',
            ),
            Example(ERROR, '{% alert "Die Datei ist mit einem Passwort geschützt." "danger" "Nicht gelesen" %}'),
            Example(LONG, '{% alert long "info" long %}'),
        ),
    ),
)

FORMS = (
    Component(
        "formfield",
        _("Form fields"),
        ("formfield",),
        (
            Example(DEFAULT, "{% for field in form_plain %}{% formfield field %}{% endfor %}"),
            Example(DISABLED, "{% for field in form_disabled %}{% formfield field %}{% endfor %}"),
        ),
        _("Required is the rule; what is optional says so. Hint and error are tied to the input."),
    ),
    Component(
        "formfields",
        _("Form with errors"),
        ("formfields", "errorsummary"),
        (
            Example(ERROR, "{% formfields form_wrong focus=False %}"),
            Example(EMPTY, "{% errorsummary form_plain %}"),
        ),
        _("After sending, the summary gets the focus; each entry leads to its field."),
    ),
    Component(
        "searchfield",
        _("Search field"),
        ("searchfield",),
        (
            Example(DEFAULT, '{% searchfield "#searchfield" "" "Maßnahmen suchen" "q" "sample-search" %}'),
            Example(
                _("filled in"), '{% searchfield "#searchfield" "Wohnraumberatung" "Pläne suchen" "q" "sample-filled" %}'
            ),
        ),
    ),
    Component(
        "filterpanel",
        _("Filters"),
        ("filterpanel",),
        (
            Example(
                DEFAULT,
                '{% filterpanel "Filtern" 2 %}<p>Hier stehen die Felder.</p>{% endfilterpanel %}'
                '<ul class="lz-chips"><li><a class="lz-chip" href="#filterpanel">Altstadt {% icon "close" "small" '
                '"entfernen" %}</a></li><li><span class="lz-chip">Kinder</span></li></ul>',
            ),
            Example(EMPTY, '{% filterpanel "Filtern" %}<p>Hier stehen die Felder.</p>{% endfilterpanel %}'),
        ),
        _("Folded away on phones; open beside the list on wide screens."),
    ),
    Component(
        "confirm",
        _("Asking before something is done"),
        ("confirm",),
        (
            Example(
                DEFAULT,
                '{% confirm "Der Import wird verworfen. Er kann wieder in Prüfung genommen werden." "Verwerfen" "#confirm" '
                'url="#confirm" %}',
            ),
        ),
    ),
)

LISTS = (
    Component(
        "breadcrumbs",
        _("Breadcrumb"),
        ("breadcrumbs",),
        (Example(LONG, '{% breadcrumbs crumbs label="Beispiel: Sie sind hier" %}'),),
    ),
    Component(
        "tabs",
        _("Tabs"),
        ("tabs",),
        (Example(LONG, '{% tabs tab_items "Ansichten des Konzepts" %}'),),
        _("Each tab is a page with an address."),
    ),
    Component(
        "pagination",
        _("Pages of a list"),
        ("pagination",),
        (
            Example(_("first page"), '{% pagination first_page label="Seiten (Anfang)" %}'),
            Example(_("many pages"), '{% pagination middle_page label="Seiten (Mitte)" %}'),
            Example(_("one page: nothing to see"), "{% pagination only_page %}"),
        ),
    ),
    Component(
        "summarytable",
        _("Labels and values"),
        ("summarytable",),
        (Example(LONG, "{% summarytable rows %}"),),
        _("What is not stated is left out, never invented."),
    ),
    Component(
        "scrollarea",
        _("Tables"),
        ("scrollarea",),
        (
            Example(
                DEFAULT,
                '{% scrollarea "Maßnahmen je Handlungsfeld" %}<table class="lz-table"><caption>Maßnahmen je Handlungsfeld'
                '</caption><thead><tr><th scope="col">Handlungsfeld</th><th scope="col">Verantwortung</th><th scope="col" '
                'class="lz-table__number">Maßnahmen</th></tr></thead><tbody><tr><th scope="row">Wohnen</th><td>Fachdienst '
                'Soziales</td><td class="lz-table__number">12</td></tr><tr><th scope="row">{{ long }}</th><td>{{ long }}'
                '</td><td class="lz-table__number">7</td></tr></tbody></table>{% endscrollarea %}',
            ),
            Example(
                _("stacked on narrow screens"),
                '<table class="lz-table lz-table--stacked"><caption>Importe</caption><thead><tr><th scope="col">Datei</th>'
                '<th scope="col">Status</th><th scope="col" data-number>Umfang</th></tr></thead><tbody><tr><th scope="row">konzept.pdf'
                '</th><td data-label="Status">{% badge "in Prüfung" "info" %}</td><td data-label="Umfang" data-number>'
                "63 Maßnahmen, 27 Ziele, {{ long }}</td></tr></tbody></table>",
            ),
            Example(
                _("pane"),
                '{% scrollarea "Quelltext" "pane" %}<div class="lz-source">Maßnahme 1: Die Stadt berät.\n<mark>Verantwortlich: '
                "Fachdienst Soziales</mark></div>{% endscrollarea %}",
            ),
        ),
        _("A region that scrolls can be reached with the keyboard and shows its focus."),
    ),
    Component(
        "list",
        _("Lists and trees"),
        (),
        (
            Example(
                DEFAULT,
                '<ul class="lz-list"><li><p class="lz-list__title"><a href="#list">Wohnraumberatung ausbauen</a></p><p '
                'class="lz-list__meta">Fachdienst Soziales · bis Ende 2027</p></li><li><p class="lz-list__title"><a '
                'href="#list">{{ long }}</a></p><p class="lz-list__meta">{{ long }}</p></li></ul>'
                '<ol class="lz-tree"><li>1 Wohnen<ol><li>1.1 Beraten</li><li>1.2 Bauen</li></ol></li></ol>',
            ),
        ),
    ),
    Component(
        "card",
        _("Cards and figures"),
        ("card",),
        (
            Example(
                DEFAULT,
                '<ul class="lz-grid"><li>{% card "Integrationskonzept" "#card" 3 "Edition 2026" %}<p>Ankommen, bleiben, '
                'mitreden.</p>{% endcard %}</li><li>{% card long "#card" 3 %}<p>{{ long }}</p>{% endcard %}</li><li>{% card '
                '"Ohne Adresse" level=3 %}<dl class="lz-figures"><div><dt>Maßnahmen</dt><dd>63</dd></div><div><dt>Ziele</dt>'
                "<dd>27</dd></div></dl>{% endcard %}</li></ul>",
            ),
        ),
    ),
    Component(
        "emptystate",
        _("Empty lists"),
        ("emptystate",),
        (
            Example(
                EMPTY,
                '{% emptystate "Noch kein Import" "Laden Sie das erste Dokument hoch; es wird gelesen und wartet dann auf '
                'Ihre Prüfung." "#emptystate" "Dokument hochladen" %}',
            ),
        ),
    ),
)

MORE = (
    Component(
        "disclosure",
        _("Something that unfolds"),
        ("disclosure",),
        (
            Example(
                DEFAULT,
                '{% disclosure "Quellenangaben" %}<p>Beschluss des Rates.</p>{% enddisclosure %}'
                "{% disclosure long True %}<p>{{ long }}</p>{% enddisclosure %}",
            ),
        ),
    ),
    Component(
        "progress",
        _("Progress"),
        ("progress", "jobprogress"),
        (
            Example(DEFAULT, '{% progress 0.42 "Dokument wird gelesen" %}'),
            Example(
                _("of a running job"),
                '{% jobprogress "" 0.1 "Import von konzept.pdf" "Seite 12 von 120" running=False %}',
            ),
        ),
        _("A job fetches its state by itself; without JavaScript a link loads the page again."),
    ),
    Component(
        "split",
        _("Side by side"),
        (),
        (
            Example(
                DEFAULT,
                '<div class="lz-split"><section class="lz-split__column" aria-label="Quelle" tabindex="0"><div '
                'class="lz-source">Maßnahme 1\nDie Stadt berät.</div></section><section class="lz-split__column" '
                'aria-label="Gelesen" tabindex="0"><p>Die Stadt berät.</p></section></div>',
            ),
        ),
        _("Columns scroll by themselves on wide screens and follow each other on narrow ones."),
    ),
    Component(
        "svg",
        _("Drawings"),
        ("svg",),
        (
            Example(
                DEFAULT, '<figure class="lz-figure">{% svg drawing %}<figcaption>Drei Kacheln</figcaption></figure>'
            ),
        ),
        _("Colours of tiles follow the light or dark display."),
    ),
)

COMPONENTS: tuple[Component, ...] = (*TEXT, *FORMS, *LISTS, *MORE)
