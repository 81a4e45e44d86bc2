// The strongest places of maps, over many pictures and within one.
#include "network/built_in.h"
#include "network/element.h"
#include "network/evaluate.h"
#include "network/strongest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace convlens {
namespace {

Network fitted(const char* name, const Sizes& shape) {
    Network network = *layers_of(name);
    EXPECT_FALSE(fit(network, shape));
    return network;
}

TEST(StrongestPlaces, of_the_digits_are_those_that_a_plain_search_finds) {
    const Network network = fitted("digits", {1, 1, 8, 8});
    const NetworkData& digits = digits_data();
    for (const auto& [name, channel] :
         {std::pair{"relu1", 3}, std::pair{"conv2", 5}, std::pair{"dense", 7}}) {
        const int layer = *layer_named(network, name);
        std::vector<Chosen> best;
        for (int64_t index = 0; index < digits.count(); ++index) {
            const Activations activations = forward(network, digits.picture(index), {}, layer);
            best.push_back(strongest_element(network, activations.values[static_cast<std::size_t>(layer)],
                                             layer, channel));
        }
        std::vector<int64_t> order(best.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = static_cast<int64_t>(i);
        std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
            return best[static_cast<std::size_t>(a)].value > best[static_cast<std::size_t>(b)].value;
        });
        const StrongestPlaces found = strongest_places(network, pictures_of(digits), layer, channel, 9, {});
        ASSERT_EQ(found.places.size(), 9U);
        EXPECT_EQ(found.pictures, 1797);
        for (std::size_t i = 0; i < 9; ++i) {
            const Chosen& plain = best[static_cast<std::size_t>(order[i])];
            EXPECT_FLOAT_EQ(found.places[i].value, plain.value) << name << " " << i;
            EXPECT_EQ(found.places[i].at, plain.at);
            EXPECT_EQ(found.places[i].label,
                      digits.labels[static_cast<std::size_t>(found.places[i].picture)]);
        }
    }
}

TEST(StrongestPlaces, of_one_picture_do_not_lie_on_each_other) {
    NetworkDocument document;
    document.network.built_in = "face";
    document.view = NetworkView::strongest;
    document.strongest = {9, true};
    document.selected = {"leaky2", 4, {}};
    const NetworkResults results = evaluate_network(document);
    ASSERT_TRUE(results.strongest);
    const std::vector<StrongPlace>& places = results.strongest->places;
    ASSERT_EQ(places.size(), 9U);
    EXPECT_EQ(places.front().value, results.chosen.value);
    const Sizes seen = results.facts[static_cast<std::size_t>(results.chosen.layer)].receptive_field;
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const int64_t dy = std::abs(places[i].at[0] - places[j].at[0]);
            const int64_t dx = std::abs(places[i].at[1] - places[j].at[1]);
            EXPECT_GE(2 * 4 * std::max(dy, dx), seen[0]) << i << " " << j; // 4 pixels from place to place
            EXPECT_GE(places[j].value, places[i].value);
        }
    }
}

TEST(StrongestPlaces, of_photographs_have_patches_and_projections_of_their_size) {
    NetworkDocument document;
    document.network.built_in = "face";
    document.view = NetworkView::strongest;
    document.selected = {"leaky3", 10, {}};
    const NetworkResults results = evaluate_network(document);
    ASSERT_TRUE(results.strongest);
    EXPECT_EQ(results.strongest->pictures, static_cast<int64_t>(photographs().size()));
    const Sizes seen = results.facts[static_cast<std::size_t>(results.chosen.layer)].receptive_field;
    for (const StrongPlace& place : results.strongest->places) {
        EXPECT_EQ(place.pixels.shape[1], 3);
        EXPECT_LE(place.pixels.shape[2], seen[0]);
        EXPECT_EQ(place.pixels.shape, place.projection.shape);
        EXPECT_TRUE(std::any_of(place.projection.data.begin(), place.projection.data.end(),
                                [](float number) { return number != 0; }));
    }
}

TEST(StrongestPlaces, do_not_depend_on_the_threads) {
    const Network network = fitted("digits", {1, 1, 8, 8});
    const auto found = [&](int threads) {
        NetworkOptions options;
        options.threads = threads;
        std::vector<std::pair<int64_t, float>> places;
        for (const StrongPlace& place :
             strongest_places(network, pictures_of(digits_data()), 5, 2, 20, options).places)
            places.emplace_back(place.picture, place.value);
        return places;
    };
    EXPECT_EQ(found(1), found(3));
}

} // namespace
} // namespace convlens
