# SPDX-License-Identifier: EUPL-1.2
"""An edition as files that leave the house.

- `public`: what everybody may read, as tables (XLSX, CSV) and as a Word document; made of `PlanDocument`, the same
  values that the PDF is made of, so that nothing internal can slip in
- `plan_json`: the plan in the shape of the contract, without internal notes; it can be imported again
- `listing`: the list of measures as a visitor has filtered it
- `internal`: the workbook that members edit and upload again (`strategy.exchange.sheets`)
"""
