"""Step 5: label a random sample blind, to estimate the accuracy of the labels."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Verdict
from dclgui.core.terms import Terms
from dclgui.qt.audit.auditing import Auditing
from dclgui.qt.audit.curve import GuaranteeCurve
from dclgui.qt.audit.offer import Offer
from dclgui.qt.audit.picture import Picture
from dclgui.qt.audit.promise_card import MORE
from dclgui.qt.audit.results import Results
from dclgui.qt.audit.wrong_strip import WrongStrip
from dclgui.qt.parts.answer_bar import AnswerBar
from dclgui.qt.parts.class_keys import own_keys
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.empty import Empty
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.picture_row import Captioned
from dclgui.qt.parts.save_dialog import ask_for_file
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.parts.widgets import button, card, label, rule, scroll_area
from dclgui.qt.parts.words import counted, filled, number
from dclgui.qt.report.save import ask_for_result
from dclgui.qt.session.session import Session
from dclgui.review.guarantee import with_more
from dclgui.standing.labels import save_labels, source_only_labels

OLD_LABELS = "labels-of-the-old-model.csv"
_NO_ANSWER = {"select none", "look closer"}
"""Commands whose keys close the large view; all others answer there, too."""


class AuditPage(Page):
    """Draw a sample, label it image by image without seeing the predicted label, and show the results."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.auditing = Auditing(session, self)
        self.picture, self.answers, self.results = Picture(), AnswerBar(rows=3, confirms=False), Results()
        self.pictures = self.picture
        self.side_panel = self.results
        self.offer, self.empty = Offer(self.auditing), Empty()
        self.terms, self.count, self.draw = self.offer.terms, self.offer.count, self.offer.draw
        self.thumbnails = ThumbnailPool(self)
        self._pool_of: Catalog | None = None
        self.wrong = WrongStrip(self.thumbnails)
        self._closer = Viewer(self.picture.whole, self)
        self._row: int | None = None
        self._looked_at: int | None = None
        self._changing = False
        self._build()
        self._wire()
        self.refresh()
        self._show_all()

    def entered(self) -> None:
        """Give the keyboard to the picture."""
        self._show_all()
        self.picture.setFocus()

    def close_work(self) -> None:
        """Stop the threads that decode images."""
        self._closer.close_work()
        self.picture.close_work()
        self.thumbnails.close()

    def step_state(self) -> StepState:
        """How many images of the sample are answered."""
        design = self.auditing.design
        if design is None:
            return StepState(note=self.tr("accuracy unknown"))
        note = filled(self.tr("%1 of %2"), number(len(self.auditing.answers)), number(len(design.rows)))
        return StepState(note=note, done=not self.auditing.unanswered)

    def retranslate(self) -> None:
        """All words."""
        self.spend.setText(self.tr("Use for training, draw anew"))
        self.spend.setToolTip(self.tr("The answers become decisions; what is known of the accuracy starts anew."))
        self.report.setText(self.tr("Save the report…"))
        self.report.setToolTip(self.tr("One page of what is known now, as PDF or HTML."))
        self.export.setText(self.tr("Go on to Export"))
        self.change.setText(self.tr("Change my answer"))
        self.back.say(self.tr("Back"), key=self.tr("Esc"))
        self.empty.say(
            self.tr("There are no labels to audit yet"),
            self.tr("An audit tells how many of the labels are right. The run makes the labels."),
            self.tr("Go to Run"),
        )
        self._curve_words.setText(
            self.tr(
                "The more labels are taken as they are, the more of them may be wrong. The dashed line is what you "
                "allow; the dot is where it is reached."
            )
        )
        self.picture.setAccessibleName(self.tr("The picture to name"))
        self._show_all()

    def _build(self) -> None:
        self.offer.setObjectName("offer")
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(12)
        asking.addWidget(self.picture, 1)
        self._naming = QWidget()
        naming = QVBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(12)
        naming.addWidget(rule())
        naming.addWidget(self.answers)
        asking.addWidget(self._naming)
        self.report, self.spend, self.export = button(), button(), button("primary")
        self.change, self.back = button(), KeyButton()
        for press in (self.report, self.export, self.change, self.back):
            self.corner.addWidget(press)
        for widget in (self.empty, self.offer, self._asking):
            self.body.addWidget(widget, 1)
        self._done, done = scroll_area()
        done.setSpacing(12)
        (wrong, above), (frame, inside) = card(), card()
        above.addWidget(self.wrong)
        self.wrong.corner.addWidget(self.spend)
        self._curve_words, self.curve = label("muted", wrap=True), GuaranteeCurve()
        inside.addWidget(self._curve_words)
        inside.addWidget(self.curve, 1)
        done.addWidget(wrong)
        done.addWidget(frame, 1)
        self.body.addWidget(self._done, 1)

    def _wire(self) -> None:
        self.offer.wanted.connect(self._draw)
        self.empty.wanted.connect(partial(self.go, "run"))
        self.wrong.chosen.connect(self._look_at)
        self.change.clicked.connect(self._begin_to_change)
        self.back.clicked.connect(self._leave)
        self.spend.clicked.connect(self._end)
        self.report.clicked.connect(partial(ask_for_result, self, self._session))
        self.export.clicked.connect(partial(self.go, "export"))
        self.answers.given.connect(self._perform)
        self.picture.opened.connect(self._turn_closer)
        self.answers.named.connect(self._name)
        self.answers.serve(self, self._session, self.picture)
        self._session.class_keys_changed.connect(self._show_all)
        promise = self.results.promise
        self.terms.chosen.connect(self._choose_terms)
        promise.more_wanted.connect(self._show_forecast)
        promise.draw_wanted.connect(self._draw_more)
        promise.remaining_wanted.connect(self._show_remaining)
        self.results.old_wanted.connect(self._choose_file_for_old)
        self.auditing.changed.connect(self._show_all)
        self.auditing.sampled.connect(self.picture.setFocus)
        self.auditing.failed.connect(self.banner.show_error)
        self._session.table_replaced.connect(self._show_all)
        for changed in (self._session.run.changed, self._session.learning.under_way_changed):
            changed.connect(self._offer_draw)
        self.commands = {
            **{f"label {digit}": partial(self._say_class, place) for place, digit in enumerate(DIGITS)},
            "name": self.answers.ask,
            "unsure": partial(self._say, Verdict.UNSURE),
            "none of these": partial(self._say, Verdict.NONE_OF_THESE),
            "look closer": self._turn_closer,
            "undo": self._take_back,
            "select none": self._leave,
            "end audit": self._ask_to_end,
        }

    def _show_all(self) -> None:
        design, left = self.auditing.design, self.auditing.unanswered
        if left or self._looked_at not in self.auditing.answers:
            self._looked_at, self._changing = None, False
        looking, ready = self._looked_at is not None, self._session.shown_round is not None
        done = design is not None and not left and not looking
        self.empty.setVisible(not ready)
        self.offer.setVisible(ready and design is None)
        if not left and not looking:
            self._closer.reject()
        self._asking.setVisible(bool(left) or looking)
        self._naming.setVisible(bool(left) or self._changing)
        for widget in (self._done, self.export, self.report, self.spend):
            widget.setVisible(done)
        self.back.setVisible(looking)
        self.change.setVisible(looking and not self._changing)
        if ready and design is None:
            self.offer.show_terms(self._session.terms)
        self._offer_draw()
        self._say_where(left)
        if left:
            self._show_picture(left[0])
        elif self._looked_at is not None:
            self._show_picture(self._looked_at)
        elif done:
            self._show_wrong()
        self._show_results()
        self.state_changed.emit()

    def _offer_draw(self) -> None:
        session = self._session
        if session.run.status != "idle":
            why_not = self.tr("The next round changes the labels: draw when the run has ended.")
        elif self.auditing.wanted is not None:
            why_not = self.tr("Learning from your answers… The sample is drawn when the other names have followed.")
        elif session.names_follow_soon:
            why_not = self.tr("Learning from your answers… The other names follow in a moment.")
        elif not self.auditing.drawable:
            why_not = self.tr("You have decided every picture.")
        else:
            why_not = ""
        self.offer.show_why_not(why_not, waits=session.names_follow_soon)

    def _say_where(self, left: list[int]) -> None:
        design = self.auditing.design
        if design is None:
            self.title.setText(self.tr("Know how many labels are right"))
            self.subtitle.setText(self.tr("A small random sample, named by you, measures all labels."))
        elif self._looked_at is not None:
            self.title.setText(self._difference(self._looked_at))
            self.subtitle.setText(
                self.tr(
                    "Change your answer only if you mistook the picture or the key; who follows the program's word "
                    "makes the share too good. Changes are counted."
                )
            )
        elif left:
            self.title.setText(self.tr("What is this?"))
            words = self.tr(
                "Picture %1 of %2, drawn at random. The program's own answer stays hidden, so that the count is honest."
            )
            drawn = len(design.rows)
            self.subtitle.setText(filled(words, number(drawn - len(left) + 1), number(drawn)))
        else:
            self.title.setText(self.tr("The audit is done"))
            self.subtitle.setText(self.tr("The share of right labels is known now; it stands at the right."))

    def _difference(self, row: int) -> str:
        said, machine = self._names(row)
        return filled(self.tr("You: %1. The program: %2."), said, machine)

    def _names(self, row: int) -> tuple[str, str]:
        """What the person and what the machine calls the picture ``row``."""
        answer, table = self.auditing.answers[row], self._session.table
        words = {Verdict.UNSURE: self.tr("not sure"), Verdict.NONE_OF_THESE: self.tr("none of these")}
        said = words[answer.verdict] if answer.verdict in words else table.class_names[answer.label]
        machine = int(table.machine_label[row])
        return said, table.class_names[machine] if machine >= 0 else "–"

    def _show_wrong(self) -> None:
        session, rows = self._session, self.auditing.to_look_at
        if session.target is not None and self._pool_of is not session.target:
            self._pool_of = session.target
            self.thumbnails.open({"target": session.target}, session.project.cache)
        unsure = sum(self.auditing.answers[row].verdict is Verdict.UNSURE for row in rows)
        counts = map(number, (len(rows) - unsure, len(self.auditing.answers), unsure))
        words = self.tr("Wrong here: %1 of %2") if not unsure else self.tr("Wrong here: %1 of %2, not sure: %3")
        none = self.tr("The program's names of these pictures are all yours, too.")
        names = ((row, *self._names(row)) for row in rows)
        shown = tuple(Captioned(row, said, filled(self.tr("not %1"), machine)) for row, said, machine in names)
        self.wrong.show_wrong(filled(words, *counts), none, shown)

    def _look_at(self, row: int) -> None:
        self._looked_at, self._changing = row, False
        self._show_all()
        self.picture.setFocus()

    def _begin_to_change(self) -> None:
        self._changing = True
        self._show_all()
        self.picture.setFocus()

    def _leave(self) -> None:
        """Go back from one picture to all that is known."""
        self._looked_at, self._changing = None, False
        self._show_all()

    def _take_back(self) -> None:
        self._looked_at, self._changing = None, False
        self.auditing.take_back()

    def _ask_to_end(self) -> None:
        """Offer to end an audit of which pictures are left, since its labels can't change before."""
        if self.auditing.unanswered:
            one, many = self.tr("One picture is still to be named."), self.tr("%1 pictures are still to be named.")
            words = counted(len(self.auditing.unanswered), one, many)
            hint = self.tr("If it ends now, your answers become decisions; the share of right labels stays unknown.")
            self.banner.show_note(words, hint, next_step=(self.tr("End the audit"), self._end))

    def _end(self) -> None:
        self.attempt(self.auditing.spend)

    def _show_picture(self, row: int) -> None:
        self._row = row
        table = self._session.table
        # The same keys for each picture: the nearest classes would tell the program's answer.
        keyed = table.listed[: len(DIGITS)].tolist()
        self.answers.show_classes(table.class_names, keyed, own_keys(self._session))
        target = self._session.target
        if target is not None:
            unreadable = self.tr("This file gives no picture; say Not sure.")
            self.picture.show_file(target.file(row), unreadable, reading=target.reading)
            if self._closer.isVisible():
                self._show_closer(row)

    def _turn_closer(self) -> None:
        """Show the picture large, or close that: without its path, whose folders may be names, and nothing beside it.

        What is alike, and what that is called, would tell the program's answer.
        """
        if self._closer.isVisible():
            self._closer.reject()
        elif self._row is not None and self._asking.isVisible():
            for action in self.picture.actions():
                if action.objectName() not in _NO_ANSWER:
                    self._closer.addAction(action)
            self._show_closer(self._row)

    def _show_closer(self, row: int) -> None:
        target, told = self._session.target, ""
        if self._naming.isVisible():  # the same keys for each picture tell nothing
            told = "   ".join(one.accessibleName() for one in self.answers.classes if not one.isHidden())
        if target is not None:
            self._closer.show_file(target.file(row), "", reading=target.reading, told=told)
            self._closer.setWindowTitle(self.title.text())

    def _show_results(self) -> None:
        standing = self._session.standing()
        audit = None if standing is None else standing.audit
        self.results.show_content(shown=standing is not None)
        self._session.tell_accuracy(None if audit is None else audit.result.adapted.overall)
        self.curve.show_promise(None if audit is None else audit.promise)
        self.results.show_audit(audit, self._session.table.class_names)
        self.results.promise.show_audit(audit, left=self.auditing.left_to_draw)
        if standing is not None:
            self.results.show_saving(standing.saving)

    def _choose_terms(self, terms: Terms) -> None:
        self.attempt(partial(self._session.choose_terms, terms))
        self._show_all()

    def _show_remaining(self) -> None:
        """Show the images that the guarantee does not cover in Review."""
        standing = self._session.standing()
        if standing is not None and standing.audit is not None:
            self._session.look_wanted.emit(standing.audit.promise.remaining)
            self.go("review")

    def _show_forecast(self) -> None:
        standing = self._session.standing()
        if standing is not None and standing.audit is not None:
            audit = standing.audit
            forecast = with_more(audit.sample, uncertainty=audit.uncertainty, terms=standing.terms, more=MORE)
            self.results.promise.show_forecast(forecast)

    def save_old_labels_to(self, file: Path) -> None:
        """Write the labels of the source model to ``file``; raises ``UserError`` if that can't be done."""
        backup = save_labels(file, source_only_labels(self._session.project))
        kept = "" if backup is None else filled(self.tr("The labels that were there are now in %1."), backup.name)
        self.banner.show_note(filled(self.tr("Saved: %1"), str(file)), kept)

    def _choose_file_for_old(self) -> None:
        title, suggested = self.tr("Save the old model's labels"), self._session.project.folder.parent / OLD_LABELS
        chosen = ask_for_file(self, title, suggested, self.tr("Labels (*.csv)"))
        if chosen is not None:
            self.attempt(partial(self.save_old_labels_to, chosen))

    def _draw(self, count: int) -> None:
        self.attempt(partial(self.auditing.draw, count))

    def _draw_more(self) -> None:
        self.attempt(partial(self.auditing.draw_more, MORE))
        self.picture.setFocus()  # the button is gone, and the keys are to name the next picture

    def _perform(self, name: str) -> None:
        self.attempt(self.commands[name])
        self.picture.setFocus()

    def _name(self, label: int) -> None:
        self.attempt(partial(self._say, Verdict.LABEL, label))
        self.picture.setFocus()

    def _say_class(self, place: int) -> None:
        listed = self._session.table.listed
        if place < len(listed):
            self._say(Verdict.LABEL, int(listed[place]))

    def _say(self, verdict: Verdict, label: int = -1) -> None:
        changing, self._changing = self._changing, False
        # A held key goes on after the last image.
        if self._row is not None and (self.auditing.unanswered or changing):
            self._looked_at = None
            self.auditing.answer(self._row, verdict, label)
            self.picture.setFocus()
