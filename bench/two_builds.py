#!/usr/bin/env python3
"""The rows of bench/README.md that need no display, of two builds in turns: what became slower, and is it more than chance?

    bench/two_builds.py build/release OTHER/build/release [--rounds 5] [--filter REGEX]

Each round runs every program of both builds, the one that begins changes from round to round. Programs of Google
Benchmark give the processor time of each of their rows; commands of convlens the user time of the whole process. Printed
are the medians, their ratio, and the spread of each build's rounds (largest over smallest); a row counts as worse where
the ratio is over 1.05 and over both spreads.
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile

PROGRAMS = ["compose_bench", "load_bench", "movie_bench"]
MOVIE = "export conv --input-size 16x16 --kernel-size 3x3 --size 800x600 --fps 20 --seconds-per-step 0.05 -o"
COMMANDS = {
    "describe": "describe conv --input-size 5x5 --kernel-size 3",
    "trace --json": "trace numerical_padding_strides --step 4 --json",
    "render .png": "render numerical_padding_strides --step 4 -o a.png",
    "render .png, three lenses": "render numerical_padding_strides --step 4 --lenses sum,im2col,gradients -o a.png",
    "render of a photograph's size": "render conv --input-size 640x480 --kernel-size 3 --step 5000 -o a.png",
    "export .gif": MOVIE + " a.gif",
    "export frames/": MOVIE + " frames/",
    "export --all": "export --all -o all/",
}


def user_seconds(command, folder):
    """Of a command that is repeated while it is short."""
    times = []
    for _ in range(5):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        os.makedirs(os.path.join(folder, "all"))
        pid = os.posix_spawn("/bin/sh", ["sh", "-c", f"cd '{folder}' && exec {command} > /dev/null"], os.environ)
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            raise SystemExit("failed: " + command)
        times.append(usage.ru_utime)
        if times[0] > 0.3:
            break
    return min(times)


def benchmark_rows(program, wanted):
    """ms of each row."""
    if not os.path.exists(program):
        return {}
    command = [program, "--benchmark_format=json", f"--benchmark_filter={wanted}", "--benchmark_min_time=0.2"]
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    scale = {"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3}
    return {row["name"]: row["cpu_time"] * scale[row["time_unit"]] for row in json.loads(output or b'{"benchmarks":[]}')["benchmarks"]}


def measured(build, wanted, folder):
    rows = {}
    for program in PROGRAMS:
        rows.update(benchmark_rows(f"{build}/bench/{program}", wanted))
    for name, command in COMMANDS.items():
        if re.search(wanted, name):
            rows[name] = 1e3 * user_seconds(f"{os.path.abspath(build)}/convlens {command}", folder)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("builds", nargs=2, help="folders of two builds with CONVLENS_BENCH; the second is the one before")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--filter", default=".")
    arguments = parser.parse_args()
    times = [{}, {}]
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(arguments.rounds):
            for which in ((0, 1) if turn % 2 == 0 else (1, 0)):
                for name, ms in measured(arguments.builds[which], arguments.filter, folder).items():
                    times[which].setdefault(name, []).append(ms)
    print(f"{'ms, median of rounds':44}{'new':>10}{'old':>10}{'ratio':>8}{'spread':>14}")
    worse = 0
    for name in times[0]:
        if name not in times[1]:
            continue
        new, old = (statistics.median(of[name]) for of in times)
        spreads = [max(of[name]) / max(min(of[name]), 1e-9) for of in times]
        ratio = new / max(old, 1e-9)
        is_worse = ratio > 1.05 and ratio > max(spreads)
        worse += is_worse
        print(f"{name:44}{new:10.3f}{old:10.3f}{ratio:8.2f}{spreads[0]:7.2f}{spreads[1]:7.2f}{'  worse' if is_worse else ''}")
    print(f"\n{worse} rows are worse")


main()
