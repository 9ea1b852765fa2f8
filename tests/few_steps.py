"""Random weights are not trained until they know something: most tests ask only what is done with them.

To import this is enough; a process that imports it hands it on to those that are forked off it.
"""

from dclgui.engine.training import trainer

FEW_STEPS = 8
trainer.SCRATCH_STEPS = FEW_STEPS
