#!/usr/bin/env python3
"""How late keys are while a large figure is being evaluated: from a key to the window's answer, its picture drawn.

    bench/key_lateness.py build/release [--size 500 --kernel 99] [--keys 120] [--seed 1]

The window evaluates without pause, for each time that it has come to an end the input's size changes. Meanwhile keys
of all kinds are pressed: that change the figure and begin the evaluation anew (Alt+I), that only look at it (V, D),
that open a number of the panel for typing, and digits that are typed into it. Only keys that come while the figure is
behind are counted.
"""
import argparse
import os
import random
import re
import select
import statistics
import subprocess
import tempfile
import time

import xvfb

SCENE = '{"schema":1,"operation":"conv","input_size":[%d,%d],"kernel_size":[%d,%d],"lenses":["sum","im2col","gradients"]}'
PATIENCE = 20
STRIDE_NUMBER = "mousemove 215 200 mousedown 1 mouseup 1"  # of the panel at 1280x720


class Window:
    def __init__(self, build, scene, folder):
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_CONFIG_HOME=folder + "/config")
        self.program = subprocess.Popen([build + "/tests/window/window_probe", "--scene", scene, "--paused"],
                                        stdout=subprocess.PIPE, env=environment)
        # One xdotool for all keys: a process for each would be later than the window.
        self.hands = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, bufsize=0)
        self.state, self.answers, self.bytes = {}, 0, b""
        self.read(PATIENCE)
        self.do("search --class convlens windowfocus")

    def do(self, words):
        self.hands.stdin.write((words + "\n").encode())

    def read(self, seconds):
        if not select.select([self.program.stdout], [], [], seconds)[0]:
            return
        self.bytes += os.read(self.program.stdout.fileno(), 1 << 16)
        *lines, self.bytes = self.bytes.split(b"\n")
        for line in lines:
            self.state = dict(re.findall(r"(\w+)=(\S+)", line.decode()))
            self.answers += "asked" in self.state

    def wait(self, done):
        end = time.monotonic() + PATIENCE
        while not done() and time.monotonic() < end:
            self.read(max(0, end - time.monotonic()))

    def press(self, words):
        """ms until the window has answered, after this and everything before."""
        before, start = self.answers, time.monotonic()
        self.do(words + " key --delay 0 F12")
        self.wait(lambda: self.answers > before)
        return (time.monotonic() - start) * 1000


def measured(window, keys, chance):
    kinds = {"parameter": "key --delay 0 alt+i", "view": "key --delay 0 v", "brush": "key --delay 0 d",
             "number": STRIDE_NUMBER, "digit": "key --delay 0 7"}
    times = {kind: [] for kind in kinds}
    grows = True
    for number in range(keys):
        if window.state.get("typing") == "1" and number % 4 == 0:
            window.press("key --delay 0 Escape")
        if window.state.get("behind") != "1":
            window.press("key --delay 0 " + ("alt+i" if grows else "alt+shift+i"))
            grows = not grows
        time.sleep(chance.uniform(0.02, 0.15))
        typing = window.state.get("typing") == "1"
        kind = "digit" if typing else chance.choice(["parameter", "view", "brush", "number"])
        was_behind = window.state.get("behind") == "1"
        ms = window.press(kinds[kind])
        if was_behind and window.state.get("behind") == "1":
            times[kind].append(ms)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", help="folder of a build with tests")
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--kernel", type=int, default=99)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    xvfb.run_inside()
    with tempfile.TemporaryDirectory() as folder:
        scene = folder + "/scene.json"
        with open(scene, "w", encoding="utf-8") as file:
            file.write(SCENE % (arguments.size, arguments.size, arguments.kernel, arguments.kernel))
        window = Window(arguments.build, scene, folder)
        window.press("")
        window.wait(lambda: window.state.get("behind") == "0")
        idle = [window.press("key --delay 0 d") for _ in range(20)]
        times = measured(window, arguments.keys, random.Random(arguments.seed))
        window.program.kill()
        window.hands.kill()
    every = [ms for kind in times.values() for ms in kind]
    for kind, values in {**times, "all": every, "nothing to do": idle}.items():
        if values:
            print(f"{kind:14} {len(values):4} keys  median {statistics.median(values):5.1f} ms  largest {max(values):6.1f} ms  "
                  f"over 50 ms {sum(ms > 50 for ms in values)}")


main()
