// Learning: one kernel walks to its target, and both views of learning are clear and say what a step did.
#include "document/named_kernels.h"
#include "network/data.h"
#include "network/learning/kernel_walk.h"
#include "network/learning/training.h"
#include "scene/network/compose_network.h"
#include "scene/network/learning/state.h"
#include "scene/network/network_fixture.h"
#include "scene/scene_fixture.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens::scene_test {
namespace {

/// Sobel's kernel and a picture of noise beside a step.
KernelWalk sobel_walk() {
    const Tensor<double> sobel({1, 1, 3, 3}, named_kernel(KernelName::sobel_x, 3));
    Tensor<double> picture({1, 1, 24, 24});
    uint32_t state = 7;
    for (int64_t i = 0; i < picture.count(); ++i) {
        state = state * 1664525U + 1013904223U;
        picture[i] = static_cast<double>(state >> 24U) / 128 - 1 + (i % 24 > 12 ? 0.5 : 0.0);
    }
    KernelFit fit = make_kernel_fit(make_operation(Kind::conv, {24, 24}, {3, 3}), picture, sobel, 3);
    fit.momentum = 0.9;
    fit.learning_rate *= 0.5;
    return start_walk(fit, sobel);
}

Frame learning_frame(const LearningState& state, const Networked& networked,
                     const NetworkFrameOptions& options) {
    Composition composition;
    composition.size = options.size;
    composition.choices = options.choices;
    return compose_network({networked.document,
                            networked.results,
                            finished(0, 1),
                            options.hover,
                            theme(options.theme),
                            Texts(options.language),
                            typesetter(),
                            composition,
                            networked.pictures,
                            {},
                            &state});
}

void expect_clear_in_styles(const LearningState& state, const std::string& what) {
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}})
        for (const ThemeId theme : {ThemeId::light, ThemeId::dark, ThemeId::projector})
            for (const Language language : {Language::en, Language::zh}) {
                NetworkFrameOptions options;
                options.size = size;
                options.theme = theme;
                options.language = language;
                expect_clear(learning_frame(state, networked, options), what);
            }
}

LearningState kernel_state(int steps) {
    KernelWalk walk = sobel_walk();
    for (int i = 0; i < steps; ++i)
        walk_step(walk);
    LearningState state;
    state.kernel = std::make_shared<const KernelWalk>(walk);
    return state;
}

LearningState digits_state(int64_t steps, int64_t epochs = 0) {
    const NetworkData& data = digits_data();
    Network network = layers_for(data);
    Sizes shape{1};
    for (const int64_t size : data.item)
        shape.push_back(size);
    EXPECT_FALSE(fit(network, shape).has_value());
    start_weights(network, 1);
    TrainingOptions options;
    options.measures_flow = true;
    options.falls_for = epochs;
    auto trainer = std::make_shared<Trainer>(network, labelled_images(data, false), options);
    for (int64_t i = 0; i < steps; ++i)
        trainer->step();
    LearningState state;
    state.trainer = trainer;
    state.losses = {2.1, 0.9, 0.4, 0.25};
    state.accuracies = {0.4, 0.8, 0.91, 0.947};
    state.dead = evaluate(trainer->network(), *labelled_images(data, true))->dead;
    return state;
}

} // namespace

TEST(KernelWalk, goes_to_sobel) {
    const LearningState state = kernel_state(400);
    const KernelWalk& walk = *state.kernel;
    EXPECT_LT(walk.losses.back(), 1e-6 * walk.losses.front());
    for (int64_t i = 0; i < 9; ++i)
        EXPECT_NEAR(walk.fit.weight[i], walk.kernel[i], 1e-3) << i;
    EXPECT_EQ(walk.losses.size(), 401U);
    EXPECT_EQ(walk.walked.size(), 401U);
}

/// Hours of it: what is kept is bounded, evenly spread, and ends with the newest step.
TEST(KernelWalk, goes_on_without_growing) {
    const Tensor<double> target({1, 1, 1, 2}, {1, -1});
    const Tensor<double> picture({1, 1, 1, 3}, {1, 2, -1});
    KernelWalk walk =
        start_walk(make_kernel_fit(make_operation(Kind::conv, {1, 3}, {1, 2}), picture, target, 3), target);
    const Tensor<double> start = walk.fit.weight;
    const double first_loss = walk.losses.front();
    for (int64_t step = 1; step <= 20'000; ++step) {
        walk_step(walk);
        ASSERT_LE(walk.losses.size(), max_kept_steps) << step;
        ASSERT_EQ(walk.losses.size(), walk.kept_steps.size());
        ASSERT_EQ(walk.walked.size(), walk.kept_steps.size());
        ASSERT_EQ(walk.kept_steps.back(), step);
        ASSERT_EQ(walk.losses.back(), loss(walk.fit)) << step;
    }
    EXPECT_GT(walk.losses.size(), max_kept_steps / 2);
    EXPECT_EQ(walk.kept_steps.front(), 0);
    EXPECT_EQ(walk.losses.front(), first_loss);
    EXPECT_EQ(walk.start.data, start.data);
    for (std::size_t i = 0; i + 1 < walk.kept_steps.size(); ++i)
        EXPECT_EQ(walk.kept_steps[i], static_cast<int64_t>(i) * walk.every);
}

TEST(KernelWalk, its_surface_is_lowest_near_the_target) {
    KernelWalk walk = sobel_walk();
    walk.fit.weight = walk.kernel;
    walk = start_walk(walk.fit, walk.kernel);
    const auto lowest = std::min_element(walk.surface->begin(), walk.surface->end()) - walk.surface->begin();
    const double step = (walk.high - walk.low) / (walk.side - 1);
    EXPECT_NEAR(walk.low + step * static_cast<double>(lowest % walk.side), walk.kernel[walk.first], step);
    EXPECT_NEAR(walk.high - step * static_cast<double>(lowest / walk.side), walk.kernel[walk.second], step);
}

TEST(NetworkLearning, views_are_clear) {
    expect_clear_in_styles(kernel_state(60), "kernel");
    expect_clear_in_styles(digits_state(130), "digits");
}

TEST(NetworkLearning, views_can_be_read_at_every_size) {
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    for (const auto& [size, min_type] : readable_sizes)
        for (const Language language : {Language::en, Language::zh})
            for (const bool choices : {true, false})
                for (const LearningState& state : {kernel_state(60), digits_state(130), digits_state(0)}) {
                    NetworkFrameOptions options;
                    options.size = size;
                    options.language = language;
                    options.choices = choices;
                    expect_readable(learning_frame(state, networked, options), min_type,
                                    (state.kernel ? "kernel " : "digits ") + std::to_string(size.x) + "x" +
                                        std::to_string(size.y) + (language == Language::en ? " en" : " zh"));
                }
}

TEST(NetworkLearning, the_pointed_weight_says_its_step) {
    const LearningState state = digits_state(20);
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    int layer = 0;
    while (state.trainer->network().layers[static_cast<std::size_t>(layer)].kind != LayerKind::conv)
        ++layer;
    NetworkFrameOptions options;
    options.hover = tag_of(TagSpace::network_weight, 13);
    options.hover.layer = layer + 1;
    const Frame frame = learning_frame(state, networked, options);
    EXPECT_TRUE(has_text(frame, "w[1,0,1,1]"));
    const NumberChange change = state.trainer->change(layer, false, 13);
    EXPECT_TRUE(has_text(frame, "≈ " + number_text(static_cast<double>(change.after), 4)));
    const std::string gradient = number_text(static_cast<double>(change.gradient), 4);
    EXPECT_TRUE(has_text(frame, change.gradient < 0 ? "+ (" + gradient + ")" : "+ " + gradient));
    const Frame resting = learning_frame(state, networked, {});
    EXPECT_EQ(pick(resting, cell_of(resting, options.hover, {})->origin + Vec2{2, 2}), options.hover);
}

TEST(NetworkLearning, texts_are_told_from_their_ground_in_every_theme) {
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    for (const Theme& colors : themes())
        for (const LearningState& state : {kernel_state(60), digits_state(130), digits_state(0)}) {
            NetworkFrameOptions options;
            options.theme = colors.id;
            expect_contrast(learning_frame(state, networked, options), std::string(colors.name),
                            colors.id == ThemeId::projector ? 7 : 4.5);
        }
}

TEST(NetworkLearning, before_the_first_step_a_weight_is_as_it_is) {
    const LearningState state = digits_state(0);
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    NetworkFrameOptions options;
    options.hover = tag_of(TagSpace::network_weight, 13);
    int layer = 0;
    while (state.trainer->network().layers[static_cast<std::size_t>(layer)].kind != LayerKind::conv)
        ++layer;
    options.hover.layer = layer + 1;
    const auto now =
        static_cast<double>(state.trainer->network().layers[static_cast<std::size_t>(layer)].weight[13]);
    const std::string text = number_text(now, 4);
    const Frame frame = learning_frame(state, networked, options);
    EXPECT_TRUE(has_text(frame, "≈ " + text + " − " + number_text(state.trainer->learning_rate(), 4) +
                                    " · 0 ≈ " + text));
}

TEST(NetworkLearning, a_kernel_is_shown_with_the_pictures_it_learns_from) {
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    const Frame frame = learning_frame(kernel_state(5), networked, {});
    for (const char* words : {"before", "now", "after"})
        EXPECT_TRUE(has_text(frame, words)) << words;
}

TEST(NetworkLearning, the_end_is_not_a_further_epoch) {
    const Networked networked = evaluated(digits_document(NetworkView::learning));
    const int64_t steps = digits_state(0).trainer->steps_per_epoch();
    EXPECT_TRUE(has_text(learning_frame(digits_state(steps - 1, 1), networked, {}), "epoch 1, step"));
    const Frame frame = learning_frame(digits_state(steps, 1), networked, {});
    EXPECT_FALSE(has_text(frame, "epoch 2"));
    EXPECT_TRUE(has_text(frame, "learned for 1 epoch"));
}

} // namespace convlens::scene_test
