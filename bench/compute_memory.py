#!/usr/bin/env python3
"""Peak memory of `convlens compute` on shapes where a copy too many would show: at most 2.5 times inputs plus
outputs and 32 MiB. Prints a table; ends with 1 where a line is over.

    bench/compute_memory.py build/release/convlens [--threads 2] [--only WORD]
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

MIB = 1 << 20

# name, operation, input, weight, output, further words
CASES = [
    ("1-D, 4 million", "conv", (1, 1, 1 << 22), (1, 1, 9), (1, 1, (1 << 22) - 8), []),
    ("1-D, 2 million, 1 to 5", "conv", (1, 1, 1 << 21), (5, 1, 9), (1, 5, (1 << 21) - 8), []),
    ("1-D, 1 million, 4 to 32", "conv", (1, 4, 1 << 20), (32, 4, 5), (1, 32, 1 << 20), ["--padding", "2"]),
    ("1-D, stride 1000", "conv", (1, 4, 4000000), (8, 4, 3), (1, 8, 4000), ["--stride", "1000"]),
    ("1-D, dilation 100000", "conv", (1, 4, 1000000), (8, 4, 3), (1, 8, 800000), ["--dilation", "100000"]),
    ("kernel of 2 million", "conv", (1, 1, 2000500), (1, 1, 2000000), (1, 1, 501), []),
    ("kernel of 1500x1500", "conv", (1, 1, 1510, 1510), (1, 1, 1500, 1500), (1, 1, 11, 11), []),
    ("kernel of 400x400, 1 to 8", "conv", (1, 1, 420, 420), (8, 1, 400, 400), (1, 8, 21, 21), []),
    ("kernel as the input, 64 to 5", "conv", (1, 64, 60, 60), (5, 64, 60, 60), (1, 5, 1, 1), []),
    ("kernel as the input, 512 to 64", "conv", (1, 512, 14, 14), (64, 512, 14, 14), (1, 64, 1, 1), []),
    ("1x1, 4096 to 4096", "conv", (1, 4096, 7, 7), (4096, 4096, 1, 1), (1, 4096, 7, 7), []),
    ("1x1, 2000000 to 5", "conv", (1, 2000000, 1, 1), (5, 2000000, 1, 1), (1, 5, 1, 1), []),
    ("groups of 1 on 1x1", "conv", (1, 1000000, 1, 1), (1000000, 1, 1, 1), (1, 1000000, 1, 1),
     ["--groups", "1000000"]),
    ("depthwise 20000, 3x3 on 16x16", "conv", (1, 20000, 16, 16), (20000, 1, 3, 3), (1, 20000, 16, 16),
     ["--groups", "20000", "--padding", "1"]),
    ("groups 5 to 5 of 20000", "conv", (1, 100000, 4, 4), (100000, 5, 3, 3), (1, 100000, 4, 4),
     ["--groups", "20000", "--padding", "1"]),
    ("batch of 64, 32 to 32", "conv", (64, 32, 56, 56), (32, 32, 3, 3), (64, 32, 56, 56), ["--padding", "1"]),
    ("3-D, 8 to 8", "conv", (1, 8, 64, 128, 128), (8, 8, 3, 3, 3), (1, 8, 64, 128, 128), ["--padding", "1"]),
    ("3-D, large planes", "conv", (1, 8, 4, 700, 700), (8, 8, 3, 3, 3), (1, 8, 4, 700, 700),
     ["--padding", "1"]),
    ("wide rows, 64 to 8", "conv", (1, 64, 3, 60000), (8, 64, 3, 3), (1, 8, 3, 60000), ["--padding", "1"]),
    ("padding mode reflect", "conv", (1, 16, 512, 512), (16, 16, 3, 3), (1, 16, 512, 512),
     ["--padding", "1", "--padding-mode", "reflect"]),
    ("padding larger than the input", "conv", (1, 4, 500, 500), (8, 4, 3, 3), (1, 8, 1498, 1498),
     ["--padding", "500"]),
    ("transposed, stride 2", "conv-transpose", (1, 64, 112, 112), (64, 32, 4, 4), (1, 32, 224, 224),
     ["--stride", "2", "--padding", "1"]),
    ("transposed, stride 16", "conv-transpose", (1, 8, 64, 64), (8, 8, 16, 16), (1, 8, 1024, 1024),
     ["--stride", "16"]),
    ("transposed, stride 100", "conv-transpose", (1, 1, 64, 64), (1, 1, 3, 3), (1, 1, 6303, 6303),
     ["--stride", "100"]),
    ("max-pool", "max-pool", (1, 64, 512, 512), None, (1, 64, 256, 256), ["--kernel-size", "2"]),
    ("max-pool, stride 1", "max-pool", (1, 64, 256, 256), None, (1, 64, 254, 254),
     ["--kernel-size", "3", "--stride", "1"]),
    ("avg-pool, stride 1", "avg-pool", (1, 64, 256, 256), None, (1, 64, 254, 254),
     ["--kernel-size", "3", "--stride", "1"]),
    ("lp-pool, stride 1", "lp-pool", (1, 16, 256, 256), None, (1, 16, 254, 254),
     ["--kernel-size", "3", "--stride", "1"]),
]


def size_of(shape, item):
    count = item
    for size in shape:
        count *= size
    return count


def write_zeros(path, shape, item):
    """A sparse file: only sizes matter here."""
    header = f"{{'descr': '<f{item}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode())
        file.truncate(file.tell() + size_of(shape, item))


def peak_of(command):
    """Peak resident memory of `command`, in bytes; ends this program where it fails."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit status {process.returncode}: {' '.join(map(str, command))}")
    return usage.ru_maxrss * 1024


def directions(folder, case):
    """What is asked for, the arrays that go in, and those that come out."""
    _, operation, x, w, y, _ = case
    grad = ["--grad-output", folder / "dy.npy"]
    bare = w is None
    yield "forward", ["-o", folder / "out.npy"], [x] if bare else [x, w], [y]
    yield ("grad-input", grad + ["--grad-input", folder / "out.npy"], [x, y] if bare else [w, y], [x])
    if not bare:
        yield "grad-weight", grad + ["--grad-weight", folder / "out.npy"], [x, y], [w]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("--threads", default="2")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    is_over = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("| case | direction | type | MiB | at most | of it |\n| --- | --- | --- | --- | --- | --- |")
        for case in (case for case in CASES if options.only in case[0]):
            _, operation, x, w, y, words = case
            for item in (4, 8):
                write_zeros(folder / "x.npy", x, item)
                write_zeros(folder / "dy.npy", y, item)
                command = [options.binary, "compute", operation, "--input", folder / "x.npy"]
                if w:
                    write_zeros(folder / "w.npy", w, item)
                    command += ["--weight", folder / "w.npy", "--threads", options.threads]
                for direction, outputs, taken, given in directions(folder, case):
                    most = 2.5 * sum(size_of(shape, item) for shape in taken + given) + 32 * MIB
                    peak = peak_of(command + words + outputs)
                    is_over |= peak > most
                    print(f"| {case[0]} | {direction} | float{item * 8} | {peak / MIB:.0f} | {most / MIB:.0f} "
                          f"| {peak / most:.2f}{' OVER' if peak > most else ''} |", flush=True)
    sys.exit(is_over)


if __name__ == "__main__":
    main()
