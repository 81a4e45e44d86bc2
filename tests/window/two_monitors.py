#!/usr/bin/python3
"""Two real monitors and a window manager: full screen where the window is, the class's window on the other, monitors unplugged and plugged in.

usage: tests/window/two_monitors.py PATH/TO/convlens
Wants Xorg with the driver `dummy` (xserver-xorg-core, xserver-xorg-video-dummy 0.4), openbox, xrandr and xdotool; ends with 77 where they are missing.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
PATIENCE = 15
LEFT, RIGHT = (0, 0, 1600, 900), (1600, 0, 1280, 720)
SERVER = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Virtual 3200 1080
  EndSubSection
EndSection
"""
failed = []


class Desktop:
    def __init__(self, folder):
        config = os.path.join(folder, "xorg.conf")
        with open(config, "w", encoding="ascii") as file:
            file.write(SERVER)
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xorg", "-config", config, "-displayfd", str(write), "-noreset", "-nolisten", "tcp", "-novtswitch",
                                        "-sharevts", "-logfile", os.path.join(folder, "log")],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as display:
            name = display.readline().strip()
        if not name:
            sys.exit(SKIPPED)  # no server may start here
        self.environment = dict(os.environ, DISPLAY=":" + name, XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)
        self.run("xrandr", "--output", "DUMMY0", "--mode", "1600x900")
        self.run("xrandr", "--addmode", "DUMMY1", "1280x720")
        self.plug()
        self.manager = subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while "window id" not in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK") and time.monotonic() < end:
            time.sleep(0.05)  # GLFW asks when it begins

    def run(self, *words):
        return subprocess.run(words, env=self.environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()

    def xdotool(self, *words):
        return self.run("xdotool", *words)

    def plug(self):
        self.run("xrandr", "--output", "DUMMY1", "--mode", "1280x720", "--right-of", "DUMMY0")
        self.run("xrandr")  # the server looks for what is connected when it is asked

    def unplug(self):
        self.run("xrandr", "--output", "DUMMY1", "--off")

    def windows(self):
        """The main window's place and the class's, (x, y, width, height); None: it is not there."""
        places = {}
        for window in self.xdotool("search", "--onlyvisible", "--class", "convlens").split():
            shell = self.xdotool("getwindowgeometry", "--shell", window)
            words = dict(line.split("=") for line in shell.split() if "=" in line)
            name = self.xdotool("getwindowname", window)
            if "HEIGHT" in words:
                places["class" if "class" in name else "main"] = tuple(int(words[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
        return places.get("main"), places.get("class")

    def check(self, what, holds):
        """Waits until it holds, for windows take their time to go where they belong."""
        end = time.monotonic() + PATIENCE
        while not holds(*self.windows()) and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.2)  # and they stay there
        seen = self.windows()
        print(f"{'' if holds(*seen) else 'FAILED '}{what}: {seen}", flush=True)
        if not holds(*seen):
            failed.append(what)

    def key(self, name):
        self.xdotool("keydown", name)
        time.sleep(0.06)
        self.xdotool("keyup", name)

    def move(self, place):
        self.xdotool("search", "--onlyvisible", "--class", "convlens", "windowmove", str(place[0] + 60), str(place[1] + 60))
        self.check("moved", lambda main, _: main and is_within(main, place))

    def end(self):
        for process in (self.manager, self.server):
            process.kill()
            process.wait()


def is_within(window, monitor):
    return all(monitor[axis] <= window[axis] and window[axis] + window[axis + 2] <= monitor[axis] + monitor[axis + 2] for axis in (0, 1))


def full_screen(desktop):
    for monitor in (LEFT, RIGHT):
        desktop.move(monitor)
        usual, _ = desktop.windows()
        for on, off in (("F5", "Escape"), ("F11", "F11")):
            desktop.key(on)
            desktop.check(f"{on} is full screen on its monitor", lambda main, _, monitor=monitor: main == monitor)
            desktop.key(off)
            desktop.check(f"{off} gives the same window back", lambda main, _, usual=usual: main == usual)


def unplugged(desktop):
    desktop.move(RIGHT)
    desktop.unplug()
    desktop.check("a window whose monitor goes comes to the other", lambda main, _: main and is_within(main, LEFT) and main[2:] == (900, 500))
    desktop.plug()
    desktop.move(RIGHT)
    desktop.key("F5")
    desktop.check("full screen on the right", lambda main, _: main == RIGHT)
    desktop.unplug()
    desktop.check("full screen goes to the other too", lambda main, _: main == LEFT)
    desktop.key("Escape")
    desktop.check("and back to a window that is seen", lambda main, _: main and is_within(main, LEFT) and main[2:] == (900, 500))
    desktop.plug()


def class_window(desktop):
    for own, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
        for unplugs in (False, True):
            desktop.move(own)
            desktop.key("ctrl+F5")
            desktop.check("the class has the other monitor", lambda main, seen, own=own, other=other: seen == other and is_within(main, own))
            if not unplugs:
                desktop.key("ctrl+F5")
            else:
                desktop.unplug()
            desktop.check("one window is left", lambda main, seen: seen is None and main and main[2:] == (900, 500) and
                          (is_within(main, LEFT) or is_within(main, RIGHT)))
            desktop.plug()


def main():
    if any(shutil.which(program) is None for program in ("Xorg", "openbox", "xrandr", "xdotool")) or not any(
            os.path.exists(f"/usr/lib/{folder}/dummy_drv.so") for folder in ("xorg/modules/drivers", "x86_64-linux-gnu/xorg/modules/drivers")):
        print("Xorg's driver dummy, openbox, xrandr or xdotool is missing")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(folder)
        program = subprocess.Popen([sys.argv[1], "--size", "900x500"], env=desktop.environment)
        try:
            desktop.check("the window opens", lambda main, _: main is not None)
            full_screen(desktop)
            unplugged(desktop)
            class_window(desktop)
            if program.poll() is not None:
                failed.append(f"it ended with {program.returncode}")
        finally:
            program.kill()
            program.wait()
            desktop.end()
    print(f"{len(failed)} failed" if failed else "all hold")
    sys.exit(1 if failed else 0)


main()
