#!/usr/bin/python3
"""Animations in all formats beside ffmpeg's encoders on the same frames: ratios of processor time and bytes of one run.

usage: bench/movie_files.py PATH/TO/convlens [--repeat N] [--only apng,webp,mp4,webm,pages,figures]
The processor time is that of the fastest of N runs of each in turns, children included. That of convlens has everything in
it, from the program's start; ffmpeg's is for frames that are painted already and read as raw video from a file, rgb24 unless
another layout is named. Videos have the held second at their end on both sides. Peak memory is that of convlens itself.
"""
import argparse
import os
import subprocess
import sys
import tempfile

PICTURE = ["conv", "--input-size", "16x16", "--kernel-size", "3x3"]
PACE = ["--fps", "20", "--seconds-per-step", "0.05"]
SIZE = "800x600"
LARGE = "3840x2160"
FRAMES, HELD = 196, 20
FFMPEG = ["ffmpeg", "-v", "error", "-nostdin", "-y"]
H264 = ["-c:v", "libx264", "-preset", "medium", "-tune", "animation", "-crf", "18", "-pix_fmt", "yuv420p",
        "-movflags", "+faststart"]
VP9 = ["-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "4", "-row-mt", "1", "-b:v", "0", "-crf", "22",
       "-tune-content", "screen", "-pix_fmt", "yuv420p"]
# Of each: most of the other's time, most of its bytes.
BOUNDS = {"apng": (0.20, 0.45), "webp": (1.00, 1.03), "mp4": (1.15, None), "webm": (1.15, None)}
GUIDE_SECONDS_A_FRAME = 1.13  # its own pipeline of LaTeX and ImageMagick


def measured(command):
    """Processor seconds of the program and its children."""
    before = os.times()
    if subprocess.run(command).returncode != 0:
        sys.exit("failed: " + " ".join(command))
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def in_turns(commands, repeat):
    """The smallest time of each."""
    best = [float("inf")] * len(commands)
    for _ in range(repeat):
        for i, command in enumerate(commands):
            best[i] = min(best[i], measured(command))
    return best


def peak_mib(command):
    """Of the program itself, by VmHWM as the kernel reports it when it ends."""
    pid = os.posix_spawnp(command[0], command, os.environ)
    peak = 0
    while True:
        try:
            with open(f"/proc/{pid}/status") as status:
                for line in status:
                    if line.startswith("VmHWM"):
                        peak = max(peak, int(line.split()[1]))
        except OSError:
            pass
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            if status != 0:
                sys.exit("failed: " + " ".join(command))
            return peak / 1024
        os.sched_yield()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("convlens")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", default="apng,webp,mp4,webm,pages,figures,memory")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",")
    with tempfile.TemporaryDirectory() as folder:
        export = [arguments.convlens, "export", *PICTURE, *PACE, "--no-scene"]
        measured(export + ["--size", SIZE, "-o", folder + "/frames/"])
        frames = folder + "/frames/frame-%06d.png"
        assert len(os.listdir(folder + "/frames")) == FRAMES
        layouts = {}
        for layout in ("rgb24", "yuv420p"):
            for held in (0, HELD):
                raw = f"{folder}/{layout}-{held}.raw"
                hold = ["-vf", f"tpad=stop_mode=clone:stop={held}"] if held else []
                measured(FFMPEG + ["-framerate", "20", "-i", frames, *hold, "-f", "rawvideo", "-pix_fmt", layout, raw])
                layouts[layout, held] = ["-f", "rawvideo", "-pix_fmt", layout, "-s", SIZE, "-r", "20", "-i", raw]

        print(f"{'':6}{'convlens s':>12}{'other s':>10}{'ratio':>8}{'at most':>9}{'bytes':>10}{'other':>10}{'ratio':>8}{'at most':>9}")
        others = [("apng", "rgb24", 0, ["-f", "apng"]), ("webp", "rgb24", 0, ["-c:v", "libwebp_anim", "-lossless", "1"]),
                  ("mp4", "rgb24", HELD, H264), ("mp4", "yuv420p", HELD, H264), ("webm", "rgb24", HELD, VP9),
                  ("webm", "yuv420p", HELD, VP9)]
        for name, layout, held, encoder in others:
            if name not in wanted:
                continue
            own, other = f"{folder}/own.{name}", f"{folder}/other.{name}"
            mine, its = in_turns([export + ["--size", SIZE, "-o", own], FFMPEG + layouts[layout, held] + encoder + [other]],
                                 arguments.repeat)
            size, its_size = os.path.getsize(own), os.path.getsize(other)
            time_bound, size_bound = BOUNDS[name]
            print(f"{name:6}{mine:12.3f}{its:10.3f}{mine / its:8.2f}{time_bound:9.2f}{size:10}{its_size:10}{size / its_size:8.2f}"
                  f"{'' if size_bound is None else format(size_bound, '9.2f'):>9}  {layout}")
        if "pages" in wanted:
            mine, = in_turns([export + ["--size", SIZE, "-o", folder + "/own.pdf"]], arguments.repeat)
            print(f"pages {mine:12.3f}   {os.path.getsize(folder + '/own.pdf')} bytes")
        if "figures" in wanted:
            figures(arguments, folder)
        if "memory" in wanted:
            for size in (SIZE, LARGE):
                for name in ("gif", "apng", "webp", "mp4", "webm", "pdf"):
                    path = f"{folder}/memory.{name}"
                    peak = peak_mib(export + ["--size", size, "--steps", "0..29", "-o", path])
                    print(f"peak memory {size} {name:5} {peak:6.0f} MiB, file {os.path.getsize(path) / 2**20:.1f} MiB")


def figures(arguments, folder):
    """All figures, the guide's and others, one frame a step, in one process."""
    names = [line.split()[0] for line in
             subprocess.run([arguments.convlens, "presets"], capture_output=True, check=True, text=True).stdout.splitlines()]
    frames = 0
    for name in names:
        measured([arguments.convlens, "export", name, "--one-frame-a-step", "-o", f"{folder}/{name}/"])
        frames += len(os.listdir(f"{folder}/{name}"))
    for kind in ("gif", "apng", "pdf"):
        seconds, = in_turns([[arguments.convlens, "export", "--all", "--format", kind, "-o", f"{folder}/all-{kind}/"]],
                            arguments.repeat)
        each = seconds / frames
        print(f"{len(names)} figures, {frames} frames as {kind}: {each * 1e3:.2f} ms a frame, "
              f"1/{GUIDE_SECONDS_A_FRAME / each:.0f} of the guide's pipeline")


if __name__ == "__main__":
    main()
