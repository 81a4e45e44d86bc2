#!/usr/bin/python3
"""The export of a PNG series side by side with ffmpeg's PNG encoder on the same frames.

usage: bench/png_series.py PATH/TO/convlens [--repeat N]
User time of the fastest of N runs. convlens' has everything in it, from the program's start, drawing included; ffmpeg's is
for frames that are painted already and read as raw video.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

SIZE = "800x600"
PICTURE = ["conv", "--input-size", "16x16", "--kernel-size", "3x3", "--size", SIZE, "--fps", "20",
           "--seconds-per-step", "0.05"]


def user_seconds(command):
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return usage.ru_utime


def bytes_in(folder):
    return sum(entry.stat().st_size for entry in os.scandir(folder))


def pixels_of(folder, pattern):
    """All frames as raw video, decoded by ffmpeg."""
    return subprocess.run(["ffmpeg", "-v", "error", "-i", f"{folder}/{pattern}", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                          stdout=subprocess.PIPE, check=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("convlens")
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        own, other, raw = top + "/own", top + "/other", top + "/frames.raw"
        export = [arguments.convlens, "export", *PICTURE, "-o", own + "/"]
        user_seconds(export)
        pixels = pixels_of(own, "frame-%06d.png")
        with open(raw, "wb") as file:
            file.write(pixels)
        ffmpeg = ["ffmpeg", "-v", "error", "-threads", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", SIZE, "-i", raw]
        commands = {"convlens": (export, own),
                    "ffmpeg -compression_level 1": ([*ffmpeg, "-compression_level", "1", other + "/%04d.png"], other),
                    "ffmpeg": ([*ffmpeg, other + "/%04d.png"], other)}
        seconds, sizes = {name: [] for name in commands}, {}
        for _ in range(arguments.repeat):  # by turns
            for name, (command, folder) in commands.items():
                shutil.rmtree(folder, ignore_errors=True)
                os.mkdir(folder)
                seconds[name].append(user_seconds(command))
                sizes[name] = bytes_in(folder)
        if pixels_of(other, "%04d.png") != pixels:
            sys.exit("ffmpeg's frames are others")
        print(f"{len(os.listdir(own))} frames of {SIZE}: {' '.join(PICTURE)}\n")
        print(f"{'':30}{'user s':>8}{'bytes':>12}{'time':>8}{'bytes':>8}")
        fastest, size = min(seconds["convlens"]), sizes["convlens"]
        for name in commands:
            print(f"{name:30}{min(seconds[name]):8.3f}{sizes[name]:12}{fastest / min(seconds[name]):8.2f}"
                  f"{size / sizes[name]:8.3f}")
        print("\nThe last two columns: convlens' figure divided by that of the row.")


if __name__ == "__main__":
    main()
