"""What answers have shown to be sure, in the words of the window."""

from PySide6.QtCore import QCoreApplication

from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.words import filled, number, share
from dclgui.review.sureness import Sureness

translate = QCoreApplication.translate


def sureness_sentence(found: Sureness, images: int) -> str:
    """What there is to look at among ``images`` pictures, and what is known of the others."""
    if not found.open:
        return translate("Sureness", "Every picture is decided by a person or in the audit.")
    looked = (
        filled(_worth_a_look(found.doubtful), number(found.doubtful), number(images))
        if found.doubtful
        else translate("Sureness", "Nothing doubtful is left.")
    )
    if found.known:
        return paragraph(looked, sure_words(found))
    if found.missing < 0:
        looked = looked if found.doubtful else translate("Sureness", "No picture of low confidence is left.")
        return paragraph(looked, translate("Sureness", "Only an audit tells how many names are right."))
    # How many answers are missing is said below the pictures: the shown labels don't know the newest answers.
    unknown = translate("Sureness", "Which names are sure is not known yet; your answers will show that.")
    return paragraph(looked if found.doubtful else "", unknown)


def _worth_a_look(count: int) -> str:
    if count == 1:
        return translate("Sureness", "1 of %2 is worth a look.")
    return translate("Sureness", "%1 of %2 are worth a look.")


def sure_words(found: Sureness) -> str:
    """How many names are sure, and how many of these may be wrong."""
    if not found.sure:
        return translate("Sureness", "No other name is sure so far.")
    words = translate("Sureness", "%1 names are sure: about %2 of them wrong, by the answers alone.")
    if found.sure == 1:
        words = translate("Sureness", "One name is sure: in about %2 of such cases wrong, by the answers alone.")
    return filled(words, number(found.sure), share(found.wrong, digits=1))
