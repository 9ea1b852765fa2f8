import errno
import os
import tempfile
from pathlib import Path

import numpy as np
import pytest

from dclgui.core import scratch as rooms
from dclgui.core.errors import UserError
from dclgui.core.scratch import LARGE, scratch


def test_few_rows_are_exact_and_in_memory() -> None:
    found = scratch(LARGE, 2)
    assert found.dtype == np.float32
    assert not isinstance(found, np.memmap)
    assert not found.any()


def test_many_rows_are_mapped_and_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = scratch(LARGE + 1, 2)
    assert isinstance(found, np.memmap)
    assert found.shape == (LARGE + 1, 2)
    assert not found.any()
    found[-1] = 3
    assert found[-1].tolist() == [3, 3]
    del found
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(rooms, "_fill", full)
    with pytest.raises(UserError, match="has no room for") as raised:
        scratch(LARGE + 1, 2)
    assert "TMPDIR" in raised.value.hint


def test_space_is_taken_where_the_system_has_no_call_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fallocate", raising=False)
    found = scratch(LARGE + 1, 40)
    assert found.shape == (LARGE + 1, 40)
    assert not found.any()
