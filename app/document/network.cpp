// What is shared is compared by content, for two readings of one file share nothing.
#include "document/network.h"

#include <algorithm>

namespace convlens {
namespace {

template <class T> bool same(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
    return a == b || (a && b && *a == *b);
}

/// NaN equals itself here, or a document with one would differ from its own copy.
bool same_numbers(const std::shared_ptr<const Tensor<float>>& a,
                  const std::shared_ptr<const Tensor<float>>& b) {
    return a == b || (a && b && a->shape == b->shape &&
                      std::equal(a->data.begin(), a->data.end(), b->data.begin(), [](float one, float other) {
                          return one == other || (one != one && other != other);
                      }));
}

constexpr auto view_rows = std::to_array<NameRow<NetworkView>>({{"overview", NetworkView::overview},
                                                                {"path", NetworkView::path},
                                                                {"compare", NetworkView::compare},
                                                                {"strongest", NetworkView::strongest},
                                                                {"invariance", NetworkView::invariance},
                                                                {"occlusion", NetworkView::occlusion},
                                                                {"learning", NetworkView::learning}});
static_assert(has_all_values(view_rows));
constexpr auto rules = std::to_array<NameRow<BackRule>>(
    {{"backprop", BackRule::backprop}, {"deconvnet", BackRule::deconvnet}, {"guided", BackRule::guided}});
static_assert(has_all_values(rules));
constexpr auto changes = std::to_array<NameRow<PictureChange>>({{"shift-x", PictureChange::shift_x},
                                                                {"shift-y", PictureChange::shift_y},
                                                                {"scale", PictureChange::scale},
                                                                {"rotate", PictureChange::rotate}});
static_assert(has_all_values(changes));
constexpr auto tasks = std::to_array<NameRow<LearningTask>>(
    {{"kernel", LearningTask::kernel}, {"digits", LearningTask::digits}});
static_assert(has_all_values(tasks));
constexpr auto inputs =
    std::to_array<NameRow<NetworkInputKind>>({{"sample", NetworkInputKind::sample},
                                              {"photograph", NetworkInputKind::photograph},
                                              {"drawing", NetworkInputKind::drawing},
                                              {"image", NetworkInputKind::image},
                                              {"values", NetworkInputKind::values}});
static_assert(has_all_values(inputs));
constexpr auto kind_rows = std::to_array<NameRow<LayerKind>>(
    {{"conv", LayerKind::conv},         {"conv-transpose", LayerKind::conv_transpose},
     {"max-pool", LayerKind::max_pool}, {"avg-pool", LayerKind::avg_pool},
     {"lp-pool", LayerKind::lp_pool},   {"max-unpool", LayerKind::max_unpool},
     {"input", LayerKind::input},       {"dense", LayerKind::dense},
     {"relu", LayerKind::relu},         {"leaky-relu", LayerKind::leaky_relu},
     {"clip", LayerKind::clip},         {"sigmoid", LayerKind::sigmoid},
     {"tanh", LayerKind::tanh},         {"batch-norm", LayerKind::batch_norm},
     {"affine", LayerKind::affine},     {"global-avg-pool", LayerKind::global_avg_pool},
     {"flatten", LayerKind::flatten},   {"reshape", LayerKind::reshape},
     {"softmax", LayerKind::softmax},   {"log-softmax", LayerKind::log_softmax},
     {"add", LayerKind::add},           {"mul", LayerKind::mul},
     {"div", LayerKind::div},           {"concat", LayerKind::concat},
     {"pad", LayerKind::pad},           {"cast", LayerKind::cast},
     {"identity", LayerKind::identity}});
static_assert(has_all_values(kind_rows));

} // namespace

bool NetworkSource::operator==(const NetworkSource& other) const {
    return built_in == other.built_in && file_name == other.file_name && same(onnx, other.onnx) &&
           same(weights, other.weights);
}

bool NetworkInput::operator==(const NetworkInput& other) const {
    return kind == other.kind && sample == other.sample && photograph == other.photograph &&
           drawing == other.drawing && size == other.size && same(image, other.image) &&
           same_numbers(values, other.values);
}

Names<NetworkView> network_view_names() {
    return view_rows;
}
Names<NetworkInputKind> network_input_names() {
    return inputs;
}
Names<BackRule> back_rule_names() {
    return rules;
}
Names<PictureChange> picture_change_names() {
    return changes;
}
Names<LearningTask> learning_task_names() {
    return tasks;
}
Names<LayerKind> layer_kind_names() {
    return kind_rows;
}

} // namespace convlens
