// Which elements of the tensors lie in the planes of a panel.
#include "convlens/arithmetic.h"
#include "convlens/source.h"
#include "scene/lens/gradients/drawing.h"

namespace convlens {

std::array<int64_t, 3> to_3d(const Sizes& sizes, std::size_t dims) {
    std::array<int64_t, 3> three{1, 1, 1};
    for (std::size_t a = 0; a < dims; ++a)
        three[3 - dims + a] = sizes[sizes.size() - dims + a];
    return three;
}

std::optional<std::array<int64_t, 3>> PlaneMap::find(int64_t flat) const {
    const int64_t volume = size[0] * size[1] * size[2];
    const int64_t channel = channel_stride > 0 ? (flat - base) / channel_stride : 0;
    const int64_t within = flat - base - channel * channel_stride;
    if (flat < base || channel >= channels || within >= volume)
        return std::nullopt;
    return std::array{channel * size[0] + within / (size[1] * size[2]), within / size[2] % size[1],
                      within % size[2]};
}

LitArea lit_area(const std::array<int64_t, 3>& at) {
    return {{{at[0], at[0]}}, {{at[1], at[1]}}, {{at[2], at[2]}}};
}

LitArea lit_area(const PlaneMap& map, const std::vector<int64_t>& elements,
                 const std::array<int64_t, 3>& at) {
    const int64_t channel = at[0] / map.size[0];
    std::array<Places, 3> all;
    Places planes; // of the channel
    for (const int64_t flat : elements)
        if (const auto place = map.find(flat)) {
            for (std::size_t a = 0; a < 3; ++a)
                all[a].add((*place)[a]);
            if ((*place)[0] / map.size[0] == channel)
                planes.add((*place)[0]);
        }
    LitArea area = lit_area(at);
    area.planes.insert(area.planes.begin(), {all[0], planes});
    area.rows.insert(area.rows.begin(), all[1]);
    area.columns.insert(area.columns.begin(), all[2]);
    return area;
}

std::array<int64_t, 3> SlidMap::size() const {
    return to_3d(padded_size(over), over.dims());
}

int64_t SlidMap::source(int64_t plane, int64_t row, int64_t column) const {
    const int64_t depths = size()[0];
    const std::array<int64_t, 3> at{plane % depths, row, column};
    std::array<int64_t, 3> index{};
    const std::size_t absent = 3 - over.dims();
    int64_t miss = 0;
    for (std::size_t a = absent; a < 3; ++a) {
        index[a] = source_index(over, a - absent, at[a] - over.padding_begin[a - absent]);
        if (index[a] < 0)
            miss = miss == source_hole ? miss : index[a];
    }
    return miss != 0 ? miss : inner.flat(plane / depths * inner.size[0] + index[0], index[1], index[2]);
}

PlaneMap GradientsDrawing::y_map(int64_t n, int64_t channel, int64_t channels) const {
    const int64_t plane = results_.output.product();
    return {to_3d(results_.output, op_.dims()), (n * op_.out_channels + channel) * plane, channels, plane};
}

PlaneMap GradientsDrawing::x_map(int64_t n, int64_t channel, int64_t channels) const {
    const int64_t plane = op_.input_size.product();
    return {to_3d(op_.input_size, op_.dims()), (n * op_.in_channels + channel) * plane, channels, plane};
}

PlaneMap GradientsDrawing::w_map(int64_t group, int64_t out, int64_t in, bool all_out, bool all_in) const {
    const int64_t taps = op_.kernel_size.product();
    const auto size = to_3d(op_.kernel_size, op_.dims());
    const int64_t out_apart = transposed() ? taps : c_per_ * taps;
    const int64_t in_apart = transposed() ? o_per_ * taps : taps;
    const int64_t group_base = group * o_per_ * c_per_ * taps;
    const int64_t base = group_base + out * out_apart + in * in_apart;
    if (all_out)
        return {size, base, o_per_, out_apart};
    return {size, base, all_in ? c_per_ : 1, in_apart};
}

} // namespace convlens
