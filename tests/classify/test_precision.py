from pathlib import Path

import pytest

from classify.precision import Precision, best, cpu_flags


@pytest.mark.parametrize(
    ("bf16", "ranges", "flags", "chosen"),
    [
        (False, False, {"avx2"}, "f32"),
        (False, True, {"avx2"}, "f32"),  # bytes are slower here than f32
        (False, True, {"avx2", "avx512_vnni"}, "int8"),
        (False, True, {"avx2", "avx_vnni"}, "int8"),
        (True, True, {"avx512_vnni", "avx512_bf16"}, "int8"),
        (True, False, {"avx512_vnni", "avx512_bf16"}, "bf16"),
        (True, True, {"avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8"}, "bf16"),
        (False, True, {"avx512_vnni", "amx_bf16"}, "int8"),  # the runtime says that it cannot
        (True, True, set(), "bf16"),
    ],
)
def test_what_a_cpu_is_given(bf16: bool, ranges: bool, flags: set[str], chosen: Precision) -> None:
    assert best(bf16=bf16, ranges=ranges, flags=frozenset(flags)) == chosen


def test_flags_are_read_where_linux_tells_them(tmp_path: Path) -> None:
    file = tmp_path / "cpuinfo"
    file.write_text("processor : 0\nflags\t\t: fpu avx2 avx_vnni\n\nprocessor : 1\nflags : fpu\n")
    assert cpu_flags(file) == {"fpu", "avx2", "avx_vnni"}
    assert cpu_flags(tmp_path / "missing") == frozenset()
