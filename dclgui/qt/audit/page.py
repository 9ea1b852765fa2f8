"""Step 5: label a random sample blind, to estimate the accuracy of the labels."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from dclgui.core.decisions import Verdict
from dclgui.core.terms import Terms
from dclgui.qt.audit.answer_bar import AnswerBar
from dclgui.qt.audit.auditing import Auditing
from dclgui.qt.audit.curve import GuaranteeCurve
from dclgui.qt.audit.picture import Picture
from dclgui.qt.audit.promise_card import MORE, TermsForm
from dclgui.qt.audit.results import Results
from dclgui.qt.parts.class_popup import ClassPopup
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label, rule
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.qt.report.save import ask_for_result
from dclgui.qt.session.session import Session
from dclgui.review.guarantee import with_more
from dclgui.standing.labels import save_labels, source_only_labels

_FEWEST, _USUAL = 20, 150
OLD_LABELS = "labels-of-the-old-model.csv"


class AuditPage(Page):
    """Draw a sample, label it image by image without seeing the predicted label, and show the results."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.auditing = Auditing(session, self)
        self.picture, self.answers, self.results = Picture(), AnswerBar(), Results()
        self.pictures = self.picture
        self.side_panel = self.results
        self._classes = ClassPopup(self)
        self._row: int | None = None
        self._build()
        self._wire()
        self.refresh()
        self._show_all()

    def entered(self) -> None:
        """Give the keyboard to the picture."""
        self._show_all()
        self.picture.setFocus()

    def close_work(self) -> None:
        """Wait until the file that is being read is done."""
        self.picture.close_work()

    def step_state(self) -> StepState:
        """How many images of the sample are answered."""
        design = self.auditing.design
        if design is None:
            return StepState(note=self.tr("accuracy unknown"))
        note = filled(self.tr("%1 of %2"), number(len(self.auditing.answers)), number(len(design.rows)))
        return StepState(note=note, done=not self.auditing.unanswered)

    def retranslate(self) -> None:
        """All words."""
        self._why.setText(self.tr("How many labels are right? Nobody knows until somebody looks."))
        self._how.setText(
            self.tr(
                "The program draws pictures at random, and you name them without seeing its own names. From that the "
                "share of right labels follows, with its uncertainty. Confidence cannot tell: after learning it is "
                "always too high. 150 pictures tell the share to about 5 points, 400 to about 3."
            )
        )
        self._terms_words.setText(self.tr("For a guarantee of"))
        self._count_words.setText(self.tr("Pictures to draw"))
        self.count.setAccessibleName(self._count_words.text())
        self.draw.setText(self.tr("Draw the sample"))
        self.spend.setText(self.tr("Use for training, draw anew"))
        self.spend.setToolTip(self.tr("The answers become decisions; what is known of the accuracy starts anew."))
        self.report.setText(self.tr("Save the report…"))
        self.report.setToolTip(self.tr("One page of what is known now, as PDF or HTML."))
        self.export.setText(self.tr("Go on to Export"))
        self._curve_words.setText(
            self.tr(
                "The more labels are taken as they are, the more of them may be wrong. The dashed line is what you "
                "allow; the dot is where it is reached."
            )
        )
        self.picture.setAccessibleName(self.tr("The picture to name"))
        self._show_all()

    def _build(self) -> None:
        self._offer, column = card()
        self._why, self._how = label("strong", wrap=True), label("muted", wrap=True)
        self._count_words, self.count, self.draw = label(), QSpinBox(), button("primary")
        self._terms_words, self.terms, self._needed = label(), TermsForm(), label("muted", wrap=True)
        self._waits = label("muted", wrap=True)
        column.addWidget(self._why)
        column.addWidget(self._how)
        column.addSpacing(GRID)
        for widgets in ((self._terms_words, self.terms), (self._count_words, self.count, self.draw)):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch()
            column.addLayout(row)
        column.addWidget(self._needed)
        column.addWidget(self._waits)
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(12)
        asking.addWidget(self.picture, 1)
        asking.addWidget(rule())
        asking.addWidget(self.answers)
        self.report, self.spend, self.export = button(), button(), button("primary")
        for widget in (self.report, self.spend, self.export):
            self.corner.addWidget(widget)
        self.body.addWidget(self._offer)
        self.body.addWidget(self._asking, 1)
        self._done, inside = card()
        self._curve_words, self.curve = label("muted", wrap=True), GuaranteeCurve()
        inside.addWidget(self._curve_words)
        inside.addWidget(self.curve, 1)
        self.body.addWidget(self._done, 1)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)

    def _wire(self) -> None:
        self.draw.clicked.connect(self._draw)
        self.spend.clicked.connect(partial(self.attempt, self.auditing.spend))
        self.report.clicked.connect(partial(ask_for_result, self, self._session))
        self.export.clicked.connect(partial(self.go, "export"))
        self.answers.given.connect(self._perform)
        self._classes.chosen.connect(partial(self._say, Verdict.LABEL))
        promise = self.results.promise
        self.terms.chosen.connect(self._choose_terms)
        self.count.valueChanged.connect(self._say_what_it_buys)
        promise.more_wanted.connect(self._show_forecast)
        promise.draw_wanted.connect(self._draw_more)
        promise.remaining_wanted.connect(self._show_remaining)
        self.results.old_wanted.connect(self._choose_file_for_old)
        self.auditing.changed.connect(self._show_all)
        self._session.table_replaced.connect(self._show_all)
        for changed in (self._session.run.changed, self._session.learning.under_way_changed):
            changed.connect(self._offer_draw)
        self.commands = {
            **{f"label {digit}": partial(self._say_class, place) for place, digit in enumerate(DIGITS)},
            "name": self._ask_class,
            "unsure": partial(self._say, Verdict.UNSURE),
            "none of these": partial(self._say, Verdict.NONE_OF_THESE),
            "undo": self.auditing.take_back,
        }

    def _show_all(self) -> None:
        design, left = self.auditing.design, self.auditing.unanswered
        for widget in (self._offer, self._rest):
            widget.setVisible(design is None)
        self._asking.setVisible(bool(left))
        for widget in (self._done, self.export, self.report):
            widget.setVisible(design is not None and not left)
        self.spend.setVisible(bool(self.auditing.answers))
        if design is None:
            self._offer_count()
        self._offer_draw()
        self._say_where(left)
        if left:
            self._show_picture(left[0])
        self._show_results()
        self.state_changed.emit()

    def _offer_count(self) -> None:
        """Propose the sample size: what a guarantee needs at least, and enough to estimate a share."""
        most, needed = self.auditing.drawable, self.auditing.count_needed()
        self.terms.show_terms(self._session.terms)
        self.count.setRange(min(_FEWEST, most), max(1, most))
        self.count.setValue(min(max(_USUAL, -(-needed * 6 // 50) * 10), most))
        self._say_what_it_buys()

    def _say_what_it_buys(self) -> None:
        """What a draw of so many pictures can give at best, and what the plan means, before it is made."""
        count, terms = self.count.value(), self._session.terms
        needed = number(self.auditing.count_needed())
        words = [filled(self.tr("It takes at least %1 pictures with a right name; more if some are wrong."), needed)]
        if freed := self.auditing.freed_at_best(count):
            words.append(
                filled(self.tr("If no name is wrong in %1, %2 labels need no look."), *map(number, (count, freed)))
            )
        if terms.over == "accepted":
            told = self.tr("Most come from the surest 70 %, which alone can go out unseen; the others tell the share.")
        else:
            told = self.tr("All are drawn alike; nothing is promised before you have looked at what it leaves to you.")
        words.append(told)
        if terms.plan == "open":
            words.append(self.tr("Open-ended takes about half as many again, but you can go on as long as you like."))
        else:
            words.append(self.tr("One look frees the most with 150 to 250 pictures; no more can be drawn after it."))
        words.append(self.tr("All this stays as it is once the sample is drawn."))
        self._needed.setText(" ".join(words))

    def _offer_draw(self) -> None:
        session = self._session
        if session.run.newest_round is None:
            why_not = self.tr("There are no labels to audit yet: let it run first.")
        elif session.run.status != "idle":
            why_not = self.tr("The next round changes the labels: draw when the run has ended.")
        elif session.names_follow_soon:
            why_not = self.tr("Learning from your answers… The other names follow in a moment.")
        elif not self.auditing.drawable:
            why_not = self.tr("You have decided every picture.")
        else:
            why_not = ""
        self.draw.setEnabled(not why_not)
        self.draw.setToolTip(tooltip(why_not))
        self._waits.setText(why_not)
        self._waits.setVisible(session.names_follow_soon)

    def _say_where(self, left: list[int]) -> None:
        design = self.auditing.design
        if design is None:
            self.title.setText(self.tr("Know how many labels are right"))
            self.subtitle.setText(self.tr("A small random sample, named by you, measures all labels."))
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

    def _show_picture(self, row: int) -> None:
        self._row = row
        self.answers.show_classes(self._session.table.class_names)
        target = self._session.target
        if target is not None:
            self.picture.show_file(target.file(row), self.tr("This file gives no picture; say Not sure."))

    def _show_results(self) -> None:
        standing = self._session.standing()
        audit = None if standing is None else standing.audit
        self._session.tell_accuracy(None if audit is None else audit.result.adapted.overall)
        self.curve.show_promise(None if audit is None else audit.promise)
        self.results.show_audit(audit, self._session.table.class_names)
        self.results.promise.show_audit(audit, left=self.auditing.left_to_draw)
        if standing is not None:
            self.results.show_saving(standing.saving)

    def _choose_terms(self, terms: Terms) -> None:
        self.attempt(partial(self._session.choose_terms, terms))
        if self.auditing.design is None:
            self._offer_count()
        self._show_results()

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
        suggested = str(self._session.project.folder.parent / OLD_LABELS)
        chosen, _ = QFileDialog.getSaveFileName(self, self.title.text(), suggested, self.tr("Labels (*.csv)"))
        if chosen:
            self.attempt(partial(self.save_old_labels_to, Path(chosen)))

    def _draw(self) -> None:
        self.attempt(partial(self.auditing.draw, self.count.value()))
        self.picture.setFocus()

    def _draw_more(self) -> None:
        self.attempt(partial(self.auditing.draw_more, MORE))
        self.picture.setFocus()  # the button is gone, and the keys are to name the next picture

    def _perform(self, name: str) -> None:
        self.attempt(self.commands[name])
        self.picture.setFocus()

    def _say_class(self, place: int) -> None:
        if place < len(self._session.table.class_names):
            self._say(Verdict.LABEL, place)

    def _say(self, verdict: Verdict, label: int = -1) -> None:
        if self._row is not None and self.auditing.unanswered:  # a held key goes on after the last image
            self.auditing.answer(self._row, verdict, label)
            self.picture.setFocus()

    def _ask_class(self) -> None:
        self._classes.ask(self._session.table.class_names, self.answers)
