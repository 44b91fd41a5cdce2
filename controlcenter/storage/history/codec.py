"""The bytes of a chunk and of a journal row. Little-endian, checked by a CRC, readable for ever: formats are numbered.

Chunk:   format u1, flags u1, length of times u4, length of values u4, CRC-32 u4; times, values, quality.
Journal: format u1, 3 unused, samples u4, CRC-32 u4; series u4, times i8, values f8, quality u1.
The CRC is of everything but itself.
"""

import struct
import zlib
from typing import Any

import numpy as np
from pcodec import ChunkConfig
from pcodec.standalone import simple_compress, simple_decompress

from controlcenter.storage.history.samples import Block, Floats, Samples, Times

_FORMAT = 1
_CHUNK_HEAD = struct.Struct("<BBII")
_BLOCK_HEAD = struct.Struct("<B3xI")
_CRC = struct.Struct("<I")
_BYTES_A_SAMPLE = 21

_RAW = 1
_HAS_QUALITY = 2
_FEW = 3
"""So few samples are smaller as they are."""

_CONFIG = ChunkConfig(compression_level=4)


class CodecError(ValueError):
    """Stored bytes are not what was written; the text says why."""


def pack_chunk(samples: Samples) -> bytes:
    """Compress the samples of one series, losslessly; NaN included."""
    flags = 0
    if len(samples.times_us) <= _FEW:
        flags = _RAW
        times = samples.times_us.astype("<i8", copy=False).tobytes()
        values = samples.values.astype("<f8", copy=False).tobytes()
    else:
        times = simple_compress(np.ascontiguousarray(samples.times_us), _CONFIG)
        values = simple_compress(np.ascontiguousarray(samples.values), _CONFIG)
    quality = b""
    if samples.quality.any():
        flags |= _HAS_QUALITY
        quality = zlib.compress(samples.quality.tobytes(), 1)
    body = b"".join((times, values, quality))
    return _sealed(_CHUNK_HEAD.pack(_FORMAT, flags, len(times), len(values)), body)


def unpack_chunk(data: bytes) -> Samples:
    """Read a chunk back; raises CodecError when it is damaged or of a later format."""
    body = _checked(data, _CHUNK_HEAD)
    _, flags, times_size, values_size = _CHUNK_HEAD.unpack_from(data)
    times_part = bytes(body[:times_size])
    values_part = bytes(body[times_size : times_size + values_size])
    if flags & _RAW:
        times: Times = np.frombuffer(times_part, "<i8").astype(np.int64)
        values: Floats = np.frombuffer(values_part, "<f8").astype(np.float64)
    else:
        times, values = _decompress(times_part), _decompress(values_part)
    quality = np.zeros(len(times), np.uint8)
    if flags & _HAS_QUALITY:
        quality = np.frombuffer(zlib.decompress(body[times_size + values_size :]), np.uint8)
    if not len(times) == len(values) == len(quality):
        raise CodecError("the columns of a chunk have different lengths")
    return Samples(times, values, quality)


def pack_block(block: Block) -> bytes:
    """Put a block's columns one after another."""
    body = b"".join(
        (
            block.series.astype("<u4", copy=False).tobytes(),
            block.times_us.astype("<i8", copy=False).tobytes(),
            block.values.astype("<f8", copy=False).tobytes(),
            block.quality.tobytes(),
        )
    )
    return _sealed(_BLOCK_HEAD.pack(_FORMAT, len(block.series)), body)


def unpack_block(data: bytes) -> Block:
    """Read a journal row back; raises CodecError when it is damaged or of a later format."""
    body = _checked(data, _BLOCK_HEAD)
    _, count = _BLOCK_HEAD.unpack_from(data)
    if len(body) != count * _BYTES_A_SAMPLE:
        raise CodecError(f"a journal row says {count} samples and holds {len(body)} bytes")
    return Block(
        np.frombuffer(body, "<u4", count).astype(np.uint32, copy=False),
        np.frombuffer(body, "<i8", count, count * 4).astype(np.int64, copy=False),
        np.frombuffer(body, "<f8", count, count * 12).astype(np.float64, copy=False),
        np.frombuffer(body, np.uint8, count, count * 20),
    )


def _sealed(head: bytes, body: bytes) -> bytes:
    return b"".join((head, _CRC.pack(zlib.crc32(body, zlib.crc32(head))), body))


def _checked(data: bytes, head: struct.Struct) -> memoryview:
    """What comes after the head and the check sum, once both are found right."""
    whole = memoryview(data)
    begin = head.size + _CRC.size
    if len(data) < begin:
        raise CodecError(f"{len(data)} bytes are too short")
    if data[0] != _FORMAT:
        raise CodecError(f"format {data[0]} is not known")
    if _CRC.unpack_from(data, head.size)[0] != zlib.crc32(whole[begin:], zlib.crc32(whole[: head.size])):
        raise CodecError("the check sum does not match")
    return whole[begin:]


def _decompress(data: bytes) -> Any:
    try:
        found = simple_decompress(data)
    except (RuntimeError, TypeError) as error:
        raise CodecError(str(error)) from None
    if found is None:
        raise CodecError("an empty column")
    return found
