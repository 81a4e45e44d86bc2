// Learning: one kernel walks to its target, and both views of learning are clear and say what a step did.
#include "document/named_kernels.h"
#include "network/data.h"
#include "network/kernel_learning.h"
#include "network/training.h"
#include "network_fixture.h"
#include "scene/network/compose_network.h"
#include "scene/network/learning_state.h"
#include "scene/words/number.h"
#include "scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens::scene_test {
namespace {

KernelTask sobel_task() {
    Kernel3 sobel{};
    const std::vector<double> weights = named_kernel(KernelName::sobel_x, 3);
    std::copy(weights.begin(), weights.end(), sobel.begin());
    Tensor<float> picture({40, 40});
    uint32_t state = 7;
    for (int64_t i = 0; i < picture.count(); ++i) {
        state = state * 1664525U + 1013904223U;
        picture[i] = static_cast<float>(state >> 24U) + (i % 40 > 20 ? 90.0F : 0.0F);
    }
    return kernel_task(picture, sobel);
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
    LearningState state;
    state.task = std::make_shared<KernelTask>(sobel_task());
    KernelLearning learning = start_kernel(*state.task, 3, 0.05, 0.9);
    for (int i = 0; i < steps; ++i)
        learn_step(learning, *state.task);
    state.kernel = std::make_shared<KernelLearning>(learning);
    return state;
}

LearningState digits_state(int steps) {
    const NetworkData& data = digits_data();
    Network network = layers_for(data);
    Sizes shape{1};
    for (const int64_t size : data.item)
        shape.push_back(size);
    EXPECT_FALSE(fit(network, shape).has_value());
    start_weights(network, 1);
    TrainingOptions options;
    options.measures_flow = true;
    auto trainer = std::make_shared<Trainer>(network, labelled_images(data, false), options);
    for (int i = 0; i < steps; ++i)
        trainer->step();
    LearningState state;
    state.trainer = trainer;
    state.losses = {2.1, 0.9, 0.4, 0.25};
    state.accuracies = {0.4, 0.8, 0.91, 0.947};
    state.dead = evaluate(trainer->network(), *labelled_images(data, true))->dead;
    return state;
}

} // namespace

TEST(KernelLearning, walks_to_sobel) {
    const LearningState state = kernel_state(400);
    EXPECT_LT(state.kernel->losses.back(), 1e-6 * state.kernel->losses.front());
    for (std::size_t i = 0; i < 9; ++i)
        EXPECT_NEAR(state.kernel->w[i], state.task->target[i], 1e-3) << i;
    EXPECT_EQ(state.kernel->steps(), 400);
}

TEST(KernelLearning, gradient_is_that_of_the_loss) {
    const KernelTask task = sobel_task();
    Kernel3 w = start_kernel(task, 5, 0.1, 0).w;
    const Kernel3 gradient = task.gradient(w);
    constexpr double step = 1e-5;
    for (std::size_t i = 0; i < 9; ++i) {
        Kernel3 above = w, below = w;
        above[i] += step;
        below[i] -= step;
        EXPECT_NEAR(gradient[i], (task.loss(above) - task.loss(below)) / (2 * step), 1e-5) << i;
    }
}

TEST(KernelLearning, surface_is_lowest_at_the_target) {
    const KernelTask task = sobel_task();
    const LossSurface surface = loss_surface(task, task.target, 3, 5, -3, 3, 7);
    const auto lowest = std::min_element(surface.loss.begin(), surface.loss.end()) - surface.loss.begin();
    EXPECT_EQ(-3 + lowest % 7, std::lround(task.target[3]));
    EXPECT_EQ(3 - lowest / 7, std::lround(task.target[5]));
}

TEST(NetworkLearning, views_are_clear) {
    expect_clear_in_styles(kernel_state(60), "kernel");
    expect_clear_in_styles(digits_state(130), "digits");
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
    EXPECT_TRUE(has_text(frame, "+ " + number_text(static_cast<double>(change.gradient), 4)));
    const Frame resting = learning_frame(state, networked, {});
    EXPECT_EQ(pick(resting, cell_of(resting, options.hover, {})->origin + Vec2{2, 2}), options.hover);
}

} // namespace convlens::scene_test
