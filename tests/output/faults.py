#!/usr/bin/python3
"""Fails the system calls of a save one after the other, in every format, and looks at what is left.

usage: tests/output/faults.py PATH/TO/convlens [--all] [--formats .gif,.mp4,/] [--keep-going]
Whatever fails, the old file is there whole or the new one complete, nothing else is left (in the folder for temporary
files neither), and a failure is one line and exit status 1 or, where nothing was begun, 2. Without --all a sample of the
calls, of those that write, name and close. Wants strace; where it may not trace, calls are left out and the rest is tested.
"""
import argparse
import os
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
         "ftruncate": ("EIO",), "fsync": ("EIO",), "fdatasync": ("EIO",), "renameat2": ("ENOSPC",), "link": ("EPERM",), "dup": ("EMFILE",), "clone3": ("EAGAIN",),
         "vfork": ("EAGAIN",), "clone": ("EAGAIN",), "sendto": ("EPIPE",), "copy_file_range": ("ENOSPC",)}
SAMPLED = ("write", "rename", "close", "openat")
FIGURE = ["conv", "--input-size", "3", "--kernel-size", "2", "--size", "64x48"]
OLD = b"the old file"
LIMIT = 60  # seconds of a run


class Faults:
    def __init__(self, program, everything):
        self.program = program
        self.everything = everything
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

    def formats(self):
        """The endings that the program names: of pictures and of animations."""
        found = []
        for words in (["render", *FIGURE, "--step", "0"], ["export", *FIGURE]):
            said = subprocess.run([self.program, *words, "-o", "x.none"], capture_output=True, check=False).stderr.decode()
            endings = re.findall(r"(?:NAME)?(/|\.[a-z0-9]+)", said.split("(x.none)")[0].split("may", 1)[-1])
            found += [(words, ending) for ending in dict.fromkeys(endings)]
        return found

    def line(self, words, target):
        return [self.program, *words, *(["--fps", "1"] if words[0] == "export" else []), "-o", target]

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

    def judge(self, what, done, folder, temporary, before, reference, exact, may_leave=False, is_mute=False):
        found = self.what_is_there(folder)
        if may_leave:
            found = {name: content for name, content in found.items() if ".convlens-" not in name}
        elif self.what_is_there(temporary):
            self.fault(f"{what}: left in the folder for temporary files: {list(self.what_is_there(temporary))}")
        if found == before:
            state = "old"
        elif self.is_new(found, reference, exact):
            state = "new"
        else:
            return self.fault(f"{what}: neither old nor new: {sorted(found)} (status {done.returncode}, {done.stderr[:300]!r})")
        said = done.stderr.decode(errors="replace")
        if done.returncode == 0 and state == "old":
            self.fault(f"{what}: it says that all is well, and nothing is there")
        if done.returncode in (1, 2) and not is_mute and not (said.startswith("convlens: error: ") and said.count("\n") == 1):
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
                counts[key] = counts.get(key, 0) + 1
                if not begun and folder in line:
                    begun, before = True, {name: count for (_, name), count in counts.items()}
                if begun and key[1] in CALLS and counts[key] >= before.get(key[1], 0):
                    calls.append((key[1], counts[key]))
        return list(dict.fromkeys(calls))

    def sampled(self, calls):
        if self.everything:
            return calls
        chosen = []
        for name in SAMPLED:
            of_name = [call for call in calls if call[0] == name]
            chosen += [of_name[0], of_name[-1]] if name == "write" else of_name[-1:]
        return list(dict.fromkeys(chosen))

    def fail_calls(self, words, ending, has_old):
        folder, temporary, target = self.begin(ending, has_old)
        before = self.what_is_there(folder)
        log = os.path.join(temporary, "log")
        trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(CALLS), "-e", "signal=none"]
        done = self.run([*trace, *self.line(words, target)], temporary)
        if done.returncode != 0:
            return self.fault(f"{words[0]} {ending}: {done.stderr[:300]!r}")
        reference = self.what_is_there(folder)
        exact = self.is_repeated(words, ending, has_old, reference)
        for call, number in self.sampled(self.saving_calls(log, folder)):
            for error in CALLS[call] if self.everything else CALLS[call][:1]:
                folder, temporary, target = self.begin(ending, has_old)
                log_to = os.path.join(self.room, "log")
                trace = ["strace", "-f", "-qq", "-o", log_to, "-e", f"trace={call}", "-e", "signal=none",
                         "-e", f"inject={call}:error={error}:when={number}"]
                done = self.run([*trace, *self.line(words, target)], temporary)
                self.judge(f"{words[0]} {ending} {'over an old one ' if has_old else ''}{call} {number} {error}", done, folder,
                           temporary, before, reference, exact, is_mute=self.is_mute(log_to))
        return None

    def is_mute(self, log):
        """Whether what failed was the line that says so: calls are counted in each process for itself."""
        with open(log, encoding="utf8", errors="replace") as lines:
            return any("write(2," in line and "INJECTED" in line for line in lines)

    def is_repeated(self, words, ending, has_old, reference):
        """Whether the same line gives the same bytes; else files are compared by their names."""
        folder, temporary, target = self.begin(ending, has_old)
        self.run(self.line(words, target), temporary)
        return self.what_is_there(folder) == reference

    def reference(self, words, ending, has_old):
        folder, temporary, target = self.begin(ending, has_old)
        before = self.what_is_there(folder)
        start = time.monotonic()
        self.run(self.line(words, target), temporary)
        duration = time.monotonic() - start
        reference = self.what_is_there(folder)
        return before, reference, self.is_repeated(words, ending, has_old, reference), duration

    def end_it(self, words, ending, has_old):
        """Signals at several moments; SIGKILL may leave what is unfinished, under its own name."""
        before, reference, exact, duration = self.reference(words, ending, has_old)
        shares = (0.3, 0.6, 0.8, 0.9, 1.0) if self.everything else (0.8,)
        signals = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL) if self.everything else (signal.SIGTERM,)
        for which in signals:
            for share in shares:
                folder, temporary, target = self.begin(ending, has_old)
                environment = dict(os.environ, TMPDIR=temporary, LC_ALL="C")
                self.runs += 1
                with subprocess.Popen(self.line(words, target), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                      env=environment) as process:
                    time.sleep(duration * share)
                    process.send_signal(which)
                    said = process.communicate(timeout=LIMIT)[1]
                done = subprocess.CompletedProcess([], process.returncode, b"", said)
                self.judge(f"{words[0]} {ending} {which.name} at {share}", done, folder, temporary, before, reference, exact,
                           may_leave=which == signal.SIGKILL)

    def no_room(self, words, ending):
        """A limit on the size of files: what is longer fails within its writes."""
        before, reference, exact, _ = self.reference(words, ending, True)
        largest = max(len(content) for content in reference.values())
        for share in (0, 0.3, 0.6, 0.99) if self.everything else (0.6,):
            folder, temporary, target = self.begin(ending, True)
            limit = ["prlimit", f"--fsize={int(largest * share)}"]
            done = self.run([*limit, *self.line(words, target)], temporary)
            self.judge(f"{words[0]} {ending} at most {share} of its bytes", done, folder, temporary, before, reference, exact)
            if done.returncode == 0:
                self.fault(f"{words[0]} {ending}: no failure with {share} of its bytes")

    def full_device(self, words, ending):
        folder, temporary, target = self.begin(ending, False)
        os.symlink("/dev/full", target)
        done = self.run(self.line(words, target), temporary)
        said = done.stderr.decode()
        if done.returncode != 1 or said.count("\n") != 1 or os.listdir(folder) != ["out" + ending] or os.listdir(temporary):
            self.fault(f"{words[0]} {ending} to /dev/full: {done.returncode} {said!r} {os.listdir(folder)} {os.listdir(temporary)}")

    def other_program(self, words, ending):
        """Where another program encodes: it is missing, or ends at once, in the middle, or by a signal."""
        before, reference, exact, _ = self.reference(words, ending, True)
        programs = {"missing": None, "failing": "exit 3", "silent": "exit 0", "dying": "head -c 100 > /dev/null; kill -9 $$",
                    "talking": "cat > /dev/null; echo no codec >&2; exit 1"}
        for name, script in programs.items():
            folder, temporary, target = self.begin(ending, True)
            path = tempfile.mkdtemp(prefix="path-", dir=self.room)
            if script is not None:
                with open(os.path.join(path, "ffmpeg"), "w", encoding="ascii") as file:
                    file.write(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
                os.chmod(file.name, 0o755)
            done = self.run(self.line(words, target), temporary, path=path)
            if done.returncode == 0 and self.is_new(self.what_is_there(folder), reference, exact):
                return  # it needs none
            self.judge(f"{words[0]} {ending}, its encoder {name}", done, folder, temporary, before, reference, exact)
            if done.returncode != 1:
                self.fault(f"{words[0]} {ending}, its encoder {name}: status {done.returncode} {done.stderr!r}")
            if script is None and b"ffmpeg" not in done.stderr:
                self.fault(f"{words[0]} {ending}: its encoder is missing, and it says {done.stderr!r}")

    def folder_gone(self, words, ending):
        """The folder goes while the file is made."""
        folder, temporary, target = self.begin(ending, False)
        environment = dict(os.environ, TMPDIR=temporary, LC_ALL="C")
        self.runs += 1
        with subprocess.Popen(self.line(words, target), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              env=environment) as process:
            while process.poll() is None and not os.listdir(folder):
                time.sleep(0.0005)
            shutil.rmtree(folder, ignore_errors=True)
            said = process.communicate(timeout=LIMIT)[1].decode()
        if os.path.exists(folder) and os.listdir(folder):
            shutil.rmtree(folder)  # it was done before
            return
        is_said = process.returncode == 1 and said.startswith("convlens: error: ") and said.count("\n") == 1
        if not is_said and process.returncode != 0 or os.listdir(temporary):
            self.fault(f"{words[0]} {ending}, its folder gone: {process.returncode} {said!r} {os.listdir(temporary)}")

    def test(self, words, ending):
        for has_old in (False, True) if self.everything else (True,):
            if self.can_trace:
                self.fail_calls(words, ending, has_old)
            self.end_it(words, ending, has_old)
        self.no_room(words, ending)
        self.folder_gone(words, ending)
        self.other_program(words, ending)
        if ending != "/":
            self.full_device(words, ending)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true", help="every call of every save")
    parser.add_argument("--formats", default="", help="endings, with commas between")
    options = parser.parse_args()
    faults = Faults(os.path.abspath(options.program), options.all)
    try:
        formats = faults.formats()
        if not formats:
            sys.exit("the program names no formats")
        for words, ending in formats:
            if not options.formats or ending in options.formats.split(","):
                faults.test(words, ending)
    finally:
        shutil.rmtree(faults.room, ignore_errors=True)
    print(f"{len(formats)} formats, {faults.runs} runs, {len(faults.faults)} faults",
          "" if faults.can_trace else "(no system calls: strace may not trace here)")
    sys.exit(1 if faults.faults else 0)


main()
