#!/usr/bin/python3
"""How long the largest scenes take, read or refused, and in how much memory.

usage: bench/scene_reading.py PATH/TO/convlens
Each row is a scene file that `convlens describe` reads: the seconds of processor time of the fastest of three runs and the
peak of memory, with everything in it, from the program's start.
"""
import os
import random
import subprocess
import sys
import tempfile

SIZE = 16 << 20
HEAD = '{"schema":1,"operation":"conv","input_size":[5,5],"kernel_size":[3,3],'


def filled(begin, unit, end, count=None):
    """As many units as fit, the last one without its comma."""
    room = (SIZE - len(HEAD) - len(begin) - len(end)) // len(unit)
    return HEAD + begin + (unit * min(room, count or room)).rstrip(",") + end


def edits(count, shuffled=False):
    places = list(range(count))
    if shuffled:
        random.Random(1).shuffle(places)
    body = ",".join('{"at":[0,0,%d,%d],"value":%d}' % (i // 1000, i % 1000, i % 7) for i in places)
    return HEAD + '"input":{"edits":[' + body + "]}}"


def keys(end):
    body = ",".join('"%07d":0' % i for i in range(1_390_000))
    return HEAD + body + end


SCENES = {
    "80,000 empty objects": lambda: filled('"a":[', "{},", "]}", 80_000),
    "3,999,000 empty objects": lambda: filled('"a":[', "{},", "]}", 3_999_000),
    "65,536 edits": lambda: edits(65_536),
    "500,000 edits, shuffled": lambda: edits(500_000, True),
    "3,999,000 numbers": lambda: filled('"input":{"values":[[', "0,", "]]}}", 3_999_000),
    "numbers of 17 digits": lambda: filled('"input":{"values":[[', "0.12345678901234567,", "]]}}"),
    "1,390,000 unknown keys": lambda: keys("}"),
    "a text of 16 MiB": lambda: filled('"name":"', "a", '"}'),
    "refused: 8,000,000 numbers": lambda: filled('"input":{"values":[[', "0,", "]]}}"),
    "refused: a last row that is short": lambda: filled('"input":{"values":[[', "0,", "],[1]]}}", 3_999_000),
    "refused: a wrong key behind the numbers": lambda: filled('"input":{"values":[[', "0,", ']]},"view":1}', 3_999_000),
    "refused: a key twice among 1,390,000": lambda: keys(',"0000007":1}'),
    "refused: no end": lambda: filled('"input":{"values":[[', "0.5,", "]]", 3_999_000),
    "refused: no image in 16 MiB": lambda: filled('"input":{"image":"', "AAAA", '"}}'),
}


def measure(command):
    """Prints processor seconds, peak MiB and the status of one run. In a process of its own, for the peak counts from the
    parent's on."""
    pid = os.posix_spawnp(command[0], command, os.environ,
                          file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)])
    _, status, usage = os.wait4(pid, 0)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def measured(command):
    out = subprocess.run([sys.executable, __file__, "--one", *command], stdout=subprocess.PIPE, check=True).stdout
    return [float(word) for word in out.split()]


def main():
    if sys.argv[1:2] == ["--one"]:
        return measure(sys.argv[2:])
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{'':42}{'CPU s':>8}{'peak MiB':>10}{'MiB of file':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SCENES.items():
            path = folder + "/scene.json"
            with open(path, "w", encoding="ascii") as file:
                file.write(text())
            runs = [measured([sys.argv[1], "describe", path]) for _ in range(3)]
            if any(code != (2 if name.startswith("refused") else 0) for _, _, code in runs):
                sys.exit(name + ": read or refused against its name")
            print(f"{name:42}{min(run[0] for run in runs):8.3f}{max(run[1] for run in runs):10.0f}"
                  f"{os.path.getsize(path) / 2**20:13.1f}")
    return None


if __name__ == "__main__":
    main()
