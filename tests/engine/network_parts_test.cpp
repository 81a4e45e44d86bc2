// What parts see and feed against brute force: a NaN is put at one element of the input after the other, and
// what becomes NaN by it depends on it.
#include "convlens/network.h"
#include "engine/network_file.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

void grow(LayerPart& part, const Sizes& index) {
    for (std::size_t axis = 0; axis < index.size(); ++axis) {
        const bool is_first = part.begin.size() <= axis;
        if (is_first) {
            part.begin.push_back(index[axis]);
            part.end.push_back(index[axis] + 1);
        }
        part.begin[axis] = std::min(part.begin[axis], index[axis]);
        part.end[axis] = std::max(part.end[axis], index[axis] + 1);
    }
}

bool contains(const LayerPart& part, const Sizes& index) {
    for (std::size_t axis = 0; axis < index.size(); ++axis)
        if (index[axis] < part.begin[axis] || index[axis] >= part.end[axis])
            return false;
    return true;
}

LayerPart any_part(Random& random, const Sizes& shape) {
    LayerPart part;
    for (const int64_t size : shape) {
        const int64_t begin = draw(random, 0, size - 1);
        part.begin.push_back(begin);
        part.end.push_back(draw(random, 0, 1) ? begin + 1 : draw(random, begin + 1, size));
    }
    return part;
}

/// Which elements of which layers depend on each element of the input.
struct Dependence {
    std::vector<std::vector<std::vector<bool>>> on; // [input element][layer][element]

    explicit Dependence(const TorchNetwork& torch) {
        const Activations plain = forward(torch.network, torch.x);
        for (int64_t i = 0; i < torch.x.count(); ++i) {
            Tensor<float> x = torch.x;
            x[i] = std::numeric_limits<float>::quiet_NaN();
            const Activations spoilt = forward(torch.network, x);
            auto& layers = on.emplace_back();
            for (std::size_t layer = 0; layer < spoilt.values.size(); ++layer) {
                auto& elements = layers.emplace_back();
                for (int64_t at = 0; at < spoilt.values[layer].count(); ++at) // NaN differs from itself
                    elements.push_back(spoilt.values[layer][at] != plain.values[layer][at]);
            }
        }
    }
};

/// The box around the input elements that some element of the part depends on.
LayerPart seen_by_force(const TorchNetwork& torch, const Dependence& dependence, std::size_t layer,
                        const LayerPart& part) {
    LayerPart seen;
    const Sizes& shape = torch.network.layers[layer].shape;
    for (int64_t i = 0; i < torch.x.count(); ++i)
        for (int64_t at = 0; at < shape.product(); ++at)
            if (dependence.on[static_cast<std::size_t>(i)][layer][static_cast<std::size_t>(at)] &&
                contains(part, unravel_index(at, shape))) {
                grow(seen, unravel_index(i, torch.x.shape));
                break;
            }
    return seen;
}

LayerPart fed_by_force(const TorchNetwork& torch, const Dependence& dependence, std::size_t layer,
                       const LayerPart& part) {
    LayerPart fed;
    const Sizes& shape = torch.network.layers[layer].shape;
    for (int64_t i = 0; i < torch.x.count(); ++i)
        if (contains(part, unravel_index(i, torch.x.shape)))
            for (int64_t at = 0; at < shape.product(); ++at)
                if (dependence.on[static_cast<std::size_t>(i)][layer][static_cast<std::size_t>(at)])
                    grow(fed, unravel_index(at, shape));
    return fed;
}

/// An unpooling, or integers, which have no NaN.
bool hides_nans(const Network& network) {
    return std::any_of(network.layers.begin(), network.layers.end(), [](const Layer& layer) {
        return layer.kind == LayerKind::max_unpool || layer.kind == LayerKind::cast;
    });
}

std::string words(const LayerPart& part) {
    std::string text;
    for (std::size_t axis = 0; axis < part.begin.size(); ++axis)
        text += " " + std::to_string(part.begin[axis]) + ".." + std::to_string(part.end[axis]);
    return text;
}

/// A NaN shows one place where an unpooling puts a number, not all where it might, and ends where integers
/// begin; there the part may be larger.
void expect_part(const LayerPart& got, const LayerPart& forced, bool may_be_larger, const std::string& what) {
    const std::string said = what + ": got" + words(got) + ", by force" + words(forced);
    if (forced.begin.empty()) {
        ASSERT_TRUE(got.is_empty() || may_be_larger) << said;
    } else if (may_be_larger) {
        LayerPart both = got;
        grow(both, forced.begin);
        Sizes last = forced.end;
        for (std::size_t axis = 0; axis < last.size(); ++axis)
            --last[axis];
        grow(both, last);
        ASSERT_EQ(both, got) << said;
    } else {
        ASSERT_EQ(got, forced) << said;
    }
}

TEST(NetworkParts, what_is_seen_and_fed_is_what_a_nan_shows) {
    Random random(1);
    for (const TorchNetwork& torch : read_torch_networks()) {
        const Dependence dependence(torch);
        const bool may_be_larger = hides_nans(torch.network);
        for (std::size_t layer = 0; layer < torch.values.size(); ++layer)
            for (int i = 0; i < 4; ++i) {
                const Sizes& shape = torch.network.layers[layer].shape;
                const std::string where = torch.name + ", " + torch.network.layers[layer].name;
                const LayerPart part = any_part(random, shape);
                const auto seen = seen_by(torch.network, static_cast<int>(layer), part);
                ASSERT_NO_FATAL_FAILURE(expect_part(seen[0], seen_by_force(torch, dependence, layer, part),
                                                    may_be_larger, "seen by" + words(part) + " of " + where));
                const LayerPart of_input = any_part(random, torch.x.shape);
                const auto fed = fed_by(torch.network, 0, of_input);
                ASSERT_NO_FATAL_FAILURE(
                    expect_part(fed[layer], fed_by_force(torch, dependence, layer, of_input), may_be_larger,
                                "fed by" + words(of_input) + ": " + where));
            }
    }
}

TEST(NetworkParts, who_is_seen_feeds) {
    for (const TorchNetwork& torch : read_torch_networks()) {
        const auto last = static_cast<int>(torch.values.size()) - 1;
        for (int layer = 0; layer <= last; ++layer) {
            const Sizes& shape = torch.network.layers[static_cast<std::size_t>(layer)].shape;
            for (int64_t at = 0; at < shape.product(); at += 7) {
                const Sizes index = unravel_index(at, shape);
                LayerPart part;
                grow(part, index);
                const auto seen = seen_by(torch.network, layer, part);
                EXPECT_EQ(seen[static_cast<std::size_t>(layer)], part);
                for (int before = 0; before < layer; ++before) {
                    const LayerPart& there = seen[static_cast<std::size_t>(before)];
                    if (there.is_empty())
                        continue;
                    const auto fed = fed_by(torch.network, before, there);
                    EXPECT_TRUE(contains(fed[static_cast<std::size_t>(layer)], index))
                        << torch.name << ", layer " << layer << " from " << before;
                }
                for (int after = layer + 1; after <= last; ++after)
                    EXPECT_TRUE(seen[static_cast<std::size_t>(after)].is_empty());
            }
        }
    }
}

/// Far from borders the part of the input that is seen has the size of the receptive field.
TEST(NetworkParts, receptive_field_is_what_a_middle_element_sees) {
    for (TorchNetwork& torch : read_torch_networks()) {
        Sizes large = torch.x.shape;
        for (std::size_t axis = 2; axis < large.size(); ++axis)
            large[axis] = 320;
        if (fit(torch.network, large)) // dense layers want their size
            continue;
        for (std::size_t layer = 1; layer < torch.network.layers.size(); ++layer) {
            const Sizes& shape = torch.network.layers[layer].shape;
            if (torch.network.layers[layer].kind == LayerKind::reshape)
                break; // its axes are others
            const Sizes field = receptive_field(torch.network, static_cast<int>(layer));
            ASSERT_EQ(field.size(), shape.size() - 2) << torch.name << " " << layer;
            for (std::size_t axis = 0; axis < field.size(); ++axis) {
                int64_t widest = 0;
                for (int64_t i = 0; i < 8; ++i) {
                    LayerPart part{Sizes::filled(shape.size(), 0), shape}; // of all channels
                    part.begin[axis + 2] = std::min(shape[axis + 2] / 2 + i, shape[axis + 2] - 1);
                    part.end[axis + 2] = part.begin[axis + 2] + 1;
                    const LayerPart seen = seen_by(torch.network, static_cast<int>(layer), part)[0];
                    widest = std::max(widest, seen.end[axis + 2] - seen.begin[axis + 2]);
                }
                EXPECT_EQ(field[axis], widest) << torch.name << ", " << torch.network.layers[layer].name;
            }
        }
    }
}

} // namespace
} // namespace convlens
