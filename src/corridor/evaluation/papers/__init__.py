"""Papers: scheme sheet, logframe, budget workbook, pre-departure pack, employer's page; always from the rows."""
