#!/usr/bin/python3
"""Peak memory of convlens itself while it writes animations: flat in the number of frames, in every format.

usage: bench/file_memory.py PATH/TO/convlens [--only gif,mp4,...] [--sizes 800x600,3840x2160] [--frames 196,2000]
Prints a row for each format and size: MiB at the first and the last number of frames, their difference, the last file's size,
and, of WebP and web pages, the difference over twice the file's growth, which is theirs to have (at most 1).
"""
import argparse
import os
import shutil
import sys
import tempfile

from movie_files import peak_mib

BOUNDS = {"800x600": 130, "3840x2160": 400}  # MiB
SLACK = 8  # MiB that may come and go
GROWING = ("webp", "html")
FORMATS = ("gif", "apng", "webp", "mp4", "webm", "pdf", "html", "png/", "svg/")


def bytes_of(path):
    if os.path.isdir(path):
        return sum(entry.stat().st_size for entry in os.scandir(path))
    return os.path.getsize(path)


def measured(convlens, kind, size, side, frames, folder):
    """Peak of a run on a figure of so many cells a side, and what it wrote, MiB."""
    path = os.path.join(folder, "out/" if kind.endswith("/") else "out." + kind)
    line = [convlens, "export", "conv", "--input-size", f"{side}x{side}", "--kernel-size", "3x3", "--one-frame-a-step", "--size",
            size, "--steps", f"0..{frames - 1}", "--no-scene", "-o", path, *(["--format", "svg"] if kind == "svg/" else [])]
    peak = peak_mib(line)
    written = bytes_of(path) / 2**20
    shutil.rmtree(path) if kind.endswith("/") else os.remove(path)
    return peak, written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("convlens")
    parser.add_argument("--only", default=",".join(FORMATS))
    parser.add_argument("--sizes", default=",".join(BOUNDS))
    parser.add_argument("--frames", default="196,2000")
    arguments = parser.parse_args()
    few, many = map(int, arguments.frames.split(","))
    side = next(n for n in range(1, 1000) if n * n >= many) + 2
    is_fine = True
    print(f"| format | size | {few} frames | {many} frames | file | |")
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes.split(","):
            for kind in arguments.only.split(","):
                first, file_first = measured(arguments.convlens, kind, size, side, few, folder)
                last, file_last = measured(arguments.convlens, kind, size, side, many, folder)
                allowed = SLACK + (2 * (file_last - file_first) if kind in GROWING else 0)
                most = BOUNDS.get(size, 400) + (2 * file_last if kind in GROWING else 0)
                fine = last - first <= allowed and last <= most
                is_fine = is_fine and fine
                print(f"| {kind} | {size} | {first:.0f} MiB | {last:.0f} MiB | {file_last:.1f} MiB | "
                      f"{'' if fine else 'TOO MUCH'} |", flush=True)
    sys.exit(0 if is_fine else 1)


if __name__ == "__main__":
    main()
