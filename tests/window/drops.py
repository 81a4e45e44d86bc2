#!/usr/bin/python3
"""Files dropped on the window, as a file manager drops them (XDND 5): what convlens has written opens at its step, a lesson, its slide, exercises and a
network too; what it cannot open gets one line.

usage: tests/window/drops.py PATH/TO/window_probe PATH/TO/convlens
Wants a display, xdotool and python3-xlib; ends with 77 where the last is missing.
"""
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

SKIPPED = 77
PATIENCE = 10
try:
    from Xlib import X
    from Xlib import display as xdisplay
    from Xlib.protocol import event
except ImportError:
    print("python3-xlib is missing")
    sys.exit(SKIPPED)


class Source:
    """A program that holds files over the window and lets them go."""

    def __init__(self):
        self.display = xdisplay.Display()
        self.root = self.display.screen().root
        self.window = self.root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)

    def target(self, below=None):
        below = below or self.root
        for child in below.query_tree().children:
            names = child.get_wm_class()
            if names and names[1] == "convlens" and child.get_attributes().map_state == X.IsViewable:
                return child
            found = self.target(child)
            if found:
                return found
        return None

    def send(self, target, name, *longs):
        data = (32, [self.window.id, *longs] + [0] * (4 - len(longs)))
        target.send_event(event.ClientMessage(window=target, client_type=self.display.intern_atom(name), data=data))
        self.display.flush()

    def give(self, request, content):
        request.requestor.change_property(request.property, request.target, 8, content)
        request.requestor.send_event(event.SelectionNotify(time=request.time, requestor=request.requestor, selection=request.selection,
                                                           target=request.target, property=request.property))
        self.display.flush()

    def drop(self, *paths):
        content = "".join("file://" + urllib.parse.quote(path) + "\r\n" for path in paths).encode()
        target = self.target()
        at = target.translate_coords(self.root, 0, 0)
        place = (max(-at.x, 0) + 300) << 16 | (max(-at.y, 0) + 200)
        self.window.set_selection_owner(self.display.intern_atom("XdndSelection"), X.CurrentTime)
        self.send(target, "XdndEnter", 5 << 24, self.display.intern_atom("text/uri-list"))
        self.send(target, "XdndPosition", 0, place, X.CurrentTime, self.display.intern_atom("XdndActionCopy"))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.display.pending_events():
                time.sleep(0.005)
                continue
            message = self.display.next_event()
            if message.type == X.SelectionRequest:
                self.give(message, content)
            elif message.type == X.ClientMessage:
                name = self.display.get_atom_name(message.client_type)
                if name == "XdndStatus" and message.data[1][1] & 1:
                    self.send(target, "XdndDrop", 0, X.CurrentTime)
                elif name == "XdndFinished":
                    return
        raise SystemExit("the window takes no drop")


class Window:
    def __init__(self, probe, folder):
        environment = dict(os.environ, XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)
        self.program = subprocess.Popen([probe, "--paused", "--size", "900x500"], env=environment, stdout=subprocess.PIPE, text=True)
        self.state = {}
        threading.Thread(target=self.read, daemon=True).start()
        self.wait(lambda: "kind" in self.state)

    def read(self):
        for line in self.program.stdout:
            self.state = dict(word.split("=", 1) for word in line.split() if "=" in word)

    def wait(self, holds):
        end = time.monotonic() + PATIENCE
        while not holds() and time.monotonic() < end and self.program.poll() is None:
            time.sleep(0.02)
        return holds()


def written(convlens, folder):
    """What convlens writes of a figure at its fourth step, in every format of pictures, and of its animation in some."""
    figure = ["padding_strides_transposed", "--size", "320x240"]
    for ending in ("png", "svg", "pdf", "tex"):
        path = os.path.join(folder, f"图 a b.{ending}")
        subprocess.run([convlens, "render", *figure, "--step", "3", "-o", path], check=True, stdout=subprocess.DEVNULL)
        yield path
    for ending in ("gif", "apng", "webp", "html"):
        path = os.path.join(folder, f"figure (2).{ending}")
        subprocess.run([convlens, "export", *figure, "--steps", "0..1", "-o", path], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        yield path


def opened(convlens, folder):
    """Files of other kinds than figures, each with what the window's state says once it is open."""
    def run(*words):
        subprocess.run([convlens, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def at(name):
        return os.path.join(folder, name)
    lesson = os.path.join(os.path.dirname(__file__), "../../docs/examples/lesson.convlens.md")
    yield os.path.realpath(lesson), ("lesson", "1:")
    run("lesson", "export", "convolution", "--size", "640x360", "-o", at("slides/"))
    yield at("slides/page-03.png"), ("lesson", "3:")
    run("exercise", "size", "--level", "1", "--count", "4", "-o", at("sheet.pdf"))
    yield at("sheet.pdf"), ("exercises", "0/0")
    run("network", "export", "digits", "-o", at("digits.onnx"))
    yield at("digits.onnx"), ("network", "overview")
    run("render", "network:digits", "--network-view", "compare", "--size", "640x360", "-o", at("compare.svg"))
    yield at("compare.svg"), ("network", "compare")


def refused(folder):
    os.mkfifo(os.path.join(folder, "pipe.json"))
    for name, content in (("empty.json", ""), ("words.txt", "words"), ("broken.json", "{"), ("broken.onnx", "onnx"), ("empty.md", "")):
        with open(os.path.join(folder, name), "w", encoding="ascii") as file:
            file.write(content)
    for name in ("pipe.json", "empty.json", "words.txt", "broken.json", "broken.onnx", "empty.md", "nowhere.json", "", "../" * 40 + "dev/zero"):
        yield os.path.join(folder, name)


def main():
    probe, convlens = sys.argv[1:3]
    failed = []

    def check(what, holds, window):
        fields = {key: window.state.get(key) for key in ("kind", "step", "message")}
        print(f"{'' if holds else 'FAILED '}{what}: {fields}", flush=True)
        if not holds:
            failed.append(what)

    with tempfile.TemporaryDirectory() as folder:
        window, source = Window(probe, folder), Source()
        usual = os.path.join(folder, "usual.json")
        with open(usual, "w", encoding="ascii") as file:
            file.write('{"schema": 1, "operation": "max-pool", "input_size": [6, 6], "kernel_size": [2, 2], "stride": [2, 2]}')
        for path in written(convlens, folder):
            source.drop(usual)
            window.wait(lambda: window.state["kind"] == "max-pool")
            source.drop(path)
            step = "3" if "图" in path else None
            holds = window.wait(lambda step=step: window.state["kind"] == "conv-transpose" and step in (None, window.state["step"]))
            check(os.path.basename(path), holds, window)
        for path, (field, beginning) in opened(convlens, folder):
            source.drop(usual)
            window.wait(lambda: window.state["kind"] == "max-pool" and window.state["message"] == "-")
            source.drop(path)
            holds = window.wait(lambda field=field, beginning=beginning: window.state[field].startswith(beginning))
            check(f"{os.path.basename(path)} ({field}={window.state[field]})", holds, window)
        for path in refused(folder):
            source.drop(usual)
            window.wait(lambda: window.state["kind"] == "max-pool" and window.state["message"] == "-")
            source.drop(path)
            holds = window.wait(lambda: window.state["message"] == "yes") and window.state["kind"] == "max-pool"
            check(re.sub(r".*(\.\./)+", "/", path), holds, window)
        source.drop(usual)
        window.wait(lambda: window.state["message"] == "-")
        source.drop(os.path.join(folder, "图 a b.png"), usual)
        check("the first of two, and a line", window.wait(lambda: window.state["kind"] == "conv-transpose" and window.state["message"] == "yes"), window)
        if window.program.poll() is not None:
            failed.append(f"it ended with {window.program.returncode}")
        window.program.kill()
        window.program.wait()
    print(f"{len(failed)} failed" if failed else "all hold")
    sys.exit(1 if failed else 0)


main()
