"""A run's networks are not trained until they know something: most tests ask only what is done with what they say.

To import this is enough; a process that imports it hands it on to those that are forked off it. ``python -m
tests.few_steps WORDS`` is ``dclgui WORDS`` so.
"""

from dclgui.__main__ import main
from dclgui.engine.training import members, trainer

FEW_STEPS = 8
trainer.SCRATCH_STEPS = FEW_STEPS
members.STEPS = dict.fromkeys(members.STEPS, 5 * FEW_STEPS)

if __name__ == "__main__":
    main()
