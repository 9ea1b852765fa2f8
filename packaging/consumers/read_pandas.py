"""The two tables, by the recipes of docs/formats.md."""

import pandas
from expected import ROWS, by_the_guide, same, tell

for section in ("csv", "jsonl"):
    table = by_the_guide(section, pandas=pandas)["table"].astype(object)
    table = table.where(table.notna(), "")
    rows = zip(table["path"], table["label"], table["level"], table["machine_label"], strict=True)
    same({path: (label, level, machine) for path, label, level, machine in rows}, {**ROWS})
tell(pandas.__version__, f"{len(ROWS)} rows, every name as it was")
