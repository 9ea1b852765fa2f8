"""Each picture's JSON: read, written again, and still what dclgui wrote."""

import json

import labelme
from expected import CLASSES, EXPORTS, NONE_OF_THESE, READABLE, same, tell

try:
    from labelme._label_file import LabelFile
except ImportError:
    from labelme.label_file import LabelFile

found = {}
for file in (EXPORTS / "labelme" / "out" / "pictures").glob("*.json"):
    read = LabelFile(str(file))
    same(list(read.flags), [*CLASSES, NONE_OF_THESE])
    own = read.other_data["dclgui"]
    (found[own["path"]],) = [name for name, is_set in read.flags.items() if is_set]
    told = json.loads(file.read_text("utf-8"))
    assert (told["imageHeight"], told["imageWidth"]) == (48, 48)
same(found, {path: row.label or NONE_OF_THESE for path, row in READABLE.items()})
tell(labelme.__version__, f"{len(found)} pictures, their flags, and dclgui's own entry kept")
