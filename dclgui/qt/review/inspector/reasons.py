"""Why an image stands where it stands in the queue, in words."""

from PySide6.QtCore import QCoreApplication

from dclgui.qt.parts.words import filled, share
from dclgui.review.queue import Because, Reason

translate = QCoreApplication.translate
_MOST = 3


def reason_words(reasons: tuple[Because, ...], names: tuple[str, ...]) -> str:
    """One sentence of the weightiest reasons; empty if nothing speaks against the label."""
    told = [_told(because, names) for because in reasons[:_MOST]]
    if not told:
        return ""
    first = translate("Reasons", "Worth a look: %1.")
    return filled(first, translate("Reasons", "; ").join(told))


def _told(because: Because, names: tuple[str, ...]) -> str:
    patterns = {
        Reason.TWO_NEAR: translate("Reasons", "two classes are almost equally near, the second is %1"),
        Reason.CLASSIFIER: translate("Reasons", "the classifier says %1"),
        Reason.SOURCE: translate("Reasons", "the old model said %1"),
        Reason.NEIGHBOURS: translate("Reasons", "%2 of its most alike pictures are called otherwise, mostly %1"),
        Reason.ENTROPY: translate("Reasons", "the network is undecided"),
        Reason.CORRECTED: translate("Reasons", "%2 of the pictures called so had to be corrected so far"),
    }
    name = names[because.label] if 0 <= because.label < len(names) else ""
    return filled(patterns[because.reason], name, share(because.value))
