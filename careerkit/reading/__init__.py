"""From bytes to cells, and from cells to values. Nothing here knows a source, a table or a workbook.

A `drops.Drop` is one file: decoded strictly (`decoding`), unpacked by allow-list (`archives`). `sheets` cuts a table of text
(`lines`) or a spreadsheet (`spreadsheets`, `sheetxml`) into cells, `documents` reads JSON. `dates`, `orders`, `moments`, `zones`,
`amounts`, `isbn` and `formulas` read what stands in a cell, `masks` blanks what must not get into a table. `timesheets`, `responses` and `booklists` are three shapes that several sources share.
"""
