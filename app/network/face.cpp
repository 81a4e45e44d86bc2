// What the last layer of `face` says, as boxes.
#include "network/built_in.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens {
namespace {

constexpr double cell_side = 32; // pixels of the input for one cell of the output
constexpr int64_t anchor_values = 5;
constexpr double max_overlap = 0.4; // of areas: both over either
constexpr std::array<std::array<double, 2>, 5> anchors{{{1.603231, 2.094468},
                                                        {6.041143, 7.080126},
                                                        {2.882459, 3.518061},
                                                        {4.266906, 5.178857},
                                                        {9.041765, 10.66308}}}; // width, height in cells

double sigmoid(double value) {
    return 1 / (1 + std::exp(-value));
}

double overlap(const FoundFace& a, const FoundFace& b) {
    const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0)
        return 0;
    const double both = width * height;
    return both / (a.width * a.height + b.width * b.height - both);
}

FoundFace face_at(const Tensor<float>& output, int64_t anchor, int64_t row, int64_t column) {
    const int64_t rows = output.shape[2], columns = output.shape[3];
    const auto place = [&](int64_t number) {
        return ((anchor * anchor_values + number) * rows + row) * columns + column;
    };
    const auto value = [&](int64_t number) { return static_cast<double>(output[place(number)]); };
    const auto& size = anchors[static_cast<std::size_t>(anchor)];
    FoundFace face;
    face.output = place(4);
    face.score = sigmoid(value(4));
    face.width = std::exp(value(2)) * size[0] * cell_side;
    face.height = std::exp(value(3)) * size[1] * cell_side;
    face.x = (static_cast<double>(column) + sigmoid(value(0))) * cell_side - face.width / 2;
    face.y = (static_cast<double>(row) + sigmoid(value(1))) * cell_side - face.height / 2;
    return face;
}

} // namespace

FaceChannel face_channel(int64_t channel) {
    const auto& size = anchors[static_cast<std::size_t>(channel / anchor_values)];
    return {static_cast<FaceChannel::Number>(channel % anchor_values), std::lround(size[0] * cell_side),
            std::lround(size[1] * cell_side)};
}

std::vector<FoundFace> found_faces(const Tensor<float>& output, double min_score) {
    std::vector<FoundFace> all, best;
    for (int64_t anchor = 0; anchor < static_cast<int64_t>(anchors.size()); ++anchor)
        for (int64_t row = 0; row < output.shape[2]; ++row)
            for (int64_t column = 0; column < output.shape[3]; ++column)
                if (const FoundFace face = face_at(output, anchor, row, column); face.score >= min_score)
                    all.push_back(face);
    std::stable_sort(all.begin(), all.end(),
                     [](const FoundFace& a, const FoundFace& b) { return a.score > b.score; });
    for (const FoundFace& face : all)
        if (std::none_of(best.begin(), best.end(),
                         [&](const FoundFace& better) { return overlap(face, better) > max_overlap; }))
            best.push_back(face);
    return best;
}

} // namespace convlens
