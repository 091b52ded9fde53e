"""Drives an export through libnbd: random requests, many under way on several connections, against a model.

usage: drive.py URI structured|simple
"""
import random
import sys

import nbd

uri, replies = sys.argv[1], sys.argv[2]
chance = random.Random(42)


def connect():
    handle = nbd.NBD()
    handle.set_request_structured_replies(replies == "structured")
    if replies == "structured":
        handle.add_meta_context(nbd.CONTEXT_BASE_ALLOCATION)
    handle.connect_uri(uri)
    return handle


handles = [connect() for _ in range(4)]
first = handles[0]
size = first.get_size()
assert first.can_multi_conn() and first.can_flush() and first.can_fua()
assert first.get_structured_replies_negotiated() == (replies == "structured")
model = bytearray(size)

# Each connection owns a quarter, so that what is under way never overlaps.
quarter = size // 4
for turn in range(60):
    pending = []
    reads = []
    for number, handle in enumerate(handles):
        at = number * quarter
        for _ in range(12):
            length = chance.choice([1, 511, 512, 4096, 5000, 65536, 200001])
            offset = at + chance.randrange(1000)
            if offset + length > (number + 1) * quarter:
                break
            at = offset + length
            flags = nbd.CMD_FLAG_FUA if chance.random() < 0.1 else 0
            kind = chance.random()
            if kind < 0.5:
                data = chance.randbytes(length)
                buffer = nbd.Buffer.from_bytearray(bytearray(data))
                pending.append((handle, handle.aio_pwrite(buffer, offset, flags=flags), buffer))
                model[offset : offset + length] = data
            elif kind < 0.7:
                if chance.random() < 0.5:
                    flags |= nbd.CMD_FLAG_NO_HOLE
                pending.append((handle, handle.aio_zero(length, offset, flags=flags), None))
                model[offset : offset + length] = bytes(length)
            elif kind < 0.95:
                buffer = nbd.Buffer(length)
                pending.append((handle, handle.aio_pread(buffer, offset), buffer))
                reads.append((buffer, offset, length))
            else:
                pending.append((handle, handle.aio_flush(), None))
    while pending:
        left = []
        for handle, cookie, buffer in pending:
            if not handle.aio_command_completed(cookie):
                left.append((handle, cookie, buffer))
        pending = left
        for handle in handles:
            if handle.aio_in_flight():
                handle.poll(1)
    for buffer, offset, length in reads:
        assert buffer.to_bytearray() == model[offset : offset + length], (turn, offset, length)

for handle in handles:
    for offset in range(0, size, 8 << 20):
        assert handle.pread(8 << 20, offset) == model[offset : offset + (8 << 20)], offset

if replies == "structured":
    covered = 0

    def extent(context, offset, entries, error):
        global covered
        for length, flags in zip(entries[::2], entries[1::2]):
            if flags & nbd.STATE_ZERO:
                assert not any(model[offset : offset + length]), (offset, length)
            offset += length
            covered = offset

    while covered < size:
        first.block_status(size - covered, covered, extent)


def refused(action, errno):
    try:
        action()
    except nbd.Error as error:
        assert error.errnum == errno, error
    else:
        raise AssertionError("it was not refused")


first.set_strict_mode(0)
refused(lambda: first.pread(10, size - 5), 22)
refused(lambda: first.pwrite(b"1234567890", size - 5), 28)
refused(lambda: first.zero(10, size - 5), 28)
refused(lambda: first.trim(10, size - 5), 22)
first.flush()
for handle in handles:
    handle.shutdown()
print("all held")
