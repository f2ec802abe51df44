# SPDX-License-Identifier: EUPL-1.2
"""Invented measures of three concepts with the pairs that a planner would want to hear of.

Some share words without being about the same thing (the library and the bench, two kinds of "advice"), some are
about the same thing in other words: they are there so that the method can fail.
"""

from leitziel.methods.alignment import Item

_ROWS = [
    # concept, title, text, offices, groups
    (1, "alter", "Telefonkette gegen Einsamkeit", "Ehrenamtliche rufen alleinlebende ältere Menschen regelmäßig an.", "Seniorenbüro", "Ältere"),
    (2, "alter", "Sitzbänke am Weg zum Markt", "Zwischen Haltestelle und Markt werden acht Sitzbänke mit Armlehnen aufgestellt.", "Tiefbauamt", "Ältere"),
    (3, "alter", "Wohnberatung", "Eine Fachkraft berät zu Hause, wie sich die Wohnung barrierefrei umbauen lässt.", "Seniorenbüro", "Ältere"),
    (4, "alter", "Tanzcafé", "Einmal im Monat lädt die Stadthalle am Nachmittag zum Tanzen ein.", "Kulturamt", "Ältere"),
    (5, "alter", "Lotsinnen im Krankenhaus", "Patientinnen und Patienten werden bei der Entlassung aus dem Krankenhaus begleitet.", "Gesundheitsamt", "Ältere"),
    (6, "alter", "Digitale Sprechstunde", "In der Bibliothek erklären Freiwillige älteren Menschen Smartphone und Internet.", "Bibliothek", "Ältere"),
    (11, "inklusion", "Barrierefreie Haltestellen", "Jedes Jahr werden fünf Bushaltestellen mit hohem Bord und Leitstreifen ausgestattet.", "Tiefbauamt", "Menschen mit Behinderungen"),
    (12, "inklusion", "", "Mieterinnen und Eigentümer erhalten eine Beratung zum barrierefreien Umbau ihrer Wohnung und zu Zuschüssen.", "Amt für Wohnen", "Menschen mit Behinderungen"),
    (13, "inklusion", "Internet für alle", "Kurse zum sicheren Umgang mit Smartphone und Internet finden in Leichter Sprache statt.", "Volkshochschule", "Menschen mit Behinderungen"),
    (14, "inklusion", "Assistenz bei Veranstaltungen", "Wer für Konzert oder Theater eine Begleitung braucht, findet sie über eine Vermittlung.", "Kulturamt", "Menschen mit Behinderungen"),
    (15, "inklusion", "Notruf per Textnachricht", "Gehörlose Menschen erreichen die Leitstelle der Feuerwehr per Nachricht.", "Feuerwehr", "Menschen mit Behinderungen"),
    (16, "inklusion", "Entlassmanagement in Leichter Sprache", "Das Krankenhaus erklärt die Entlassung und die nächsten Schritte in Leichter Sprache.", "Gesundheitsamt", "Menschen mit Behinderungen"),
    (17, "inklusion", "Bibliothek ohne Stufen", "Der Eingang der Bibliothek erhält eine Rampe und eine automatische Tür.", "Bauamt", "Menschen mit Behinderungen"),
    (21, "klima", "Hitzetelefon", "Freiwillige rufen an heißen Tagen alleinlebende Menschen an, die sich dafür angemeldet haben.", "Gesundheitsamt", "Ältere"),
    (22, "klima", "Schattige Haltestellen", "Bushaltestellen ohne Schatten erhalten begrünte Dächer.", "Tiefbauamt", ""),
    (23, "klima", "Bänke und Bäume am Marktweg", "Auf dem Weg zum Markt entstehen Sitzplätze unter neuen Bäumen.", "Tiefbauamt", ""),
    (24, "klima", "Energieberatung", "Haushalte mit geringem Einkommen erhalten eine Beratung zum Stromsparen.", "Umweltamt", ""),
    (25, "klima", "Trinkbrunnen", "An Spielplätzen werden Trinkbrunnen aufgestellt.", "Stadtwerke", "Kinder"),
    (26, "klima", "Solardächer auf Schulen", "Geeignete Schuldächer erhalten Anlagen zur Stromerzeugung.", "Bauamt", ""),
]  # fmt: skip
ALIKE = {(1, 21), (2, 23), (3, 12), (5, 16), (6, 13), (11, 22)}


def items() -> list[Item]:
    return [
        Item(
            key=key,
            group=group,
            title=title,
            text=text,
            responsible=frozenset({office}),
            target_groups=frozenset({groups} if groups else ()),
        )
        for key, group, title, text, office, groups in _ROWS
    ]
