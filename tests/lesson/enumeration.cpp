// One visit of all products is what values, gradients and cells are taken from.
#include "enumeration.h"

#include "convlens/arithmetic.h"
#include "document/numbers.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <stdexcept>

namespace convlens::testing_lesson {
namespace {

/// One axis with plain numbers.
struct Axis {
    int64_t in = 1, kernel = 1, stride = 1, padding = 0, dilation = 1, added = 0;
    bool rounds_up = false, is_back = false;

    int64_t out() const {
        if (is_back) {
            int64_t last = 0;
            for (int64_t i = 0; i < in; ++i)
                for (int64_t k = 0; k < kernel; ++k)
                    last = std::max(last, i * stride + k * dilation);
            return last + 1 - 2 * padding + added;
        }
        int64_t count = 0, start = -padding;
        for (; start + dilation * (kernel - 1) < in + padding; start += stride)
            ++count;
        const int64_t read = start - stride + dilation * (kernel - 1) + 1;
        return rounds_up && read < in + padding && start < in ? count + 1 : count;
    }
};

Axis axis_of(const Operation& operation, std::size_t axis) {
    return {operation.input_size[axis], operation.kernel_size[axis],
            operation.stride[axis],     operation.padding_begin[axis],
            operation.dilation[axis],   operation.output_padding[axis],
            operation.ceil_mode,        operation.kind == Kind::conv_transpose};
}

struct Planes {
    Axis row, column;
    int64_t in_channels = 1, out_channels = 1, groups = 1;
    bool is_back = false;
    std::size_t dims = 2;

    explicit Planes(const Operation& operation)
        : column(axis_of(operation, operation.dims() - 1)), in_channels(operation.in_channels),
          out_channels(operation.out_channels), groups(operation.groups),
          is_back(operation.kind == Kind::conv_transpose), dims(operation.dims()) {
        if (dims > 2)
            throw std::runtime_error("only lines and planes");
        if (dims == 2)
            row = axis_of(operation, 0);
    }
    int64_t x(int64_t c, int64_t i, int64_t j) const { return (c * row.in + i) * column.in + j; }
    int64_t y(int64_t c, int64_t i, int64_t j) const { return (c * row.out() + i) * column.out() + j; }
    int64_t w(int64_t outer, int64_t inner, int64_t inners, int64_t i, int64_t j) const {
        return ((outer * inners + inner) * row.kernel + i) * column.kernel + j;
    }
};

/// Calls with the flat places of every product y += x w. Pools: w is -1, and a channel meets itself.
using Visit = std::function<void(int64_t y, int64_t x, int64_t w)>;

/// For one pair of channels.
void visit_plane(const Planes& p, int64_t from, int64_t to, int64_t outer, int64_t inner, int64_t inners,
                 const Visit& visit) {
    const int64_t rows = p.is_back ? p.row.in : p.row.out(),
                  columns = p.is_back ? p.column.in : p.column.out();
    const int64_t far_rows = p.is_back ? p.row.out() : p.row.in;
    const int64_t far_columns = p.is_back ? p.column.out() : p.column.in;
    for (int64_t i = 0; i < rows; ++i)
        for (int64_t j = 0; j < columns; ++j)
            for (int64_t a = 0; a < p.row.kernel; ++a)
                for (int64_t b = 0; b < p.column.kernel; ++b) {
                    const int64_t r = i * p.row.stride + a * p.row.dilation - p.row.padding;
                    const int64_t c = j * p.column.stride + b * p.column.dilation - p.column.padding;
                    if (r < 0 || r >= far_rows || c < 0 || c >= far_columns)
                        continue;
                    const int64_t weight = p.w(outer, inner, inners, a, b);
                    if (p.is_back)
                        visit(p.y(to, r, c), p.x(from, i, j), weight);
                    else
                        visit(p.y(to, i, j), p.x(from, r, c), weight);
                }
}

void visit_all(const Operation& operation, const Visit& visit) {
    const Planes p(operation);
    const int64_t ins = p.in_channels / p.groups, outs = p.out_channels / p.groups;
    for (int64_t from = 0; from < p.in_channels; ++from)
        for (int64_t to = 0; to < p.out_channels; ++to) {
            if (is_pool(operation.kind) ? from != to : from / ins != to / outs)
                continue;
            if (p.is_back)
                visit_plane(p, from, to, from, to % outs, outs, visit);
            else
                visit_plane(p, from, to, to, from % ins, ins, visit);
        }
}

struct Tensors {
    std::vector<double> x, w, dy;
    explicit Tensors(const Exercise& e)
        : x(numbers(e.scene.input, TensorRole::x, input_shape(e.scene.operation)).data),
          dy(numbers(e.scene.grad_output, TensorRole::dy, output_shape(e.scene.operation)).data) {
        if (has_weight(e.scene.operation.kind))
            w = numbers(e.scene.weight, TensorRole::w, weight_shape(e.scene.operation)).data;
    }
};

std::size_t at(int64_t place) {
    return static_cast<std::size_t>(place);
}

/// Of the elements that a window reads, in row order, the first that is largest.
int64_t winner_of(const Operation& operation, const std::vector<double>& x, int64_t output) {
    int64_t best = -1;
    visit_all(operation, [&](int64_t y, int64_t input, int64_t) {
        if (y == output && (best < 0 || x[at(input)] > x[at(best)]))
            best = input;
    });
    return best;
}

double mean_of(const Operation& operation, const std::vector<double>& x, int64_t output) {
    double sum = 0, count = 0;
    visit_all(operation, [&](int64_t y, int64_t input, int64_t) {
        if (y == output) {
            sum += x[at(input)];
            ++count;
        }
    });
    return sum / (operation.count_include_pad ? static_cast<double>(operation.kernel_size.product()) : count);
}

int64_t flat_of(const std::vector<int64_t>& place, const std::vector<int64_t>& plane, int64_t channels) {
    // [N or O, C, rows, columns], of which the first two make one number
    int64_t flat = place[0] * channels + place[1];
    for (std::size_t axis = 0; axis < plane.size(); ++axis)
        flat = flat * plane[axis] + place[axis + 2];
    return flat;
}

std::vector<int64_t> list(const Sizes& sizes) {
    return {sizes.begin(), sizes.end()};
}

int64_t asked_place(const Exercise& e) {
    const Operation& operation = e.scene.operation;
    const Question& question = e.question;
    AskedTensor of = question.of;
    if (question.ask == Ask::cells)
        of = question.cells == CellRule::feeds   ? AskedTensor::x
             : question.cells == CellRule::meets ? AskedTensor::w
                                                 : AskedTensor::y;
    if (of == AskedTensor::y)
        return flat_of(question.at, counted_size(operation), operation.out_channels);
    if (of == AskedTensor::dx || of == AskedTensor::x)
        return flat_of(question.at, list(operation.input_size), operation.in_channels);
    const bool is_back = operation.kind == Kind::conv_transpose;
    return flat_of(question.at, list(operation.kernel_size),
                   (is_back ? operation.out_channels : operation.in_channels) / operation.groups);
}

double value_of(const Exercise& e) {
    const Operation& operation = e.scene.operation;
    const Tensors tensors(e);
    const int64_t place = asked_place(e);
    if (operation.kind == Kind::avg_pool)
        return mean_of(operation, tensors.x, place);
    if (operation.kind == Kind::max_pool && e.question.of == AskedTensor::y)
        return tensors.x[at(winner_of(operation, tensors.x, place))];
    double sum = 0;
    if (operation.kind == Kind::max_pool) {
        for (std::size_t y = 0; y < tensors.dy.size(); ++y)
            if (winner_of(operation, tensors.x, static_cast<int64_t>(y)) == place)
                sum += tensors.dy[y];
        return sum;
    }
    visit_all(operation, [&](int64_t y, int64_t x, int64_t w) {
        if (e.question.of == AskedTensor::y && y == place)
            sum += tensors.x[at(x)] * tensors.w[at(w)];
        if (e.question.of == AskedTensor::dx && x == place)
            sum += tensors.dy[at(y)] * tensors.w[at(w)];
        if (e.question.of == AskedTensor::dw && w == place)
            sum += tensors.dy[at(y)] * tensors.x[at(x)];
    });
    return sum;
}

CellSet cells_of(const Exercise& e) {
    const Operation& operation = e.scene.operation;
    const Question& question = e.question;
    std::set<int64_t> found;
    const bool asks_place = question.cells != CellRule::unread;
    const int64_t place = asks_place ? asked_place(e) : 0;
    if (question.cells == CellRule::wins)
        found.insert(winner_of(operation, Tensors(e).x, place));
    else if (!asks_place)
        for (int64_t i = 0; i < operation.input_size.product(); ++i)
            found.insert(i);
    visit_all(operation, [&](int64_t y, int64_t x, int64_t w) {
        if (question.cells == CellRule::sees && y == place)
            found.insert(x);
        if (question.cells == CellRule::feeds && x == place)
            found.insert(y);
        if (question.cells == CellRule::meets && w == place)
            found.insert(x);
        if (question.cells == CellRule::unread)
            found.erase(x);
    });
    const int64_t columns =
        question.cells == CellRule::feeds ? counted_size(operation)[1] : operation.input_size[1];
    CellSet cells;
    for (const int64_t flat : found)
        cells.push_back({0, 0, flat / columns, flat % columns});
    return cells;
}

void put(Operation& operation, Parameter parameter, int64_t value) {
    const Sizes all = Sizes::filled(operation.dims(), value);
    switch (parameter) {
    case Parameter::kernel_size:
        operation.kernel_size = all;
        break;
    case Parameter::stride:
        operation.stride = all;
        break;
    case Parameter::padding:
        operation.padding_begin = operation.padding_end = all;
        break;
    case Parameter::dilation:
        operation.dilation = all;
        break;
    case Parameter::output_padding:
        operation.output_padding = all;
        break;
    default:
        throw std::runtime_error("no exercise asks for it");
    }
}

/// The only number that reaches the goal; NaN where it is not the only one.
double parameter_of(const Exercise& e) {
    const Parameter parameter = e.question.parameter;
    const bool from_zero = parameter == Parameter::padding || parameter == Parameter::output_padding;
    const Sizes goal =
        e.question.goal == Goal::same_size ? e.scene.operation.input_size : e.question.goal_size;
    double found = 0;
    int count = 0;
    for (int64_t value = from_zero ? 0 : 1; value <= 40; ++value) {
        Operation operation = e.scene.operation;
        put(operation, parameter, value);
        if (parameter == Parameter::output_padding &&
            value >= std::max(operation.stride[0], operation.dilation[0]))
            break;
        if (counted_size(operation) == list(goal)) {
            found = static_cast<double>(value);
            ++count;
        }
    }
    return count == 1 ? found : std::numeric_limits<double>::quiet_NaN();
}

int64_t product(const std::vector<int64_t>& sizes) {
    int64_t product = 1;
    for (const int64_t size : sizes)
        product *= size;
    return product;
}

int64_t quantity_of(const Operation& operation, Quantity quantity) {
    switch (quantity) {
    case Quantity::size:
        return product(counted_size(operation));
    case Quantity::multiplications:
        return product(counted_size(operation)) * operation.kernel_size.product();
    case Quantity::receptive_field: {
        int64_t cells = 1;
        for (std::size_t axis = 0; axis < operation.dims(); ++axis)
            cells *= operation.dilation[axis] * (operation.kernel_size[axis] - 1) + 1;
        return cells;
    }
    default:
        throw std::runtime_error("no exercise compares it");
    }
}

Comparison comparison_of(const Exercise& e) {
    const int64_t before = quantity_of(e.scene.operation, e.question.quantity);
    const int64_t after = quantity_of(e.question.figures.front().operation, e.question.quantity);
    return after > before ? Comparison::larger : after < before ? Comparison::smaller : Comparison::same;
}

} // namespace

std::vector<int64_t> counted_size(const Operation& operation) {
    std::vector<int64_t> size;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        size.push_back(axis_of(operation, axis).out());
    return size;
}

Answer enumerated_answer(const Exercise& exercise) {
    switch (exercise.question.ask) {
    case Ask::size: {
        const std::vector<int64_t> size = counted_size(exercise.scene.operation);
        return SizeAnswer{{size.begin(), size.end()}};
    }
    case Ask::value:
        return value_of(exercise);
    case Ask::cells:
        return cells_of(exercise);
    case Ask::parameter:
        return parameter_of(exercise);
    case Ask::compare:
        return comparison_of(exercise);
    default:
        throw std::runtime_error("no exercise asks this");
    }
}

} // namespace convlens::testing_lesson
