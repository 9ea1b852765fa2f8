"""Shallow methods of ``skada`` (BSD, PyPI) on features: run by a Python of its own, which has skada and POT.

    PYTHON benchmarks/peers_skada.py SETTING.npz RESULT.npz

SETTING: source [Ns, D], labels [Ns], target [Nt, D]. RESULT: labels [Nt] by method. Target labels are masked.
"""

import sys
import warnings

import numpy as np
from skada import (  # type: ignore[import-not-found]  # only in a Python of its own
    ClassRegularizerOTMappingAdapter,
    CORALAdapter,
    OTMappingAdapter,
    make_da_pipeline,
)
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression


def main() -> None:
    """Fit each method on one setting and write its labels."""
    warnings.simplefilter("ignore")
    given = np.load(sys.argv[1])
    features = np.concatenate([given["source"], given["target"]])
    features = PCA(min(128, len(features) - 1), random_state=0).fit_transform(features)
    features *= 10 / np.sqrt(np.square(features).sum(axis=1).mean())
    count = len(given["source"])
    labels = np.concatenate([given["labels"], np.full(len(given["target"]), -1)])
    domain = np.concatenate([np.ones(count, int), -2 * np.ones(len(given["target"]), int)])
    found = {}
    for name, adapter in {
        "CORAL": CORALAdapter(reg=1e-3),
        "OT": OTMappingAdapter(),
        "OT, class regularised": ClassRegularizerOTMappingAdapter(),
    }.items():
        pipeline = make_da_pipeline(adapter, LogisticRegression(max_iter=500))
        pipeline.fit(features, labels, sample_domain=domain)
        found[name] = pipeline.predict(features[count:], sample_domain=domain[count:])
    np.savez(sys.argv[2], **found)


if __name__ == "__main__":
    main()
