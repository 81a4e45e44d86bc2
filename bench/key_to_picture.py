#!/usr/bin/env python3
"""From a key to its picture at 16 x 16, two builds in turns under the same Xvfb.

    bench/key_to_picture.py build/release OTHER/build [--rounds 5] [--keys 16] [--lenses sum,im2col,gradients]

Each round starts each build's tests/window/window_probe, presses keys that change the padding and keys that step, and
asks the window how long the slowest picture after each took (compose, draw, swap). Medians, and their ratio.
"""
import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time

import xvfb

SCENE = """{"schema":1,"operation":"conv","input_size":[16,16],"kernel_size":[3,3],"padding":[[1,1],[1,1]],
"view":"flat","lenses":[%s]}"""
KEYS = (("alt", "p"), ("Next",), ("alt", "shift", "p"), ("Next",))


def press(*keys):
    down = [word for key in keys for word in ("keydown", key)]
    up = [word for key in reversed(keys) for word in ("keyup", key)]
    subprocess.run(["xdotool", *down, "sleep", "0.06", *up, "sleep", "0.04"], check=True)


def run(build, scene, count, environment):
    """ms of each key."""
    probe = build + "/tests/window/window_probe"
    command = [probe, "--scene", scene, "--paused", "--step", "20", "--size", "1280x720"]
    with tempfile.TemporaryFile("w+") as states:
        window = subprocess.Popen(command, stdout=states, env=environment)
        time.sleep(1.5)
        subprocess.run(["xdotool", "search", "--class", "convlens", "windowfocus"], check=True)
        for number in range(count + 2):
            press(*KEYS[number % len(KEYS)])
            press("F12")
            time.sleep(0.05)
        window.terminate()
        window.wait()
        states.seek(0)
        times = [float(ms) for ms in re.findall(r"key_ms=([0-9.]+)", states.read())]
    return times[2:]  # the first ones find cold caches


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("builds", nargs=2, help="folders of two builds with tests; the second is the one before")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keys", type=int, default=16)
    parser.add_argument("--lenses", default="sum")
    arguments = parser.parse_args()
    xvfb.run_inside()
    medians = [[], []]
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_CONFIG_HOME=folder + "/config")
        scene = folder + "/scene.json"
        with open(scene, "w", encoding="utf-8") as file:
            file.write(SCENE % ",".join(f'"{lens}"' for lens in arguments.lenses.split(",")))
        for _ in range(arguments.rounds):
            for medians_of, build in zip(medians, arguments.builds):
                times = run(build, scene, arguments.keys, environment)
                medians_of.append(statistics.median(times))
    for name, values in zip(arguments.builds, medians):
        print(f"{name}: {' '.join(f'{ms:.1f}' for ms in values)} ms, median {statistics.median(values):.1f}")
    print(f"ratio {statistics.median(medians[0]) / statistics.median(medians[1]):.2f}")


main()
