"""A speech model of a few hundred bytes: each identifier becomes a tone of its own.

ONNX is written by hand, field by field, so that no library is needed to make it.
Source of the field numbers: onnx.proto of ONNX 1.16 (IR version 9).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

SAMPLES_PER_SYMBOL = 2_000
_FLOAT, _INT64 = 1, 7


def tiny_model(inputs: Sequence[str], metadata: Iterable[tuple[str, str]] = ()) -> bytes:
    """A model with these inputs, the first of which holds the identifiers."""
    ramp = [0.002 * index for index in range(SAMPLES_PER_SYMBOL)]
    graph = b"".join(
        [
            _node("Cast", [inputs[0]], "floats", _attribute("to", _FLOAT)),
            _node("Unsqueeze", ["floats", "last"], "column"),
            _node("Mul", ["column", "ramp"], "phase"),
            _node("Sin", ["phase"], "wave"),
            _node("Mul", ["wave", "level"], "quieter"),
            _node("Reshape", ["quieter", "flat"], "output"),
            _field(2, b"tiny"),
            _tensor("last", _INT64, [1], struct.pack("<q", 2)),
            _tensor("flat", _INT64, [3], struct.pack("<3q", 1, 1, -1)),
            _tensor("level", _FLOAT, [1], struct.pack("<f", 0.3)),
            _tensor("ramp", _FLOAT, [len(ramp)], struct.pack(f"<{len(ramp)}f", *ramp)),
            *(_field(11, _value(name)) for name in inputs),
            _field(12, _value("output")),
        ]
    )
    properties = b"".join(
        _field(14, _field(1, key.encode()) + _field(2, value.encode())) for key, value in metadata
    )
    return _number(1, 9) + _field(8, _number(2, 17)) + _field(7, graph) + properties


def _node(kind: str, inputs: Sequence[str], output: str, attribute: bytes = b"") -> bytes:
    named = b"".join(_field(1, name.encode()) for name in inputs)
    return _field(1, named + _field(2, output.encode()) + _field(4, kind.encode()) + attribute)


def _attribute(name: str, value: int) -> bytes:
    return _field(5, _field(1, name.encode()) + _number(3, value) + _number(20, 2))


def _tensor(name: str, kind: int, shape: Sequence[int], data: bytes) -> bytes:
    dims = b"".join(_number(1, size) for size in shape)
    return _field(5, dims + _number(2, kind) + _field(8, name.encode()) + _field(9, data))


def _value(name: str) -> bytes:
    whole = name in ("input", "x", "input_ids", "attention_mask")
    rank = 2 if whole else 3 if name == "output" else 1
    lengths = name in ("input_lengths", "x_length", "sid")
    shape = b"".join(_field(1, _field(2, f"{name}-{axis}".encode())) for axis in range(rank))
    tensor = _number(1, _INT64 if whole or lengths else _FLOAT) + _field(2, shape)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
