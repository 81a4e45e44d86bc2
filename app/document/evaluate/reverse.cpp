// Operations first, then numbers, names and pins.
#include "document/evaluate/reverse.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/transposed.h"
#include "document/evaluate/unpooling.h"
#include "document/names.h"
#include "document/presets.h"
#include "document/steps.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

namespace convlens {
namespace {

/// The max pooling whose Y has the shape of the unpooling's X. A last window that is not whole wants ceil
/// mode.
Operation pooling_before(const Operation& unpool) {
    Operation pool = make_operation(Kind::max_pool, output_size(unpool), unpool.kernel_size);
    pool.batch = unpool.batch;
    pool.in_channels = pool.out_channels = unpool.in_channels;
    pool.stride = unpool.stride;
    pool.padding_begin = unpool.padding_begin;
    pool.padding_end = unpool.padding_end;
    pool.ceil_mode = std::any_of(unpool.output_padding.begin(), unpool.output_padding.end(),
                                 [](int64_t more) { return more < 0; });
    return pool;
}

/// Whatever comes of it, possible or not.
std::optional<Operation> turned_round(const Operation& operation) {
    switch (operation.kind) {
    case Kind::conv:
        return transposed_operation(operation);
    case Kind::conv_transpose:
        return direct_operation(operation);
    case Kind::max_pool:
        return unpooling_of(operation);
    case Kind::max_unpool:
        return pooling_before(operation);
    case Kind::avg_pool:
    case Kind::lp_pool:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Whether the way back of `back` ends where the operation began.
bool comes_back(const Operation& operation, const Operation& back) {
    return check(back).empty() && output_size(back) == operation.input_size;
}

/// Of the guide's first. Null: none has these parameters.
const Preset* preset_with(const Operation& operation) {
    const Preset* found = nullptr;
    for (const Preset& preset : presets())
        if (preset.document.operation == operation && (found == nullptr || (preset.guide && !found->guide)))
            found = &preset;
    return found;
}

/// A pattern does not depend on the tensor's shape.
bool is_pattern(const Source& source) {
    return source.kind != SourceKind::values && source.kind != SourceKind::image && source.edits.empty();
}

Source values_of(const Tensor<double>& tensor) {
    return values_source(tensor.shape, tensor.data);
}

/// What was X is Y then.
void turn_pins(std::vector<Pin>& pins) {
    for (Pin& pin : pins)
        if (pin.tensor != Pin::Tensor::w)
            pin.tensor = pin.tensor == Pin::Tensor::x ? Pin::Tensor::y : Pin::Tensor::x;
}

/// Title and caption of the figure that has these parameters.
void put_words(Document& document) {
    document.name.clear();
    document.title = document.caption = {};
    document.export_size = {};
    const Preset* preset = preset_with(document.operation);
    if (preset == nullptr)
        return;
    document.name = preset->document.name;
    document.title = preset->document.title;
    document.caption = preset->document.caption;
    document.export_size = preset->document.export_size;
}

/// Y's numbers become the input; a max_unpool has its values from the plane that was pooled, and a pooling
/// pools it again.
void put_result_in(Document& back, const Document& document, const Results& results) {
    const Kind kind = results.operation.kind;
    back.unpool_plane = {};
    if (kind == Kind::max_pool) {
        back.input = {};
        back.unpool_plane = document.input.kind == SourceKind::image ? values_of(*results.x) : document.input;
    } else if (kind == Kind::max_unpool) {
        back.input = document.unpool_plane;
    } else {
        back.input = values_of(*results.y);
    }
}

/// Everything but the input's numbers.
Document turned_document(const Document& document, const Results& results) {
    const auto operation = reversed_operation(operation_of(document));
    assert(operation);
    Document back = document;
    back.operation = *operation;
    back.color = false; // it was the picture's
    back.max_cells = Document{}.max_cells;
    back.flip_kernel = false;
    back.bias.clear();   // of the other channels
    if (results.flipped) // the transposed one of a true convolution has the kernel that slid
        back.weight = values_of(*results.w);
    if (!is_pattern(back.grad_output))
        back.grad_output = {};
    turn_pins(back.pins);
    put_words(back);
    return back;
}

} // namespace

std::optional<Operation> reversed_operation(const Operation& operation) {
    if (!check(operation).empty())
        return std::nullopt;
    const auto back = turned_round(operation);
    return back && comes_back(operation, *back) ? back : std::nullopt;
}

std::optional<Error> no_reverse(const Operation& operation, const std::string& where) {
    if (reversed_operation(operation))
        return std::nullopt;
    const auto back = turned_round(operation);
    const std::string name(name_of(kind_names(), operation.kind));
    if (!back || !check(*back).empty())
        return Error(Error::Fault::request, back ? "error.reverse_impossible" : "error.no_reverse",
                     {{"operation", name}}, where);
    const auto text = [](const Sizes& sizes) {
        std::string joined;
        for (const int64_t size : sizes)
            joined += (joined.empty() ? "" : "x") + std::to_string(size);
        return joined;
    };
    return Error(Error::Fault::request, "error.no_way_back",
                 {{"operation", name},
                  {"value", text(operation.output_padding)},
                  {"stride", text(operation.stride)},
                  {"size", text(output_size(*back))},
                  {"input", text(operation.input_size)}},
                 where);
}

Document reversed(const Document& document, const Results& results) {
    constexpr int64_t max_written = 250'000; // numbers, so that the document can be saved
    Document back = turned_document(document, results);
    const Kind kind = results.operation.kind;
    if (kind == Kind::max_pool || kind == Kind::max_unpool || !is_pattern(document.input))
        put_result_in(back, document, results);
    for (Source* source : {&back.input, &back.unpool_plane})
        if (source->values && source->values_shape.product() > max_written)
            *source = {};
    return back;
}

Document paired_document(const Document& document, const Results& results) {
    Document back = turned_document(document, results);
    put_result_in(back, document, results);
    back.pair = false;
    back.lenses.clear();
    return back;
}

bool shows_pair(const Document& document) {
    return document.pair && reversed_operation(operation_of(document)).has_value();
}

bool leads_back(Kind kind) {
    return kind == Kind::conv_transpose || kind == Kind::max_unpool;
}

namespace {

/// The figure whose steps are counted: of a pair the one that has more.
Operation leading_operation(const Document& document) {
    const Operation operation = operation_of(document);
    if (!shows_pair(document))
        return operation;
    const Operation beside = *reversed_operation(operation);
    return steps_of(beside) > steps_of(operation) ? beside : operation;
}

} // namespace

int64_t shown_steps(const Document& document) {
    return steps_of(leading_operation(document));
}

int64_t shown_terms(const Document& document) {
    const Operation operation = leading_operation(document);
    return operation.kind == Kind::max_unpool ? 1 : Relation(operation).terms_per_output();
}

} // namespace convlens
