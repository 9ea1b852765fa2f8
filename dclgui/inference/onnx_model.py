"""An exported ONNX model, in onnxruntime on the CPU."""

from pathlib import Path

import onnxruntime

from dclgui.core.arrays import Pixels
from dclgui.core.errors import UserError, first_line
from dclgui.core.model_metadata import AGAIN, ANOTHER, Card, card_in
from dclgui.core.predictor import INPUT, OUTPUTS, Answers, Predictor
from dclgui.core.regular import require_regular
from dclgui.images.pictures import available_cores


class OnnxPredictor(Predictor):
    """Labels by an ``.onnx`` file that ``dclgui export`` wrote; safe to use from one thread at a time."""

    def __init__(self, file: Path) -> None:
        """Raises ``UserError`` if ``file`` is missing, damaged, of another version or no model of this program."""
        self._session = _session(file)
        try:
            card = self._session.get_modelmeta().custom_metadata_map.get("dclgui")
            inputs = {one.name for one in self._session.get_inputs()}
            outputs = {one.name for one in self._session.get_outputs()}
        except UnicodeDecodeError as error:
            raise _damaged(file) from error
        super().__init__(Card.of(card_in(card, file=file), file=file))
        if inputs != {INPUT} or not outputs.issuperset(OUTPUTS):
            raise UserError(f"The model {file} lacks a part: it does not give {', '.join(OUTPUTS)}.", AGAIN)
        self._file = file

    def label(self, pixels: Pixels) -> Answers:
        """Label uint8 [B, S, S, 3]; raises ``UserError`` if the file can't do that."""
        try:
            found = Answers(*self._session.run(list(OUTPUTS), {INPUT: pixels}))
        except Exception as error:  # what is wrong in a file's graph may come out only here, as one of a dozen kinds
            raise UserError(f"The model {self._file} can't label: {first_line(error)}.", AGAIN) from error
        images, classes = len(pixels), len(self.classes)
        shapes = [found.label.shape, found.probabilities.shape, found.distances.shape]
        if shapes != [(images,), (images, classes), (images, classes)] or (found.label >= classes).any():
            raise UserError(f"The model {self._file} is damaged: it does not know {classes} classes.", AGAIN)
        return found


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = available_cores()
    options.log_severity_level = 4  # its failures come back as exceptions
    require_regular(file)
    if not file.is_file():
        raise UserError(f"There is no model {file}.", "Check the path.")
    try:
        return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # a damaged file raises any of a dozen kinds
        raise _damaged(file) from error


def _damaged(file: Path) -> UserError:
    return UserError(f"The model {file} can't be read: it is damaged or no ONNX file.", ANOTHER)
