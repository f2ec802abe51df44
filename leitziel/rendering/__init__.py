# SPDX-License-Identifier: EUPL-1.2
"""Value objects in, documents and pictures out. Knows no room: what a measure *means* is the caller's business.

- `rendering.pdf.render_pdf`: a Typst template folder and a JSON-able context -> PDF/UA-1 and PDF/A-2a
- `rendering.plan_document.plan_pdf`: a whole plan as a PDF
- `rendering.charts`: bars, stacked bars, lines, and the plan at a glance as SVG
- `rendering.maps.area_map`: planning areas as SVG
- `rendering.xlsx`: XLSX and CSV
"""
