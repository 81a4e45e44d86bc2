#!/usr/bin/python3
"""The export of a GIF side by side with ffmpeg's palettegen/paletteuse and gifsicle -O3 on the same frames.

usage: bench/gif_export.py PATH/TO/convlens [--repeat N]
The processor time is that of the fastest of N runs. convlens' has everything in it, from the program's start; ffmpeg's is
for frames that are painted already and read as raw video.
"""
import argparse
import os
import subprocess
import sys
import tempfile

FRAMES = 196
SIZE = "800x600"
PICTURE = ["conv", "--input-size", "16x16", "--kernel-size", "3x3", "--size", SIZE, "--fps", "20",
           "--seconds-per-step", "0.05"]
FILTERS = {"ffmpeg, dithered": "split[a][b];[a]palettegen[p];[b][p]paletteuse",
           "ffmpeg, no dither": "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none"}


def measured(command):
    """Processor seconds, peak MiB of one run."""
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(command, repeat):
    runs = [measured(command) for _ in range(repeat)]
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("convlens")
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = {}

        def add(name, path, seconds, peak):
            rows[name] = (seconds, os.path.getsize(path), peak)

        own = folder + "/own.gif"
        export = [arguments.convlens, "export", *PICTURE, "-o"]
        add("convlens", own, *best(export + [own], arguments.repeat))

        measured(export + [folder + "/frames/"])
        assert len(os.listdir(folder + "/frames")) == FRAMES
        raw = folder + "/frames.raw"
        quiet = ["ffmpeg", "-v", "error", "-y"]
        measured(quiet + ["-i", folder + "/frames/frame-%06d.png", "-f", "rawvideo", "-pix_fmt", "rgb24", raw])
        for name, graph in FILTERS.items():
            path = folder + "/other.gif"
            command = quiet + ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", SIZE, "-r", "20", "-i", raw, "-vf", graph, path]
            add(name, path, *best(command, arguments.repeat))
            seconds, peak = measured(["gifsicle", "-O3", path, "-o", folder + "/optimised.gif"])
            add(name + " + gifsicle -O3", folder + "/optimised.gif", rows[name][0] + seconds, peak)
        measured(["gifsicle", "-O3", own, "-o", folder + "/optimised.gif"])

        print(f"{FRAMES} frames of {SIZE}: {' '.join(PICTURE)}\n")
        print(f"{'':34}{'CPU s':>8}{'ms/frame':>10}{'bytes':>10}{'peak MiB':>10}{'time':>8}{'bytes':>8}")
        seconds, size, _ = rows["convlens"]
        for name, (its_seconds, its_size, its_peak) in rows.items():
            print(f"{name:34}{its_seconds:8.3f}{its_seconds / FRAMES * 1e3:10.2f}{its_size:10}{its_peak:10.0f}"
                  f"{seconds / its_seconds:8.2f}{size / its_size:8.2f}")
        print("\nThe last two columns: convlens' figure divided by that of the row.")
        print(f"gifsicle -O3 of convlens' own file would make it {os.path.getsize(folder + '/optimised.gif')} bytes.")


if __name__ == "__main__":
    main()
