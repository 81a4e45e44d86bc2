#!/usr/bin/python3
"""The first window on displays of all kinds: as large as what is in it, never larger than the screen; where there can be none, one line.

usage: tests/window/displays.py PATH/TO/convlens
Wants Xvfb, xdotool and xprop (x11-utils).
"""
import os
import subprocess
import sys
import tempfile
import time

PATIENCE = 20
failed = []


def check(name, holds, seen):
    print(f"{'' if holds else 'FAILED '}{name}: {seen}", flush=True)
    if not holds:
        failed.append(name)


class Screen:
    """An X server of its own; `dpi` as the desktops' settings write it."""

    def __init__(self, size, dpi=None, options=()):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", size + "x24", "-noreset", *options],
                                       pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as display:
            self.environment = dict(os.environ, DISPLAY=":" + display.readline().strip())
        if dpi:
            subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{dpi}\n"],
                           env=self.environment, check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.kill()
        self.server.wait()

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *words], env=self.environment, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout.decode()


def with_folders(environment, folder):
    return dict(environment, XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)


def window_size(convlens, screen, arguments):
    """Width and height of the window once it is seen."""
    with tempfile.TemporaryDirectory() as folder:
        program = subprocess.Popen([convlens, *arguments], env=with_folders(screen.environment, folder))
        end, size = time.monotonic() + PATIENCE, None
        while not size and time.monotonic() < end and program.poll() is None:
            shell = screen.xdotool("search", "--onlyvisible", "--class", "convlens", "getwindowgeometry", "--shell")
            words = dict(line.split("=") for line in shell.split() if "=" in line)
            size = (int(words["WIDTH"]), int(words["HEIGHT"])) if "WIDTH" in words else None
            time.sleep(0.05)
        program.kill()
        program.wait()
    return size


def sizes(convlens):
    for name, size, dpi, arguments, expected in [
            ("as asked for", "1920x1080", None, [], (1280, 720)),
            ("twice as large", "3200x1800", 192, [], (2560, 1440)),
            ("half as large again", "3200x1800", 144, ["--size", "1000x600"], (1500, 900)),
            ("twice as large on a small screen", "1920x1080", 192, [], (1920, 1080)),
            ("a small screen", "1024x600", None, [], (1024, 600)),
            ("smaller than the least size", "600x380", None, [], (600, 380))]:
        with Screen(size, dpi) as screen:
            seen = window_size(convlens, screen, arguments)
            check(name, seen == expected, f"{seen} on {size}, {dpi or 96} dpi")


def one_line(name, convlens, environment, words):
    """Ends with status 1 and one line that has the words, in both languages; the subcommands go on."""
    with tempfile.TemporaryDirectory() as folder:
        environment = with_folders(environment, folder)
        for language in ("en", "zh"):
            end = subprocess.run([convlens, "--lang", language], env=environment, check=False, timeout=PATIENCE,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            text = end.stderr.decode()
            holds = (end.returncode == 1 and text.count("\n") == 1 and text.startswith("convlens: error: ") and not end.stdout
                     and all(word in text for word in words))
            check(f"{name}, {language}", holds, f"status {end.returncode}, {text.strip()}")
        picture = os.path.join(folder, "a.png")
        end = subprocess.run([convlens, "render", "dilation", "--step", "0", "-o", picture], env=environment, check=False)
        check(name + ", render", end.returncode == 0 and os.path.getsize(picture) > 0, f"status {end.returncode}")


def refusals(convlens):
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    needs = ["OpenGL 3.3", "render", "export"]
    one_line("no display", convlens, bare, needs)
    one_line("a display that is not there", convlens, dict(bare, DISPLAY=":8731"), needs)
    one_line("Wayland alone", convlens, dict(bare, WAYLAND_DISPLAY="wayland-0"), ["Xwayland", *needs])
    with Screen("1280x720", options=["-extension", "GLX"]) as screen:
        one_line("no GLX", convlens, screen.environment, needs)
    with Screen("1280x720") as screen:
        for version in ("2.1", "3.0", "3.2"):
            one_line("OpenGL " + version, convlens, dict(screen.environment, MESA_GL_VERSION_OVERRIDE=version), needs)


def main():
    convlens = os.path.abspath(sys.argv[1])
    refusals(convlens)
    sizes(convlens)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
