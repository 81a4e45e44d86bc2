#!/usr/bin/python3
"""Holds the tables of docs/ARCHITECTURE.md: which folder may include which, and which libraries; the order of the
scene's rooms; and that no units include each other in a circle of more than two. Reads #include lines."""
import os
import re
import sys

# Own folders that a folder may include, beside itself. `i18n` is for all of app, `input/limits.h` too.
MAY_INCLUDE = {
    "engine": set(),
    "i18n": set(),
    "encoding": set(),
    "process": set(),
    "picture": set(),
    "document": {"engine", "encoding"},
    "input": {"engine", "document", "encoding", "process"},
    "codegen": {"engine", "document"},
    "lesson": {"engine", "document", "network"},
    "network_files": {"engine", "document", "input"},
    "network": {"engine", "document", "encoding", "input", "network_files"},
    "scene": {"engine", "document", "codegen", "lesson", "network", "picture"},
    "output": {"picture", "encoding", "process"},
    "web_page": {"lesson", "picture", "encoding", "scene", "output"},
    "export": {"engine", "document", "lesson", "network", "picture", "scene", "input", "output", "web_page"},
    "window": {"engine", "document", "codegen", "lesson", "network", "picture", "scene", "input", "network_files", "output", "export", "process"},
    "command": {"engine", "document", "codegen", "lesson", "network", "network_files", "picture", "scene", "input", "output", "export"},
    "main": {"engine", "document", "codegen", "lesson", "network", "picture", "scene", "input", "network_files", "output", "export", "window", "command"},
}
FOR_ALL_OF_APP = ("i18n/", "input/limits.h", "embedded_")
# Rooms of the scene in their order: each may include the ones before it. A room within `lens` may include no other of
# its kind. `front` is the folder itself.
SCENE_ROOMS = {
    "words": set(),
    "base": {"words"},
    "model": {"words", "base"},
    "spoken": {"words", "base", "model"},
    "copied": {"words", "base", "model"},
    "figure": {"words", "base", "model"},
    "lens": {"words", "base", "model"},
    "lens/*": {"words", "base", "model", "lens"},
    "pair": {"words", "base", "model", "figure"},
    "front": {"words", "base", "model", "figure", "pair", "lens", "lens/*"},
    "page": {"words", "base", "model", "spoken", "figure", "pair", "lens", "lens/*", "front", "network"},
    "network": {"words", "base", "front"},
}
LIBRARIES = {  # header pattern: folders that may include it
    r"imgui|GLFW/|glad/": {"window"},
    r"cairo|gif_lib|webp/": {"output"},
    r"png\.h|jpeglib|jerror": {"input"},
    r"cmark\.h": {"lesson"},
    r"hb-": {"web_page"},
    r"fontconfig/": {"command", "main"},
    r"ft2build|freetype/|FT_": {"picture", "output", "window"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def area_of(path):
    """'engine/detail/axis.h' -> engine, 'app/scene/model/model.cpp' -> scene, 'app/main.cpp' -> main."""
    parts = path.split("/")
    if parts[0] == "engine":
        return "engine"
    return parts[1] if len(parts) > 2 else "main"


def area_of_header(header):
    first = header.split("/")[0]
    return "engine" if first == "convlens" else first


def scene_room(header):
    """'scene/lens/sum/sum.h' -> lens/sum, 'scene/lens/lens.h' -> lens, 'scene/compose.h' -> front."""
    return "/".join(header.split("/")[1:-1]) or "front"


def kind_of_room(room):
    """A room of a room counts as the outer one, but for lenses."""
    return "lens/*" if room.startswith("lens/") else room.split("/")[0]


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
        if header.startswith("engine/") and (area != "engine" or path.startswith("engine/include/")):
            yield "%s includes %s, which is the engine's own" % (path, header)
        target = area_of_header(header)
        if area == target == "scene":
            here, there = scene_room(path[len("app/"):]), scene_room(header)
            of_one_kind = kind_of_room(here) == kind_of_room(there) != "lens/*"
            if here != there and not of_one_kind and kind_of_room(there) not in SCENE_ROOMS.get(kind_of_room(here), set()):
                yield "%s includes %s: scene/%s may not include scene/%s" % (path, header, here, there)
        if target == area or (area != "engine" and header.startswith(FOR_ALL_OF_APP)):
            continue
        if target in MAY_INCLUDE and target not in MAY_INCLUDE.get(area, set()):
            yield "%s includes %s: %s may not include %s" % (path, header, area, target)


def unit_of(path):
    """X.h with its X.cpp is one node, a public header of the engine with its implementation too."""
    path = os.path.splitext(path)[0]
    if path.startswith("engine/include/convlens/"):
        return "engine/" + path[len("engine/include/convlens/"):]
    return path


def path_of_header(header):
    if header.startswith("convlens/"):
        return "engine/include/" + header
    return header if header.startswith("engine/") else "app/" + header


def graph_of(files):
    """{unit: the units that it includes} of {path: text}."""
    graph = {unit_of(path): set() for path in files}
    for path, text in files.items():
        for quote, header in INCLUDE.findall(text):
            target = unit_of(path_of_header(header))
            if quote == '"' and target in graph and target != unit_of(path):
                graph[unit_of(path)].add(target)
    return graph


def circles_of(graph):
    """The strongly connected parts of more than one unit (Tarjan), each sorted."""
    order, low, stack, found = {}, {}, [], []

    def visit(unit):
        order[unit] = low[unit] = len(order)
        stack.append(unit)
        for target in sorted(graph[unit]):
            if target not in order:
                visit(target)
                low[unit] = min(low[unit], low[target])
            elif target in stack:
                low[unit] = min(low[unit], order[target])
        if low[unit] == order[unit]:
            part = stack[stack.index(unit):]
            del stack[stack.index(unit):]
            if len(part) > 1:
                found.append(sorted(part))

    for unit in sorted(graph):
        if unit not in order:
            visit(unit)
    return found


def sources(root):
    for top in ("engine", "app"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith((".h", ".cpp")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def self_test():
    wrong = [("engine/a.cpp", '#include "document/document.h"\n'), ("app/scene/a.cpp", '#include "window/window.h"\n'),
             ("app/picture/a.h", '#include "convlens/tensor.h"\n'), ("app/command/a.cpp", '#include "window/window.h"\n'),
             ("app/document/a.cpp", '#include "engine/detail/axis.h"\n'),
             ("engine/include/convlens/a.h", '#include "engine/detail/axis.h"\n'),
             ("app/scene/a.cpp", "#include <cairo.h>\n"), ("app/output/a.cpp", "#include <imgui.h>\n"),
             ("app/window/a.cpp", "  # include <fontconfig/fontconfig.h>\n"), ("app/i18n/a.cpp", '#include "scene/compose.h"\n'),
             ("app/scene/base/a.cpp", '#include "scene/model/model.h"\n'),
             ("app/scene/figure/a.cpp", '#include "scene/lens/lens.h"\n'),
             ("app/scene/lens/sum/a.cpp", '#include "scene/lens/code/code.h"\n'),
             ("app/scene/lens/sum/a.cpp", '#include "scene/compose.h"\n'),
             ("app/scene/new_room/a.cpp", '#include "scene/words/words.h"\n')]
    right = [("app/scene/a.cpp", '#include "document/document.h"\n#include "i18n/error.h"\n#include <vector>\n'),
             ("engine/a.cpp", '#include "convlens/tensor.h"\n#include "engine/detail/axis.h"\n'),
             ("app/scene/lens/sum/a.cpp", '#include "scene/lens/sum/words.h"\n#include "scene/lens/lens.h"\n'),
             ("app/scene/compose.cpp", '#include "scene/lens/sum/sum.h"\n#include "scene/lens_table.h"\n'),
             ("app/main.cpp", '#include "window/window.h"\n'), ("app/output/a.cpp", "#include <cairo.h>\n")]
    for path, text in wrong:
        assert list(faults_of(path, text)), "not found: %s in %s" % (text.strip(), path)
    for path, text in right:
        assert not list(faults_of(path, text)), "wrongly found: %s in %s" % (text.strip(), path)
    circle = {"app/scene/a.h": '#include "scene/b.h"\n', "app/scene/b.h": "", "app/scene/b.cpp": '#include "scene/c.h"\n',
              "app/scene/c.h": "", "app/scene/c.cpp": '#include "scene/a.h"\n', "app/scene/d.cpp": '#include "scene/a.h"\n'}
    assert circles_of(graph_of(circle)) == [["app/scene/a", "app/scene/b", "app/scene/c"]]
    del circle["app/scene/c.cpp"]
    assert not circles_of(graph_of(circle))
    public = {"engine/include/convlens/a.h": "", "engine/a.cpp": '#include "engine/detail/b.h"\n', "engine/detail/b.h": '#include "convlens/a.h"\n'}
    assert circles_of(graph_of(public)) == [["engine/a", "engine/detail/b"]]
    return 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = sys.argv[1]
    files = {path: open(os.path.join(root, path), encoding="utf-8").read() for path in sources(root)}
    found = [fault for path, text in files.items() for fault in faults_of(path, text)]
    graph = graph_of(files)
    circles = circles_of(graph)
    found += ["a circle of %d: %s" % (len(circle), ", ".join(circle)) for circle in circles if len(circle) > 2]
    print("\n".join(found))
    print("%d files, %d units, %d arrows between them, %d circles of two, %d faults" % (
        len(files), len(graph), sum(map(len, graph.values())), sum(len(circle) == 2 for circle in circles), len(found)))
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
