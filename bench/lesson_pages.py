#!/usr/bin/env python3
"""From the key to the next page of a lesson: its picture drawn, at 1280x720.

    bench/lesson_pages.py build/release [--lesson sizes] [--rounds 5]

Every page is gone to and back from by Ctrl+PageDown and Ctrl+PageUp; what counts is what the window needs for the turn
that takes the key: the page's figure evaluated, the page composed, painted, swapped. Under
Xvfb, whose OpenGL is llvmpipe.
"""
import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time

import xvfb


class Window:
    def __init__(self, build, lesson, folder):
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_CONFIG_HOME=folder + "/config")
        self.program = subprocess.Popen([build + "/tests/window/window_probe", "--lesson", lesson, "--paused"],
                                        stdout=subprocess.PIPE, text=True, env=environment)
        self.state = {}
        self.read()
        subprocess.run(["xdotool", "search", "--class", "convlens", "windowfocus"], check=False)
        time.sleep(0.5)

    def read(self, asked=False):
        """Lines up to the next one, or up to the answer."""
        for line in self.program.stdout:
            self.state = dict(re.findall(r"(\w+)=(\S+)", line))
            if "asked" in self.state or not asked:
                return

    def press(self, key):
        """ms of the slowest turn that took keys since the last answer."""
        subprocess.run(["xdotool", "key", "--delay", "0", key], check=True)
        time.sleep(0.15)
        subprocess.run(["xdotool", "key", "--delay", "0", "F12"], check=True)
        self.read(asked=True)
        return float(self.state["key_ms"])

    def page(self):
        return self.state["lesson"].split(":")[0]

    def end(self):
        self.program.kill()
        self.program.wait()


def turned(window, rounds):
    """ms for each turn to another page."""
    times = []
    for _ in range(rounds):
        for key in ("ctrl+Next", "ctrl+Prior"):
            while True:
                before = window.page()
                ms = window.press(key)
                if window.page() == before:
                    break
                times.append(ms)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--lesson", default="sizes")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    xvfb.run_inside()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(os.path.abspath(options.build), options.lesson, folder)
        window.press("F13")
        pages = turned(window, options.rounds)
        window.end()
    print(f"{len(pages)} turns to another page: median {statistics.median(pages):.1f} ms, "
          f"slowest {max(pages):.1f} ms")


if __name__ == "__main__":
    main()
