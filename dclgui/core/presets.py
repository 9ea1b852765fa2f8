"""Three ways to spend time on a run, as data."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dclgui.core.job import Job, Method

PresetName = Literal["quick", "balanced", "thorough"]


@dataclass(frozen=True, slots=True)
class Preset:
    """The default recipe with the knobs in ``method``; ``says`` is what it brings, measured (docs/benchmarks.md)."""

    name: PresetName
    title: str
    says: str
    method: Method
    mode: Literal["auto", "frozen"] = "auto"

    def chosen_for(self, job: Job) -> Job:
        """``job`` with this preset's method; pictures, model, device and seed stay as they are."""
        # A model from scratch has nothing to keep as it is, so that it can only be trained whole.
        mode = "auto" if job.weights == "scratch" else self.mode
        return job.model_copy(update={"recipe": "default", "method": self.method, "mode": mode})

    def plain(self, job: Job) -> Job:
        """The preset on the pictures of ``job``, with every other setting at its default."""
        return self.chosen_for(Job(source=job.source, target=job.target))


PRESETS = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                "quick",
                "Quick",
                "A first look: one classifier, 3 rounds. Measured: up to 3 names in 100 worse than Balanced.",
                Method(heads=1, rounds=3, source_epochs=5),
                mode="frozen",
            ),
            Preset(
                "balanced",
                "Balanced",
                "For most pictures: three classifiers, 6 rounds. Measured: the best for its time.",
                Method(),
            ),
            Preset(
                "thorough",
                "Thorough",
                "Five classifiers, 12 longer rounds. Measured: like Balanced; up to 4 names in 100 better where the "
                "cameras differ much.",
                Method(heads=5, rounds=12, epochs=2),
            ),
        )
    }
)


def preset_of(job: Job) -> PresetName | None:
    """The preset whose method ``job`` has, ``None`` for a person's own settings.

    The way does not count, since a run that has begun settles it.
    """
    if job.recipe != "default":
        return None
    return next((name for name, preset in PRESETS.items() if preset.method == job.method), None)
