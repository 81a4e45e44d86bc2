#!/usr/bin/python3
"""Finds code that was written twice: runs of at least 100 tokens that differ in layout, comments, names and numbers only
(sim_c++ of Debian's similarity-tester, names of called functions counted), within app and engine.

    clones.py ROOT [--tokens N] [FOLDER ...]

Lists of includes and tables of data do not count: a run counts where it has at least three statements."""
import argparse
import os
import re
import subprocess
import sys
import tempfile

MIN_STATEMENTS = 3
TABLE_END = re.compile(r"\}\}\)?;$")  # of a list of rows
ROW = re.compile(r"^(.+): line (\d+)-(\d+)\s*\|(.+): line (\d+)-(\d+)\s*\[(\d+)\]$", re.M)


def without_includes(text):
    """Lines keep their numbers."""
    return re.sub(r"^[ \t]*#[^\n]*", "", text, flags=re.M)


def statements(text, first, last):
    lines = [re.sub(r'"(\\.|[^"\\])*"|//.*', "", line) for line in text.split("\n")[first - 1:last]]
    return sum(line.count(";") for line in lines if not TABLE_END.search(line))


def clones_of(files, tokens):
    """[(path, first, last, path, first, last, tokens)] of {path: text}."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            copy = os.path.join(folder, path)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, "w", encoding="utf-8") as file:
                file.write(without_includes(text))
        output = subprocess.run(["sim_c++", "-n", "-F", "-f", "-w", "400", "-r", str(tokens)] + sorted(files), cwd=folder,
                                capture_output=True, text=True, check=True).stdout
    found = []
    for a, a_first, a_last, b, b_first, b_last, length in ROW.findall(output):
        row = (a.strip(), int(a_first), int(a_last), b.strip(), int(b_first), int(b_last), int(length))
        if min(statements(files[row[0]], row[1], row[2]), statements(files[row[3]], row[4], row[5])) >= MIN_STATEMENTS:
            found.append(row)
    return found


def self_test():
    forms = ["    if (count > %d)\n        total += weigh(items[%d]);\n", "    while (step() < %d && total)\n        --total;\n",
             "    for (const int each : list) {\n        total = each * %d - offset;\n    }\n", "    total ^= count << %d;\n",
             "    offset = limit ? total : -limit %% %d;\n", "    report(total, offset, %d);\n    items[offset] /= 2;\n",
             "    do {\n        limit = clamp(limit, -%d, count);\n    } while (!limit);\n"]
    lines = [form.replace("%d", str(n)) for n, form in enumerate(forms)]
    function = "int twice(int a) {\n%s    return a;\n}\n" % "".join(lines)
    other = function.replace("total", "sum").replace("items", "values")
    assert clones_of({"app/a.cpp": function, "app/b.cpp": other}, 100)
    assert not clones_of({"app/a.cpp": function, "app/b.cpp": "int once() {\n    return 1;\n}\n"}, 100)
    table = "const Row rows[] = {\n%s};\n" % "".join('    {"name%d", Kind::a, %d, f, {1, 2}},\n' % (n, n) for n in range(30))
    assert not clones_of({"app/a.cpp": table, "app/b.cpp": table}, 100)
    return 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root")
    parser.add_argument("folders", nargs="*", default=["app", "engine"])
    parser.add_argument("--tokens", type=int, default=100)
    options = parser.parse_args()
    files = {}
    for top in options.folders:
        for folder, _, names in os.walk(os.path.join(options.root, top)):
            for name in names:
                if name.endswith((".h", ".cpp")):
                    path = os.path.join(folder, name)
                    files[os.path.relpath(path, options.root)] = open(path, encoding="utf-8").read()
    found = clones_of(files, options.tokens)
    for row in found:
        print("%s:%d-%d is like %s:%d-%d (%d tokens)" % row)
    print("%d files, %d clones" % (len(files), len(found)))
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
