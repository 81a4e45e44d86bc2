// The tree is built from two queues, leaves by count and inner nodes in the order in which they come.
#include "encoding/huffman.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convlens {
namespace {

constexpr int max_code_bits = 15;

struct Leaf {
    uint32_t count;
    std::size_t symbol;
};

/// How many leaves, which are sorted by count, lie at each depth; those deeper than `max_bits` at `max_bits`.
std::array<int, max_code_bits + 1> leaves_by_depth(const std::vector<Leaf>& leaves, int max_bits) {
    const std::size_t count = leaves.size(), nodes = 2 * count - 1;
    std::vector<uint64_t> weight(nodes);
    std::vector<std::size_t> parent(nodes);
    for (std::size_t i = 0; i < count; ++i)
        weight[i] = leaves[i].count;
    std::size_t leaf = 0, inner = count;
    for (std::size_t node = count; node < nodes; ++node)
        for (int child = 0; child < 2; ++child) {
            const bool takes_leaf = leaf < count && (inner >= node || weight[leaf] <= weight[inner]);
            const std::size_t taken = takes_leaf ? leaf++ : inner++;
            weight[node] += weight[taken];
            parent[taken] = node;
        }
    std::vector<int> depth(nodes);
    std::array<int, max_code_bits + 1> at_depth{};
    for (std::size_t node = nodes - 1; node-- > 0;) {
        depth[node] = depth[parent[node]] + 1;
        if (node < count)
            ++at_depth[static_cast<std::size_t>(std::min(depth[node], max_bits))];
    }
    return at_depth;
}

/// Moves leaves down until the code fits: each step lengthens one code and shortens one of the longest.
void make_fit(std::array<int, max_code_bits + 1>& at_depth, int max_bits) {
    int64_t used = 0;
    const auto longest = static_cast<std::size_t>(max_bits);
    for (std::size_t bits = 1; bits <= longest; ++bits)
        used += static_cast<int64_t>(at_depth[bits]) << (longest - bits);
    for (; used > int64_t{1} << max_bits; --used) {
        std::size_t bits = longest - 1;
        while (at_depth[bits] == 0)
            --bits;
        --at_depth[bits];
        at_depth[bits + 1] += 2;
        --at_depth[longest];
    }
}

} // namespace

std::vector<uint8_t> huffman_lengths(std::span<const uint32_t> counts, int max_bits) {
    std::vector<uint8_t> lengths(counts.size());
    std::vector<Leaf> leaves;
    for (std::size_t symbol = 0; symbol < counts.size(); ++symbol)
        if (counts[symbol] > 0)
            leaves.push_back({counts[symbol], symbol});
    if (leaves.size() < 2) {
        if (!leaves.empty())
            lengths[leaves.front().symbol] = 1;
        return lengths;
    }
    std::stable_sort(leaves.begin(), leaves.end(),
                     [](const Leaf& a, const Leaf& b) { return a.count < b.count; });
    auto at_depth = leaves_by_depth(leaves, max_bits);
    make_fit(at_depth, max_bits);
    std::size_t leaf = 0;
    for (auto bits = static_cast<std::size_t>(max_bits); bits > 0; --bits)
        for (int i = 0; i < at_depth[bits]; ++i)
            lengths[leaves[leaf++].symbol] = static_cast<uint8_t>(bits);
    return lengths;
}

std::vector<uint16_t> huffman_codes(std::span<const uint8_t> lengths) {
    std::array<uint32_t, max_code_bits + 2> next{};
    for (const uint8_t length : lengths)
        if (length > 0)
            ++next[length + 1U];
    for (std::size_t bits = 2; bits < next.size(); ++bits)
        next[bits] = (next[bits] + next[bits - 1]) << 1U;
    std::vector<uint16_t> codes(lengths.size());
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
        if (lengths[symbol] == 0)
            continue;
        const uint32_t code = next[lengths[symbol]]++;
        for (unsigned bit = 0; bit < lengths[symbol]; ++bit)
            codes[symbol] =
                static_cast<uint16_t>(codes[symbol] | (code >> bit & 1U) << (lengths[symbol] - 1U - bit));
    }
    return codes;
}

} // namespace convlens
