// libFuzzer on formulas: any bytes are a tree within the limits, or an issue whose column lies in the
// formula.
#include "input/limits.h"
#include "lesson/reading/tex.h"

#include <cstdlib>

namespace convlens {
namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

/// Nodes of a tree; every kind has the children that its setter counts on.
int64_t count(const TexNode& node, int64_t depth) {
    using Kind = TexNode::Kind;
    demand(depth <= 4 * limits::tex_depth);
    const std::size_t children = node.children.size();
    if (node.kind == Kind::fraction || node.kind == Kind::root)
        demand(children == 2);
    if (node.kind == Kind::scripts)
        demand(children == 3);
    if (node.kind == Kind::accent || node.kind == Kind::fence)
        demand(children == 1);
    if (node.kind == Kind::matrix)
        demand(node.columns > 0 && children % static_cast<std::size_t>(node.columns) == 0);
    int64_t nodes = 1;
    for (const TexNode& child : node.children)
        nodes += count(child, depth + 1);
    return nodes;
}

void read(std::string_view tex) {
    const TexText read = read_tex(tex);
    if (read.issue) {
        demand(read.issue->column >= 1 && read.issue->column <= tex.size() + 1);
        demand(!read.issue->error.key.empty() && read.tree == TexNode());
    } else {
        demand(count(read.tree, 0) <= 3 * limits::tex_nodes); // with the empty rows of scripts
        demand(read_tex(tex).tree == read.tree);
    }
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, std::size_t count) {
    convlens::read({reinterpret_cast<const char*>(bytes), count});
    return 0;
}
