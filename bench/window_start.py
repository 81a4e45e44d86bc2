#!/usr/bin/env python3
"""The window's start beside a bare one of Dear ImGui, in turns under the same Xvfb.

    bench/window_start.py build/release [--runs 15] [--against OTHER/convlens]

Wall time and processor time of the whole process until its first picture is shown and it has ended, medians, and their
ratio to the bare window's, or where that was not built to the figure's. `lesson` opens at a page that asks, `digits`
and `face` at a network's overview. `--against` puts another build of the program between them.
"""
import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time

import xvfb


def start(command, environment):
    """Seconds of wall time and of processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", help="folder of a build, with CONVLENS_BENCH=ON for the bare window")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--against", help="another convlens")
    arguments = parser.parse_args()
    xvfb.run_inside()
    first = "--leave-after-first-picture"
    bare = arguments.build + "/bench/bare_window"
    convlens = arguments.build + "/convlens"
    programs = {"bare": [bare]} if os.path.exists(bare) else {}
    programs.update(convlens=[convlens, first], lesson=[convlens, "sizes:3", first],
                    digits=[convlens, "network:digits", first], face=[convlens, "network:face", first])
    if arguments.against:
        programs["against"] = [arguments.against, first]
    times = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_CONFIG_HOME=folder + "/config")
        for command in programs.values():  # warm caches
            start(command, environment)
        for _ in range(arguments.runs):
            for name, command in programs.items():
                times[name].append(start(command, environment))
    medians = {name: [statistics.median(column) for column in zip(*all)] for name, all in times.items()}
    base = next(iter(medians))
    for name, (wall, processor) in medians.items():
        print(f"{name:9} {wall * 1000:6.0f} ms, processor {processor * 1000:6.0f} ms, of {base} "
              f"{wall / medians[base][0]:.2f}, processor {processor / medians[base][1]:.2f}")


main()
