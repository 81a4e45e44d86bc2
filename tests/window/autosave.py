#!/usr/bin/python3
"""Ends the window in every way while somebody works, and looks at what is left: nothing older than two seconds may be lost.

usage: tests/window/autosave.py PATH/TO/convlens PATH/TO/libfaults.so [--kills 50] [--seed 1] [--slack 0.5]
A session presses Alt+I at random moments, each press one more row and column of the input, so that the size in the scene
that is kept says which presses it knows. Wants Xvfb and xdotool; where strace may trace, faults of the system are its
injections, else those of libfaults.so.
"""
import argparse
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FIRST = 5           # rows of the input at the start
START_PATIENCE = 20


class Screen:
    def __init__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "800x500x24", "-noreset"],
                                       pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as display:
            self.display = ":" + display.readline().strip()

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *words], env=dict(os.environ, DISPLAY=self.display), check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()

    def end(self):
        self.server.kill()
        self.server.wait()


class Session:
    """A window on a screen of its own, with folders of its own."""

    def __init__(self, options, chance):
        self.chance = chance
        self.folder = tempfile.mkdtemp(prefix="convlens-autosave-")
        self.screen = Screen()
        environment = dict(os.environ, DISPLAY=self.screen.display, XDG_CONFIG_HOME=self.folder, XDG_STATE_HOME=self.folder,
                           LD_PRELOAD=os.path.abspath(options.faults))
        self.program = subprocess.Popen([options.convlens, "conv", "--input-size", f"{FIRST}x{FIRST}", "--kernel-size", "3x3"],
                                        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.presses = []  # when the key was taken in
        start = time.monotonic()
        while not self.screen.xdotool("search", "--onlyvisible", "--class", "convlens").strip():
            if time.monotonic() - start > START_PATIENCE or self.program.poll() is not None:
                sys.exit("the window did not open")
            time.sleep(0.05)
        time.sleep(0.3)
        self.screen.xdotool("search", "--onlyvisible", "--class", "convlens", "windowfocus", "--sync")

    def work(self, seconds):
        """Presses with pauses of two kinds: without rest, and now and then."""
        end = time.monotonic() + seconds
        pause = self.chance.choice([0.02, 0.1, 0.4, 0.9])
        while time.monotonic() < end:
            self.screen.xdotool("key", "alt+i")
            self.presses.append(time.monotonic())
            time.sleep(min(self.chance.expovariate(1 / pause), 3))

    def known_at(self, moment):
        """The input's size after the presses up to a moment."""
        return FIRST + sum(press <= moment for press in self.presses)

    def scenes(self):
        return glob.glob(self.folder + "/convlens/*.json")

    def kept(self):
        """The size in the newest scene that is kept; without one the first."""
        sizes = []
        for path in self.scenes():
            with open(path, encoding="utf-8") as file:
                sizes.append((os.path.getmtime(path), json.load(file)["input_size"][0]))
        return max(sizes)[1] if sizes else FIRST

    def end(self):
        self.program.kill()
        self.program.wait()
        self.screen.end()
        shutil.rmtree(self.folder)


def kill(session):
    session.program.kill()


def no_memory(session):
    session.program.send_signal(signal.SIGUSR1)


def no_threads(session):
    session.program.send_signal(signal.SIGUSR2)
    session.work(4)
    session.program.kill()


def is_traced(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return any(line.startswith("TracerPid:") and line.split()[1] != "0" for line in status)


def trace(process, calls, error):
    """A running strace that lets these calls fail in all threads of the process, or None."""
    if not shutil.which("strace"):
        return None
    tracer = subprocess.Popen(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls, "-e", f"inject={calls}:error={error}",
                               "-p", str(process.pid)], stderr=subprocess.DEVNULL)
    while not is_traced(process) and tracer.poll() is None:
        time.sleep(0.01)
    return tracer if tracer.poll() is None else None


def can_inject():
    """Whether there is a strace that may trace other processes."""
    victim = subprocess.Popen(["sleep", "60"])
    tracer = trace(victim, "getpid", "EAGAIN")
    victim.kill()
    victim.wait()
    if tracer:
        tracer.wait()
    return tracer is not None


def injected(calls, error, goes_on):
    """A fault: from now on the system refuses these calls, in all threads. `goes_on`: work is kept all the same."""

    def fault(session):
        tracer = trace(session.program, calls, error)
        session.work(4)
        session.program.kill()
        tracer.wait()

    fault.keeps_all = goes_on
    return fault


no_threads.keeps_all = True


def no_screen(session):
    session.screen.server.kill()


def terminate(session):
    time.sleep(0.3)  # the last key is taken in
    session.program.terminate()


def close(session):
    session.screen.xdotool("key", "ctrl+q")


def check(name, options, end, age, chance):
    """Works for a while, ends in one way and compares: what is older than `age` must be there."""
    session = Session(options, chance)
    session.work(chance.uniform(0.3 if end is kill else 4, 7))
    before = time.monotonic()
    end(session)
    moment = time.monotonic() if getattr(end, "keeps_all", False) else before
    try:
        session.program.wait(10)
    except subprocess.TimeoutExpired:
        sys.exit(name + ": it did not end")
    needed, kept, pressed = session.known_at(moment - age), session.kept(), FIRST + len(session.presses)
    holds = needed <= kept <= pressed
    print(f"{name:24} presses {pressed - FIRST:4}  kept {kept - FIRST:4}  needed {needed - FIRST:4}  "
          f"{'' if holds else 'LOST'}", flush=True)
    session.end()
    return holds


def forgets(options, chance):
    """Nothing was changed: nothing is kept."""
    session = Session(options, chance)
    close(session)
    session.program.wait(10)
    left = os.listdir(session.folder + "/convlens") if os.path.isdir(session.folder + "/convlens") else []
    left = [name for name in left if name.startswith(("kept-", "left-"))]
    session.end()
    print(f"{'closed, nothing unsaved':24} left {left}")
    return not left


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("convlens")
    parser.add_argument("faults")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slack", type=float, default=0.5, help="seconds for a key to arrive and a busy machine")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    two_seconds = 2 + options.slack
    results = [forgets(options, chance)]
    ends = [("memory", no_memory, two_seconds), ("screen", no_screen, two_seconds), ("SIGTERM", terminate, options.slack),
            ("closed", close, options.slack)]
    if can_inject():
        ends += [("no thread: clone3", injected("clone3,clone", "EAGAIN", True), two_seconds),
                 ("no memory: mmap, brk", injected("mmap,brk", "ENOMEM", False), two_seconds),
                 ("disk full: rename", injected("fsync,?rename,?renameat", "ENOSPC", False), two_seconds)]
    else:
        ends += [("threads", no_threads, two_seconds)]
    for name, end, age in ends:
        results.append(check(name, options, end, age, chance))
    for number in range(options.kills):
        results.append(check(f"kill -9, {number + 1}", options, kill, two_seconds, chance))
    print(f"{sum(results)} of {len(results)} hold, seed {options.seed}")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
