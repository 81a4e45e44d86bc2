// The slow implementation: convolution gathers from an explicitly stretched and padded array, transposed
// convolution scatters the kernel into a large array that is cropped afterwards, pools look at every position
// of a window.
#include "support/reference.h"

#include <algorithm>
#include <cmath>

namespace convlens::reference {

namespace {

Index list(const Sizes& sizes) {
    return {sizes.begin(), sizes.end()};
}

/// Source of each position of a padded axis: an index into the unpadded sequence, or none. Positions are
/// walked away from the border, as a person would continue the sequence.
std::vector<std::optional<int64_t>> padded_axis(int64_t size, int64_t begin, int64_t end, PaddingMode mode) {
    std::vector<std::optional<int64_t>> result;
    for (int64_t position = -begin; position < size + end; ++position) {
        if (position >= 0 && position < size)
            result.emplace_back(position);
        else if (mode == PaddingMode::zeros)
            result.emplace_back(std::nullopt);
        else if (mode == PaddingMode::replicate)
            result.emplace_back(std::clamp<int64_t>(position, 0, size - 1));
        else if (mode == PaddingMode::circular)
            result.emplace_back((position + 10 * size) % size);
        else { // a point that turns round at both borders
            int64_t at = 0;
            int64_t direction = 1;
            for (int64_t step = 0; step < std::abs(position); ++step) {
                if (at + direction < 0 || at + direction >= size)
                    direction = -direction;
                at += direction;
            }
            result.emplace_back(at); // to the left the walk is the mirror image, and starts at 0 too
        }
    }
    return result;
}

struct Padded {
    Index sizes;
    std::vector<std::vector<std::optional<int64_t>>> sources; // of each axis, in stretched coordinates
};

Padded pad(const Operation& o) {
    Padded padded;
    for (std::size_t a = 0; a < o.dims(); ++a) {
        const int64_t stretched = (o.input_size[a] - 1) * o.input_dilation[a] + 1;
        padded.sources.push_back(
            padded_axis(stretched, o.padding_begin[a], o.padding_end[a], o.padding_mode));
        padded.sizes.push_back(static_cast<int64_t>(padded.sources.back().size()));
    }
    return padded;
}

Index outputs_of(const Operation& o) {
    Index result;
    for (std::size_t a = 0; a < o.dims(); ++a)
        result.push_back(output_size(o, a));
    return result;
}

Sizes shape_of(int64_t first, int64_t second, const Index& spatial) {
    Sizes shape{first, second};
    for (const int64_t size : spatial)
        shape.push_back(size);
    return shape;
}

/// One plane of a tensor as an array.
Array plane_of(const Tensor<double>& x, int64_t plane, const Index& sizes) {
    Array array(sizes);
    const auto count = static_cast<int64_t>(array.data.size());
    std::copy_n(x.data.begin() + plane * count, count, array.data.begin());
    return array;
}

Array stretched_and_padded(const Operation& o, Array plane) {
    Index stretched;
    for (std::size_t a = 0; a < o.dims(); ++a)
        stretched.push_back((o.input_size[a] - 1) * o.input_dilation[a] + 1);
    Array wide(stretched);
    for_each_index(plane.sizes, [&](const Index& at) {
        Index to = at;
        for (std::size_t a = 0; a < o.dims(); ++a)
            to[a] *= o.input_dilation[a];
        wide.at(to) = plane.at(at);
    });
    const Padded padded = pad(o);
    Array result(padded.sizes);
    for_each_index(padded.sizes, [&](const Index& at) {
        Index from;
        for (std::size_t a = 0; a < o.dims(); ++a) {
            const auto source = padded.sources[a][static_cast<std::size_t>(at[a])];
            if (!source)
                return;
            from.push_back(*source);
        }
        result.at(at) = wide.at(from);
    });
    return result;
}

Index window_position(const Operation& o, const Index& y, const Index& k) {
    Index position;
    for (std::size_t a = 0; a < o.dims(); ++a)
        position.push_back(y[a] * o.stride[a] + k[a] * o.dilation[a]);
    return position;
}

/// Calls begin(), then add(input plane, kernel) for each input channel of the group, then end(flat output
/// map), for every output map.
void for_each_map(const Operation& o, const Tensor<double>& x, const Tensor<double>& w,
                  const std::function<void()>& begin, const std::function<void(Array, Array)>& add,
                  const std::function<void(int64_t)>& end) {
    const int64_t group_in = o.in_channels / o.groups;
    const int64_t group_out = o.out_channels / o.groups;
    for (int64_t n = 0; n < o.batch; ++n)
        for (int64_t out = 0; out < o.out_channels; ++out) {
            begin();
            for (int64_t c = 0; c < group_in; ++c) {
                const int64_t channel = out / group_out * group_in + c;
                const int64_t kernel =
                    o.kind == Kind::conv ? out * group_in + c : channel * group_out + out % group_out;
                add(plane_of(x, n * o.in_channels + channel, list(o.input_size)),
                    plane_of(w, kernel, list(o.kernel_size)));
            }
            end(n * o.out_channels + out);
        }
}

Tensor<double> conv(const Operation& o, const Tensor<double>& x, const Tensor<double>& w) {
    const Index outputs = outputs_of(o);
    Tensor<double> result(shape_of(o.batch, o.out_channels, outputs));
    Array sum(outputs);
    const auto add = [&](const Array& plane, Array kernel) {
        Array in = stretched_and_padded(o, plane);
        for_each_index(outputs, [&](const Index& y) {
            for_each_index(kernel.sizes, [&](const Index& k) {
                sum.at(y) += in.at(window_position(o, y, k)) * kernel.at(k);
            });
        });
    };
    for_each_map(
        o, x, w, [&] { sum = Array(outputs); }, add,
        [&](int64_t map) {
            const auto size = static_cast<int64_t>(sum.data.size());
            std::copy(sum.data.begin(), sum.data.end(), result.data.begin() + map * size);
        });
    return result;
}

Tensor<double> conv_transpose(const Operation& o, const Tensor<double>& x, const Tensor<double>& w) {
    const Index outputs = outputs_of(o);
    Tensor<double> result(shape_of(o.batch, o.out_channels, outputs));
    Index whole;
    for (std::size_t a = 0; a < o.dims(); ++a)
        whole.push_back((o.input_size[a] - 1) * o.stride[a] + (o.kernel_size[a] - 1) * o.dilation[a] + 1 +
                        o.output_padding[a]);
    Array scattered(whole);
    const auto add = [&](Array in, Array kernel) {
        for_each_index(in.sizes, [&](const Index& at) {
            for_each_index(kernel.sizes, [&](const Index& k) {
                scattered.at(window_position(o, at, k)) += in.at(at) * kernel.at(k);
            });
        });
    };
    for_each_map(
        o, x, w, [&] { scattered = Array(whole); }, add,
        [&](int64_t map) {
            int64_t place = map;
            for (const int64_t size : outputs)
                place *= size;
            for_each_index(outputs, [&](const Index& y) {
                Index from = y;
                for (std::size_t a = 0; a < o.dims(); ++a)
                    from[a] += o.padding_begin[a];
                result[place++] = scattered.at(from);
            });
        });
    return result;
}

/// What a pooling window sees: its elements, and how many positions lie within the padded input.
struct Window {
    std::vector<double> elements;
    int64_t within_padded = 0;
};

Window window_at(const Operation& o, Array& plane, const Index& y) {
    Window window;
    for_each_index(list(o.kernel_size), [&](const Index& k) {
        bool in_padded = true;
        bool in_input = true;
        Index at = window_position(o, y, k);
        for (std::size_t a = 0; a < o.dims(); ++a) {
            in_padded &= at[a] < o.input_size[a] + o.padding_begin[a] + o.padding_end[a];
            at[a] -= o.padding_begin[a];
            in_input &= at[a] >= 0 && at[a] < o.input_size[a];
        }
        window.within_padded += in_padded;
        if (in_input)
            window.elements.push_back(plane.at(at));
    });
    return window;
}

double pooled(const Operation& o, const Window& window) {
    if (o.kind == Kind::max_pool)
        return *std::max_element(window.elements.begin(), window.elements.end());
    double sum = 0;
    double most = 0;
    for (const double element : window.elements) {
        sum += o.kind == Kind::avg_pool ? element : std::pow(std::fabs(element), o.norm_p);
        most = std::max(most, std::fabs(element));
    }
    if (o.kind == Kind::lp_pool)
        return std::isinf(o.norm_p) ? most : std::pow(sum, 1 / o.norm_p);
    const auto elements = static_cast<double>(window.elements.size());
    return sum / (o.count_include_pad ? static_cast<double>(window.within_padded) : elements);
}

Tensor<double> pool(const Operation& o, const Tensor<double>& x) {
    const Index outputs = outputs_of(o);
    Tensor<double> result(shape_of(o.batch, o.in_channels, outputs));
    int64_t flat = 0;
    for (int64_t plane = 0; plane < o.batch * o.in_channels; ++plane) {
        Array in = plane_of(x, plane, list(o.input_size));
        for_each_index(outputs, [&](const Index& y) { result[flat++] = pooled(o, window_at(o, in, y)); });
    }
    return result;
}

bool numbers_possible(const Operation& o) {
    for (std::size_t a = 0; a < o.dims(); ++a)
        if (o.input_size[a] < 1 || o.kernel_size[a] < 1 || o.stride[a] < 1)
            return false;
    return o.in_channels % o.groups == 0 && o.out_channels % o.groups == 0;
}

bool meets(int64_t start, const Operation& o, std::size_t a, int64_t size) {
    for (int64_t k = 0; k < o.kernel_size[a]; ++k)
        if (start + k * o.dilation[a] >= 0 && start + k * o.dilation[a] < size)
            return true;
    return false;
}

bool swapped_axis_possible(const Operation& o, std::size_t a) {
    const int64_t window = (o.kernel_size[a] - 1) * o.dilation[a] + 1;
    const int64_t a_out = o.output_padding[a];
    if (output_size(o, a) < 1)
        return false;
    if (o.kind == Kind::conv_transpose)
        return a_out < o.stride[a] || a_out < o.dilation[a];
    if (std::max(o.padding_begin[a], o.padding_end[a]) >= window || std::abs(a_out) >= o.stride[a])
        return false;
    for (int64_t x = 0; x < o.input_size[a]; ++x)
        if (!meets(x * o.stride[a] - o.padding_begin[a], o, a, output_size(o, a)))
            return false;
    return true;
}

bool axis_possible(const Operation& o, std::size_t a) {
    if (o.kind == Kind::conv_transpose || o.kind == Kind::max_unpool)
        return swapped_axis_possible(o, a);
    const int64_t most = std::max(o.padding_begin[a], o.padding_end[a]);
    if (output_size(o, a) < 1)
        return false;
    if (o.kind == Kind::conv)
        return !(o.padding_mode == PaddingMode::reflect && most >= o.input_size[a]) &&
               !(o.padding_mode == PaddingMode::circular && most > o.input_size[a]);
    if (most > (o.kernel_size[a] - 1) * o.dilation[a])
        return false;
    for (int64_t y = 0; y < output_size(o, a); ++y)
        if (!meets(y * o.stride[a] - o.padding_begin[a], o, a, o.input_size[a]))
            return false;
    return true;
}

} // namespace

void for_each_index(const Index& sizes, const std::function<void(const Index&)>& visit) {
    for (const int64_t size : sizes)
        if (size < 1)
            return;
    Index index(sizes.size(), 0);
    for (;;) {
        visit(index);
        std::size_t axis = sizes.size();
        while (axis > 0 && ++index[axis - 1] == sizes[axis - 1])
            index[--axis] = 0;
        if (axis == 0)
            return;
    }
}

Array::Array(const Index& sizes_) : sizes(sizes_) {
    std::size_t count = 1;
    for (const int64_t size : sizes)
        count *= static_cast<std::size_t>(size);
    data.resize(count);
}

double& Array::at(const Index& index) {
    std::size_t flat = 0;
    for (std::size_t axis = 0; axis < sizes.size(); ++axis)
        flat = flat * static_cast<std::size_t>(sizes[axis]) + static_cast<std::size_t>(index[axis]);
    return data.at(flat);
}

int64_t output_size(const Operation& o, std::size_t a) {
    const int64_t window = (o.kernel_size[a] - 1) * o.dilation[a] + 1;
    if (o.kind == Kind::conv_transpose || o.kind == Kind::max_unpool) {
        int64_t written = 0; // one behind the last place that is scattered to
        for (int64_t x = 0; x < o.input_size[a]; ++x)
            written = x * o.stride[a] + window;
        return written + o.output_padding[a] - o.padding_begin[a] - o.padding_end[a];
    }
    const int64_t stretched = (o.input_size[a] - 1) * o.input_dilation[a] + 1;
    const int64_t padded = stretched + o.padding_begin[a] + o.padding_end[a];
    int64_t windows = 0;
    for (int64_t start = 0;; start += o.stride[a]) {
        // In ceil mode a window may reach past the end, if the one before left something over and it starts
        // before the end padding.
        const bool fits = start + window <= padded;
        const bool ceil = o.ceil_mode && start + window <= padded + o.stride[a] - 1 &&
                          start < o.input_size[a] + o.padding_begin[a];
        if (!fits && !ceil)
            return windows;
        ++windows;
    }
}

bool is_possible(const Operation& o) {
    if (!numbers_possible(o))
        return false;
    for (std::size_t a = 0; a < o.dims(); ++a)
        if (!axis_possible(o, a))
            return false;
    return true;
}

Tensor<double> compute(const Operation& o, const Tensor<double>& x, const Tensor<double>& w) {
    if (o.kind == Kind::conv)
        return conv(o, x, w);
    return o.kind == Kind::conv_transpose ? conv_transpose(o, x, w) : pool(o, x);
}

} // namespace convlens::reference
