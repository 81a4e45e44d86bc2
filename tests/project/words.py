#!/usr/bin/python3
"""Holds the habits of the sources that no compiler sees: words that a newcomer would have to learn do not come back, each
file opens with what it is, names of tests have one case, and the engine's public functions say what their callers need.

    words.py ROOT          lists every breach
    words.py --self-test"""
import os
import re
import sys

# Names that went, with what stands in their place (docs/CONTRIBUTING.md, "Words").
GONE = {
    r"hold_against_\w+|hold_compute|hold_kernel|hold_matrix": "validate_...",
    r"said(?=\s*\()|as_written": "as_typed",
    r"take_apart": "tokenize",
    r"most_[a-z0-9]\w*": "max_...",
    r"least_[a-z0-9]\w*": "min_...",
    r"Doing|doing": "DragMode, mode",
    r"find_kept|kept_at_|kept_path_|keep_document|forget_kept|keeping_": "autosave...",
    r"perform|perform_\w+": "dispatch",
    r"ExportWish": "ExportRequest",
    r"wish": "request, spec",
    r"ShapeInk|RasterInk": "ShapeRasterizer, RasterPainter",
    r"inks": "palette_pairs",
    r"CellLook|PanelLook|Look": "...Style, RenderOptions",
    r"unfinished::enter|unfinished::leave": "register_cleanup, unregister_cleanup",
    r"fast_three|Three\w*|suits_three|go_down": "depthwise_3x3, sweep_rows",
    r"suits_\w+": "prefers_...",
    r"made_three": "to_3d",
    r"apart": "channel_stride",
    r"stamping|stamped|Stamping": "scatter",
    r"Reach|reach_of": "Range, receptive_field",
}
NO_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', re.S)
TEST = re.compile(r"^TEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\)", re.M)
# What a public function of the engine that takes a tensor or an operation says of itself.
SECTIONS = ("Shapes", "Range", "Units", "Errors", "Cost", "Source")


def code_of(text):
    """The text without strings and comments, its lines kept."""
    return NO_CODE.sub(lambda match: "\n" * match[0].count("\n"), text)


def breaches_of(path, text):
    if not text.startswith("//"):
        yield "%s does not open with what it is" % path
    code = code_of(text)
    if not path.startswith("tests/"):
        for pattern, instead in GONE.items():
            for match in re.finditer(r"(?<!\w)(?:%s)(?!\w)" % pattern, code):
                yield "%s:%d: %s: write %s" % (path, code.count("\n", 0, match.start()) + 1, match[0].strip(), instead)
    for match in TEST.finditer(text):
        if re.search(r"[A-Z]", match[2]) or not re.match(r"[A-Z]", match[1]):
            yield "%s: TEST(%s, %s): suites are PascalCase, tests are snake_case" % (path, match[1], match[2])
    if path.startswith("engine/include/"):
        for line, words in enumerate(text.split("\n"), 1):
            # A section opens its line: clang-format must not have joined it with the line before.
            joined = re.search(r"///.*\S\s+(%s)  \S" % "|".join(SECTIONS), words)
            if joined:
                yield "%s:%d: %s begins a line of its own" % (path, line, joined[1])
        if not re.search(r"^/// ?\s*(%s)\s" % "|".join(SECTIONS), text, re.M) and "template <class T" in text:
            yield "%s says no shapes, ranges, errors or cost" % path


def sources(root):
    for top in ("engine", "app", "tests", "bench", "examples"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith((".h", ".cpp")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def self_test():
    wrong = [("app/a.cpp", "#include <a>\n"), ("app/a.cpp", "// A.\nint most_cells = 1;\n"), ("app/a.cpp", "// A.\nvoid perform();\n"),
             ("app/a.cpp", "// A.\nstd::string x = said(given);\n"), ("app/a.cpp", "// A.\nstruct CellLook {};\n"),
             ("tests/a.cpp", "// A.\nTEST(Suite, CamelCase) {\n"), ("tests/a.cpp", "// A.\nTEST(suite, name) {\n"),
             ("engine/include/convlens/a.h", "// A.\n/// Sum. Errors  none  Cost  n\n")]
    right = [("app/a.cpp", '// What is most_cells here?\nconst char* a = "perform";\nint max_cells = 1; // least_x\n'),
             ("tests/a.cpp", "// A.\nTEST(Suite, sums_are_right) {\n"),
             ("engine/include/convlens/a.h", "// A.\n/// Sum.\n/// Errors  none\n/// Cost  n\n")]
    for path, text in wrong:
        assert list(breaches_of(path, text)), "not found in %s: %s" % (path, text)
    for path, text in right:
        assert not list(breaches_of(path, text)), "wrongly found in %s: %s" % (path, list(breaches_of(path, text)))
    return 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = sys.argv[1]
    paths = list(sources(root))
    found = [each for path in paths for each in breaches_of(path, open(os.path.join(root, path), encoding="utf-8").read())]
    print("\n".join(found))
    print("%d files, %d breaches" % (len(paths), len(found)))
    return 1 if found or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
