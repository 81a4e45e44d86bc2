#!/usr/bin/python3
"""Fails the system calls of a save one after the other, in every format and kind of series, and looks at what is left.

usage: tests/output/faults.py PATH/TO/convlens [--all] [--kinds export.gif,lesson/] [--at-most N]
Whatever fails, the old file is there whole or the new one complete, nothing else is left (in the folder for temporary
files neither), also where the program is killed, and a failure is one line and exit status 1 or, where nothing was begun, 2.
Without --all a sample of the calls, of those that write, name and close. --at-most: of each call that is made more often than
that, so many of all. Wants strace; where it may not trace, calls are left out and the rest is tested.
"""
import argparse
import dataclasses
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

CALLS = {"openat": ("EACCES", "EMFILE", "ENOSPC"), "write": ("ENOSPC", "EIO"), "pwrite64": ("ENOSPC",), "close": ("EIO",),
         "rename": ("ENOSPC", "EACCES"), "mkdir": ("ENOSPC",), "fchmod": ("EPERM",), "lseek": ("ESPIPE",),
         "getrandom": ("ENOSYS",), "newfstatat": ("EACCES",), "readlink": ("EIO",), "pipe2": ("EMFILE",), "pread64": ("EIO",),
         "ftruncate": ("EIO",), "fsync": ("EIO",), "fdatasync": ("EIO",), "renameat2": ("ENOSPC",), "link": ("EPERM",), "linkat": ("ENOSPC",), "fork": ("EAGAIN",), "dup": ("EMFILE",), "clone3": ("EAGAIN",),
         "vfork": ("EAGAIN",), "clone": ("EAGAIN",), "sendto": ("EPIPE",), "copy_file_range": ("ENOSPC",)}
SAMPLED = ("write", "rename", "linkat", "close", "openat")
FIGURE = ["conv", "--input-size", "3", "--kernel-size", "2", "--size", "64x48"]
OLD = b"the old file"
LIMIT = 60  # seconds of a run
CONV = ["conv", "--input-size", "4", "--kernel-size", "2"]
LESSON = ["lesson", "export", "sizes", "--size", "320x180"]


@dataclasses.dataclass
class Kind:
    """A way to write something."""
    name: str
    words: list
    ending: str
    is_batch: bool = False  # each of its files is complete by itself
    is_series: bool = False  # of files, or of pictures that go into one
    option: str = "-o"

    def line(self, program, target):
        return [program, *self.words, self.option, target]


OTHERS = [
    Kind("svg-frames/", ["export", *FIGURE, "--fps", "1", "--format", "svg"], "/", is_series=True),
    Kind("many-frames/", ["export", *CONV, "--size", "64x48", "--fps", "40"], "/", is_series=True),
    Kind("lesson/", LESSON, "/", is_series=True),
    Kind("lesson.pdf", LESSON, ".pdf", is_series=True),
    Kind("lesson.html", ["lesson", "export", "sizes"], ".html", is_series=True),
    Kind("lesson.png", ["lesson", "export", "sizes:2", "--reveal", "no", "--size", "320x180"], ".png"),
    Kind("all/", ["export", "--all", "--size", "64x48", "--jobs", "2"], "/", is_batch=True, is_series=True),
    Kind("sweep/", ["export", *CONV, "--size", "64x48", "--fps", "1", "--sweep", "padding=0..1", "--sweep", "stride=1..2"],
         "/", is_batch=True, is_series=True),
    Kind("sweep.pdf", ["export", *CONV, "--sheet", "--sweep", "padding=0..1", "--sweep", "stride=1..2"], ".pdf"),
    *(Kind("sheet" + ending, ["export", *CONV, "--sheet"], ending) for ending in (".png", ".svg", ".pdf", ".tex")),
    Kind("exercise.pdf", ["exercise", "size", "--level", "1", "--seed", "7"], ".pdf"),
    Kind("network/", ["network", "run", "face", "--input", "astronaut"], "/", is_series=True, option="--all"),
    Kind("network.png", ["network", "project", "face", "--input", "astronaut", "--layer", "leaky3", "--channel", "10"], ".png"),
]


class Faults:
    def __init__(self, program, options):
        self.program = program
        self.everything = options.all
        self.at_most = options.at_most
        self.runs = 0
        self.faults = []
        self.room = tempfile.mkdtemp(prefix="convlens-faults-")
        self.can_trace = shutil.which("strace") is not None and self.traces()

    def traces(self):
        done = subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, stderr=subprocess.DEVNULL)
        return done.returncode == 0

    def fault(self, what):
        self.faults.append(what)
        print("FAULT", what, flush=True)

    def kinds(self):
        """The endings that the program names, of pictures and of animations, and other ways to write."""
        found = []
        for words in (["render", *FIGURE, "--step", "0"], ["export", *FIGURE, "--fps", "1"]):
            said = subprocess.run([self.program, *words, "-o", "x.none"], capture_output=True, check=False).stderr.decode()
            endings = re.findall(r"(?:NAME)?(/|\.[a-z0-9]+)", said.split("(x.none)")[0].split("may", 1)[-1])
            found += [Kind(words[0] + ending, words, ending, is_series=ending == "/") for ending in dict.fromkeys(endings)]
        if not found:
            sys.exit("the program names no formats")
        return [*found, *OTHERS]

    def begin(self, ending, has_old):
        """A folder with the old file, and the target's name."""
        folder = tempfile.mkdtemp(prefix="out-", dir=self.room)
        temporary = tempfile.mkdtemp(prefix="tmp-", dir=self.room)
        target = os.path.join(folder, "out" + ending)
        if has_old and ending == "/":
            os.mkdir(target)
            with open(os.path.join(target, "other.txt"), "wb") as file:
                file.write(OLD)
        elif has_old:
            with open(target, "wb") as file:
                file.write(OLD)
        return folder, temporary, target

    def run(self, line, temporary, path=None, **more):
        self.runs += 1
        environment = dict(os.environ, TMPDIR=temporary, LC_ALL="C", PATH=path or os.environ["PATH"])
        return subprocess.run(line, capture_output=True, check=False, env=environment, timeout=LIMIT, stdin=subprocess.DEVNULL,
                              **more)

    def what_is_there(self, folder):
        """Every file below, its bytes by its name."""
        found = {}
        for root, folders, files in os.walk(folder):
            for name in files:
                path = os.path.join(root, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
            for name in folders:
                found[os.path.relpath(os.path.join(root, name), folder) + "/"] = b""
        return found

    def is_new(self, found, reference, exact):
        """Whether it is the new file, all of it."""
        if found.keys() != reference.keys():
            return False
        return not exact or all(found[name] == reference[name] for name in reference)

    def is_part(self, found, before, reference, exact):
        """Whether it is some of the new files, and the old ones; a new folder has one at least."""
        if all(name.endswith("/") for name in found.keys() - before.keys()):
            return False
        return before.items() <= found.items() and self.is_new(found, {name: reference[name] for name in found
                                                                       if name in reference}, exact)

    def judge(self, what, done, folder, temporary, before, reference, exact, is_batch=False, is_mute=False):
        found = self.what_is_there(folder)
        if self.what_is_there(temporary):
            self.fault(f"{what}: left in the folder for temporary files: {list(self.what_is_there(temporary))}")
        if found == before:
            state = "old"
        elif self.is_new(found, reference, exact):
            state = "new"
        elif is_batch and done.returncode != 0 and self.is_part(found, before, reference, exact):
            state = "part"
        else:
            return self.fault(f"{what}: neither old nor new: {sorted(found)} (status {done.returncode}, {done.stderr[:300]!r})")
        said = done.stderr.decode(errors="replace")
        if done.returncode == 0 and state == "old":
            self.fault(f"{what}: it says that all is well, and nothing is there")
        is_said = said.startswith("convlens: error: ") and said.endswith("\n") and (is_batch or said.count("\n") == 1)
        if done.returncode in (1, 2) and not is_mute and not is_said:
            self.fault(f"{what}: not one line: {said!r}")
        if done.returncode not in (0, 1, 2) and done.returncode > 0:
            self.fault(f"{what}: status {done.returncode}, {said!r}")
        if done.returncode in (1, 2) and state == "new":
            self.fault(f"{what}: the new file is there, and it says {said!r}")
        return None

    def saving_calls(self, log, folder):
        """(call, which one of its process) from the first that touches the folder on. Calls are counted in each process for
        itself, so that one of another program, too early for the first process's save, would fail that one's start."""
        counts, calls, begun, before = {}, [], False, {}
        with open(log, encoding="utf8", errors="replace") as lines:
            for line in lines:
                match = re.match(r"(\d+) +(\w+)\(", line)
                if not match:
                    continue
                key = match.groups()
                if not begun and folder in line:
                    begun, before = True, {name: count for (_, name), count in counts.items()}
                counts[key] = counts.get(key, 0) + 1
                if begun and key[1] in CALLS and counts[key] > before.get(key[1], 0):
                    calls.append((key[1], counts[key]))
        return list(dict.fromkeys(calls))

    def sampled(self, calls):
        if self.everything and self.at_most == 0:
            return calls
        if self.everything:
            return self.spread(calls)
        chosen = []
        for name in SAMPLED:
            of_name = [call for call in calls if call[0] == name]
            chosen += [of_name[0], of_name[-1]] if name == "write" else of_name[-1:]
        return list(dict.fromkeys(chosen))

    def spread(self, calls):
        """At most so many of each call, from the first to the last of them."""
        chosen = []
        for name in dict.fromkeys(name for name, _ in calls):
            of_name = [call for call in calls if call[0] == name]
            step = max(1, (len(of_name) - 1) / max(1, self.at_most - 1))
            chosen += [of_name[min(round(i * step), len(of_name) - 1)] for i in range(min(self.at_most, len(of_name)))]
        return list(dict.fromkeys(chosen))

    def fail_calls(self, kind, has_old):
        folder, temporary, target = self.begin(kind.ending, has_old)
        before = self.what_is_there(folder)
        log = os.path.join(temporary, "log")
        trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(CALLS), "-e", "signal=none"]
        done = self.run([*trace, *kind.line(self.program, target)], temporary)
        if done.returncode != 0:
            return self.fault(f"{kind.name}: {done.stderr[:300]!r}")
        reference = self.what_is_there(folder)
        exact = self.is_repeated(kind, has_old, reference)
        for call, number in self.sampled(self.saving_calls(log, folder)):
            for error in CALLS[call] if self.everything else CALLS[call][:1]:
                folder, temporary, target = self.begin(kind.ending, has_old)
                log_to = os.path.join(self.room, "log")
                trace = ["strace", "-f", "-qq", "-o", log_to, "-e", f"trace={call}", "-e", "signal=none",
                         "-e", f"inject={call}:error={error}:when={number}"]
                done = self.run([*trace, *kind.line(self.program, target)], temporary)
                self.judge(f"{kind.name} {'over an old one ' if has_old else ''}{call} {number} {error}", done, folder,
                           temporary, before, reference, exact, kind.is_batch, is_mute=self.is_mute(log_to))
        return None

    def is_mute(self, log):
        """Whether what failed was the line that says so: calls are counted in each process for itself."""
        with open(log, encoding="utf8", errors="replace") as lines:
            return any("write(2," in line and "INJECTED" in line for line in lines)

    def is_repeated(self, kind, has_old, reference):
        """Whether the same line gives the same bytes; else files are compared by their names."""
        folder, temporary, target = self.begin(kind.ending, has_old)
        self.run(kind.line(self.program, target), temporary)
        return self.what_is_there(folder) == reference

    def reference(self, kind, has_old):
        folder, temporary, target = self.begin(kind.ending, has_old)
        before = self.what_is_there(folder)
        start = time.monotonic()
        self.run(kind.line(self.program, target), temporary)
        duration = time.monotonic() - start
        reference = self.what_is_there(folder)
        return before, reference, self.is_repeated(kind, has_old, reference), duration

    def end_it(self, kind, has_old):
        """Signals at several moments; a series is killed at more of them, drawn anew each time."""
        before, reference, exact, duration = self.reference(kind, has_old)
        shares = (0.3, 0.6, 0.8, 0.9, 1.0) if self.everything else (0.8,)
        kills = [random.uniform(0.1, 1.1) for _ in range((40 if self.everything else 4) if kind.is_series else len(shares))]
        moments = [(which, share) for which in (signal.SIGTERM, signal.SIGINT) for share in shares]
        for which, share in moments + [(signal.SIGKILL, share) for share in kills]:
            folder, temporary, target = self.begin(kind.ending, has_old)
            said, status = self.ended(kind.line(self.program, target), temporary, duration * share,
                                      lambda process, which=which: process.send_signal(which))
            done = subprocess.CompletedProcess([], status, b"", said)
            self.judge(f"{kind.name} {which.name} at {share:.3f} of {duration:.3f} s", done, folder, temporary, before, reference,
                       exact, kind.is_batch)

    def ended(self, line, temporary, delay, action):
        """What a run says to which something happens, and its status; it and all that it has started are gone."""
        environment = dict(os.environ, TMPDIR=temporary, LC_ALL="C")
        self.runs += 1
        with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) as process:
            time.sleep(delay)
            action(process)
            said = process.communicate(timeout=LIMIT)[1]
        return said, process.returncode

    def no_room(self, kind):
        """A limit on the size of files: what is longer fails within its writes."""
        before, reference, exact, _ = self.reference(kind, True)
        largest = max(len(content) for content in reference.values())
        for share in (0, 0.3, 0.6, 0.99) if self.everything else (0.6,):
            folder, temporary, target = self.begin(kind.ending, True)
            limit = ["prlimit", f"--fsize={int(largest * share)}"]
            done = self.run([*limit, *kind.line(self.program, target)], temporary)
            self.judge(f"{kind.name} at most {share} of its bytes", done, folder, temporary, before, reference, exact, kind.is_batch)
            if done.returncode == 0:
                self.fault(f"{kind.name}: no failure with {share} of its bytes")

    def full_device(self, kind):
        folder, temporary, target = self.begin(kind.ending, False)
        os.symlink("/dev/full", target)
        done = self.run(kind.line(self.program, target), temporary)
        said = done.stderr.decode()
        if done.returncode != 1 or said.count("\n") != 1 or os.listdir(folder) != ["out" + kind.ending] or os.listdir(temporary):
            self.fault(f"{kind.name} to /dev/full: {done.returncode} {said!r} {os.listdir(folder)} {os.listdir(temporary)}")

    def other_program(self, kind):
        """Where another program encodes: it is missing, or ends at once, in the middle, or by a signal."""
        before, reference, exact, _ = self.reference(kind, True)
        programs = {"missing": None, "failing": "exit 3", "silent": "exit 0", "dying": "head -c 100 > /dev/null; kill -9 $$",
                    "talking": "cat > /dev/null; echo no codec >&2; exit 1"}
        for name, script in programs.items():
            folder, temporary, target = self.begin(kind.ending, True)
            path = tempfile.mkdtemp(prefix="path-", dir=self.room)
            if script is not None:
                with open(os.path.join(path, "ffmpeg"), "w", encoding="ascii") as file:
                    file.write(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
                os.chmod(file.name, 0o755)
            done = self.run(kind.line(self.program, target), temporary, path=path)
            if done.returncode == 0 and self.is_new(self.what_is_there(folder), reference, exact):
                return  # it needs none
            self.judge(f"{kind.name}, its encoder {name}", done, folder, temporary, before, reference, exact, kind.is_batch)
            if done.returncode != 1:
                self.fault(f"{kind.name}, its encoder {name}: status {done.returncode} {done.stderr!r}")
            if script is None and b"ffmpeg" not in done.stderr:
                self.fault(f"{kind.name}: its encoder is missing, and it says {done.stderr!r}")

    def folder_gone(self, kind):
        """The folder goes while the file is made, from the moment on in which it is open; or it has never been there, which is
        a wrong name."""
        for later in (0, 0.005, 0.02, 0.1, 0.3) if self.everything else (0,):
            folder, temporary, target = self.begin(kind.ending, False)

            def remove(process, folder=folder, later=later):
                while process.poll() is None and not self.has_open_in(process.pid, folder):
                    time.sleep(0.0003)
                time.sleep(later)
                while os.path.exists(folder):  # again where the program puts something there meanwhile
                    shutil.rmtree(folder, ignore_errors=True)
            said, status = self.ended(kind.line(self.program, target), temporary, 0, remove)
            self.judge_gone(kind, folder, temporary, said.decode(), status, (0, 1))
        folder, temporary, target = self.begin(kind.ending, False)
        os.rmdir(folder)
        done = self.run(kind.line(self.program, target), temporary)
        self.judge_gone(kind, folder, temporary, done.stderr.decode(), done.returncode, (2,))

    @staticmethod
    def has_open_in(pid, folder):
        try:
            return any(os.readlink(f"/proc/{pid}/fd/{number}").startswith(folder) for number in os.listdir(f"/proc/{pid}/fd"))
        except OSError:
            return False

    def judge_gone(self, kind, folder, temporary, said, status, possible):
        is_said = said.startswith("convlens: error: ") and (said.count("\n") == 1 or kind.is_batch)
        left = os.listdir(temporary) + (os.listdir(folder) if status != 0 and os.path.exists(folder) else [])
        if status not in possible or status != 0 and not is_said or left:
            self.fault(f"{kind.name}, its folder gone: {status} {said!r} {left}")

    def test(self, kind):
        for has_old in (False, True) if self.everything else (True,):
            if self.can_trace and (self.everything or kind not in OTHERS):
                self.fail_calls(kind, has_old)
            self.end_it(kind, has_old)
        self.folder_gone(kind)
        if kind in OTHERS and not self.everything:
            return
        self.no_room(kind)
        self.other_program(kind)
        if kind.ending != "/":
            self.full_device(kind)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true", help="every call of every save")
    parser.add_argument("--kinds", default="", help="names of kinds, with commas between")
    parser.add_argument("--at-most", type=int, default=0, help="of each call, so many of all")
    options = parser.parse_args()
    faults = Faults(os.path.abspath(options.program), options)
    try:
        kinds = [kind for kind in faults.kinds() if not options.kinds or kind.name in options.kinds.split(",")]
        for kind in kinds:
            faults.test(kind)
    finally:
        shutil.rmtree(faults.room, ignore_errors=True)
    print(f"{len(kinds)} kinds, {faults.runs} runs, {len(faults.faults)} faults",
          "" if faults.can_trace else "(no system calls: strace may not trace here)")
    sys.exit(1 if faults.faults else 0)


main()
