"""The card inside an exported model: what labelling needs of it, and what is said of one that can't be read."""

from pathlib import Path
from typing import Any

import pytest

from dclgui.core.errors import UserError
from dclgui.core.model_metadata import FORMATS, Card, card_in

FILE = Path("model.onnx")
SOUND: dict[str, Any] = {"format": FORMATS[-1], "classes": ["ring", "bar"], "image_size": 224, "round": 3}


def test_a_sound_card_says_what_labelling_needs() -> None:
    card = Card.of(SOUND | {"values": {"whole": [0, 4095], "fractions": None}}, file=FILE)
    assert (card.classes, card.side, card.round, card.reading.whole) == (("ring", "bar"), 224, 3, (0.0, 4095.0))
    assert card.reference is None
    assert Card.of({**SOUND, "format": FORMATS[0]}, file=FILE).reading.former


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"format": "another program"}, "is not a model that dclgui exported"),
        ({"format": "dclgui model 1"}, "of a format that is no longer read"),
        ({"format": "dclgui model 99"}, "was exported by a newer dclgui"),
        ({"classes": []}, "which classes it knows"),
        ({"classes": ["ring", 2]}, "which classes it knows"),
        ({"classes": ["\ud800"]}, "which classes it knows"),
        ({"image_size": None}, "how large its pictures are"),
        ({"image_size": 2000}, "how large its pictures are"),
        ({"round": True}, "of which round it is"),
        ({"round": -1}, "of which round it is"),
        ({"values": {"whole": [4095, 0]}}, "which values of a picture are black and white"),
    ],
)
def test_a_card_that_can_not_be_is_refused(damage: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        Card.of(SOUND | damage, file=FILE)


@pytest.mark.parametrize(
    ("text", "said"), [(None, "is not a model"), ("{", "is damaged"), ("[]", "is damaged"), ("{}", "")]
)
def test_a_text_is_a_card_or_is_refused(text: str | None, said: str) -> None:
    if not said:
        assert card_in(text, file=FILE) == {}
        return
    with pytest.raises(UserError, match=said):
        card_in(text, file=FILE)
