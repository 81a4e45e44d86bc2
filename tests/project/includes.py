#!/usr/bin/python3
"""Holds the table of docs/ARCHITECTURE.md: which folder may include which, and which libraries. Reads #include lines."""
import os
import re
import sys

# Own folders that a folder may include, beside itself. `text` is for all of app, `input/limits.h` too.
MAY_INCLUDE = {
    "engine": set(),
    "text": set(),
    "picture": set(),
    "document": {"engine"},
    "input": {"engine", "document"},
    "code": {"engine", "document"},
    "scene": {"engine", "document", "code", "picture"},
    "output": {"picture"},
    "window": {"engine", "document", "code", "picture", "scene", "input", "output"},
    "command": {"engine", "document", "code", "picture", "scene", "input", "output"},
    "main": {"engine", "document", "code", "picture", "scene", "input", "output", "window", "command"},
}
FOR_ALL_OF_APP = ("text/", "input/limits.h", "embedded_")
LIBRARIES = {  # header pattern: folders that may include it
    r"imgui|GLFW/|glad/": {"window"},
    r"cairo|gif_lib|png\.h|webp/": {"output"},
    r"stb_": {"input"},
    r"fontconfig/": {"command", "main"},
    r"ft2build|freetype/|FT_": {"picture", "output", "window"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def area_of(path):
    """'engine/relation.h' -> engine, 'app/scene/sum.cpp' -> scene, 'app/main.cpp' -> main."""
    parts = path.split("/")
    if parts[0] == "engine":
        return "engine"
    return parts[1] if len(parts) > 2 else "main"


def faults_of(path, text):
    area = area_of(path)
    for quote, header in INCLUDE.findall(text):
        for pattern, areas in LIBRARIES.items():
            if re.match(pattern, header) and area not in areas:
                yield "%s includes %s, which only %s may" % (path, header, ", ".join(sorted(areas)))
        if quote == "<":
            if area == "engine" and "." in header and "/" not in header and not header.startswith("immintrin"):
                yield "%s includes <%s>; engine has the standard library only" % (path, header)
            continue
        target = header.split("/")[0]
        if target == area or (area != "engine" and header.startswith(FOR_ALL_OF_APP)):
            continue
        if target in MAY_INCLUDE and target not in MAY_INCLUDE.get(area, set()):
            yield "%s includes %s: %s may not include %s" % (path, header, area, target)


def sources(root):
    for top in ("engine", "app"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith((".h", ".cpp")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def self_test():
    wrong = [("engine/a.h", '#include "document/document.h"\n'), ("app/scene/a.cpp", '#include "window/window.h"\n'),
             ("app/picture/a.h", '#include "engine/tensor.h"\n'), ("app/command/a.cpp", '#include "window/window.h"\n'),
             ("app/scene/a.cpp", "#include <cairo.h>\n"), ("app/output/a.cpp", "#include <imgui.h>\n"),
             ("app/window/a.cpp", "  # include <fontconfig/fontconfig.h>\n"), ("app/text/a.cpp", '#include "scene/compose.h"\n')]
    right = [("app/scene/a.cpp", '#include "document/document.h"\n#include "text/error.h"\n#include <vector>\n'),
             ("app/main.cpp", '#include "window/window.h"\n'), ("app/output/a.cpp", "#include <cairo.h>\n")]
    for path, text in wrong:
        assert list(faults_of(path, text)), "not found: %s in %s" % (text.strip(), path)
    for path, text in right:
        assert not list(faults_of(path, text)), "wrongly found: %s in %s" % (text.strip(), path)
    return 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = sys.argv[1]
    files = list(sources(root))
    found = [fault for path in files for fault in faults_of(path, open(os.path.join(root, path), encoding="utf-8").read())]
    print("\n".join(found))
    print("%d files, %d faults" % (len(files), len(found)))
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
