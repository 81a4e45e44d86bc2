// Factors, rules and notes of a sum. Sentences come from the catalogue, formulas from the operation.
#include "scene/lens/sum/words.h"

#include "i18n/utf8.h"
#include "scene/base/scene_input.h"
#include "scene/model/step_terms.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Spatial indices, and the channel before them where `channel` is set.
Sizes indices_of(int64_t flat, const Sizes& shape, std::size_t dims, bool channel) {
    const Sizes spatial = spatial_indices(flat, shape, dims);
    if (!channel)
        return spatial;
    int64_t plane = 1;
    for (std::size_t a = 2; a < shape.size(); ++a)
        plane *= shape[a];
    Sizes all{flat / plane % shape[1]};
    for (const int64_t i : spatial)
        all.push_back(i);
    return all;
}

/// " + 5" or " − 3" behind another number.
NumberText added(double value) {
    const NumberText number = full_number(std::abs(value));
    return {(value < 0 ? " − " : " + ") + number.text, number.exact};
}

/// Whatever is rounded of the other factor.
bool is_nothing(const StepTerm& term) {
    return term.product == 0 && (term.input_value == 0 || term.weight_value == 0);
}

/// "2·1+u−1": where a kernel index leads to. `sign`: "+" or "−" before the index.
std::string position(int64_t stride, int64_t output, const std::string& index, int64_t dilation,
                     const char* sign, int64_t constant) {
    std::string text =
        stride > 1 ? std::to_string(stride) + "·" + std::to_string(output) : std::to_string(output);
    text += sign + (dilation > 1 ? std::to_string(dilation) : std::string()) + index;
    if (constant != 0)
        text += (constant < 0 ? "−" : "+") + std::to_string(std::abs(constant));
    return text;
}

std::string conv_rule(const FigureModel& model, bool flipped) {
    const Operation& op = model.operation();
    const char* letters[] = {"t", "u", "v"};
    const std::size_t dims = op.dims();
    std::string w = model.channels > 1 ? "c" : "";
    std::string x = w;
    for (std::size_t a = 0; a < dims; ++a) {
        const std::string letter = letters[3 - dims + a];
        const int64_t y = model.output[3 - dims + a];
        const int64_t window = op.dilation[a] * (op.kernel_size[a] - 1);
        w += (w.empty() ? "" : ",") + letter;
        x += (x.empty() ? "" : ", ") + position(op.stride[a], y, letter, op.dilation[a], flipped ? "−" : "+",
                                                (flipped ? window : 0) - op.padding_begin[a]);
    }
    return "= Σ w[" + w + "] · x[" + x + "]";
}

} // namespace

SumWords::SumWords(const SceneInput& input, const FigureModel& model, const Step& step)
    : input_(input), model_(model), step_(step), op_(model.operation()),
      base_letter_(is_swapped(model.operation().kind) ? 'y' : 'x'),
      terms_(static_cast<int64_t>(step.terms.size())),
      per_channel_(std::max<int64_t>(terms_ / model.channels, 1)),
      several_(has_weight(op_.kind) && model.channels > 1) {}

std::string SumWords::rule() const {
    switch (op_.kind) {
    case Kind::conv:
        return conv_rule(model_, input_.results.flipped) + bias_name(" + ");
    case Kind::conv_transpose:
        return "= Σ w · y" + bias_name(" + ");
    case Kind::max_pool:
        return "= max x";
    case Kind::avg_pool:
        return "= Σ x ÷ n";
    case Kind::lp_pool:
        if (std::isinf(op_.norm_p))
            return "= max |x|";
        return (input_.results.power_mean ? "= (1/n Σ |x|^q)^(1/q)" : "= (Σ |x|^q)^(1/q)") +
               std::string("   q = ") + number_text(op_.norm_p);
    case Kind::max_unpool:
        return {};
    }
    return {};
}

std::string SumWords::bias_name(const std::string& before) const {
    if (!step_.bias)
        return {};
    return before + bias_brackets(model_.out_channel, op_.out_channels);
}

std::string SumWords::bias() const {
    if (!step_.bias)
        return {};
    return input_.document.cell_text == CellText::names ? bias_name("") : number(*step_.bias).text;
}

bool SumWords::zeros_add() const {
    return has_weight(op_.kind) || (op_.kind == Kind::avg_pool && op_.count_include_pad);
}

std::string SumWords::powered(const std::string& magnitude) const {
    if (op_.kind != Kind::lp_pool || op_.norm_p == 1 || std::isinf(op_.norm_p))
        return magnitude;
    const char* raised[] = {"", "", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const bool digit = op_.norm_p == std::floor(op_.norm_p) && op_.norm_p < 10 && op_.norm_p > 1;
    return magnitude + (digit ? raised[static_cast<std::size_t>(op_.norm_p)] : "^" + number_text(op_.norm_p));
}

/// As many digits as cells are given, where these are chosen.
NumberText SumWords::number(double factor) const {
    const auto digits = static_cast<int>(input_.document.digits);
    return short_number(factor, digits > 0 ? digits - 1 : 2);
}

TermText SumWords::values(int64_t t) const {
    const StepTerm& term = step_.terms[static_cast<std::size_t>(t)];
    if (has_weight(op_.kind))
        return {number(term.weight_value).text, number(term.input_value).text};
    if (!counts(term))
        return {"", zeros_add() ? "0" : takes_largest(op_) ? "–" : ""};
    const std::string x = number(term.input_value).text;
    return {"", powered(op_.kind == Kind::lp_pool && term.input_value < 0 ? "|" + x + "|" : x)};
}

TermText SumWords::term(int64_t t) const {
    if (input_.document.cell_text != CellText::names)
        return values(t);
    const StepTerm& term = step_.terms[static_cast<std::size_t>(t)];
    std::string x =
        term.input < 0
            ? std::string(zeros_add() ? "0" : "–")
            : element_name(base_letter_, spatial_indices(term.input, input_.results.x->shape, op_.dims()));
    if (!has_weight(op_.kind))
        return {"", powered(op_.kind == Kind::lp_pool && term.input >= 0 ? "|" + x + "|" : x)};
    return {element_name('w', spatial_indices(weight_in_document(input_.results, term.weight),
                                              input_.results.w->shape, op_.dims())),
            std::move(x)};
}

TermText SumWords::full_names(int64_t t) const {
    const StepTerm& term = step_.terms[static_cast<std::size_t>(t)];
    const auto x = term.input < 0
                       ? std::string("0")
                       : element_brackets(base_letter_, indices_of(term.input, input_.results.x->shape,
                                                                   op_.dims(), several_));
    if (!has_weight(op_.kind))
        return {"", x};
    // conv_transpose has its weights as [C, O/G, k...]: the channel that the sum runs over comes first.
    const int64_t w = weight_in_document(input_.results, term.weight);
    Sizes indices = indices_of(w, input_.results.w->shape, op_.dims(), several_);
    if (several_ && model_.transposed())
        indices[0] = t / per_channel_;
    return {element_brackets('w', indices), x};
}

bool SumWords::is_exact(int64_t t) const {
    const StepTerm& term = step_.terms[static_cast<std::size_t>(t)];
    if (!counts(term) || (has_weight(op_.kind) && is_nothing(term)))
        return true;
    return number(term.input_value).exact && (!has_weight(op_.kind) || number(term.weight_value).exact);
}

bool SumWords::terms_are_exact() const {
    bool exact = true;
    for (int64_t t = 0; t < terms_ && exact && input_.document.cell_text == CellText::numbers; ++t)
        exact = is_exact(t);
    if (step_.bias && input_.document.cell_text == CellText::numbers)
        exact = exact && number(*step_.bias).exact;
    return exact;
}

std::string SumWords::worth(int64_t t) const {
    const StepTerm& term = step_.terms[static_cast<std::size_t>(t)];
    if (!counts(term) && !zeros_add())
        return {};
    const std::string factors = values(t).whole();
    const NumberText product = full_number(term.product);
    const bool exact = is_exact(t);
    const bool same = !has_weight(op_.kind) && factors == product.text;
    return (exact ? " = " : " ≈ ") + factors +
           (same ? "" : (exact && product.exact ? " = " : " ≈ ") + product.text);
}

std::size_t SumWords::characters() const {
    constexpr int64_t looked_at = 48;
    const auto longest = [&](const LazyTensor<double>& tensor, char letter) {
        if (input_.document.cell_text == CellText::names)
            return character_count(
                element_name(letter, spatial_indices(tensor.count() - 1, tensor.shape, op_.dims())));
        std::size_t most = 1;
        for (int64_t i = 0; i < std::min(tensor.count(), looked_at); ++i)
            most = std::max(most, character_count(number(tensor[i]).text));
        return most;
    };
    const std::size_t x = longest(*input_.results.x, base_letter_);
    if (has_weight(op_.kind))
        return std::max(longest(*input_.results.w, 'w') + 1 + x, bias_characters());
    return op_.kind == Kind::lp_pool ? character_count(powered("")) + 2 + x : x;
}

/// As `characters`, of the bias.
std::size_t SumWords::bias_characters() const {
    constexpr std::size_t looked_at = 48;
    if (!input_.results.bias)
        return 0;
    if (input_.document.cell_text == CellText::names)
        return character_count(bias());
    std::size_t most = 1;
    const std::vector<double>& bias = *input_.results.bias;
    for (std::size_t map = 0; map < std::min(bias.size(), looked_at); ++map)
        most = std::max(most, character_count(number(bias[map]).text));
    return most;
}

double SumWords::channel_sum(int64_t channel, int64_t done) const {
    double sum = 0;
    for (int64_t t = channel * per_channel_; t < std::min(done, (channel + 1) * per_channel_); ++t)
        sum += step_.terms[static_cast<std::size_t>(t)].product;
    return sum;
}

std::string SumWords::carried(int64_t first) const {
    const std::string value = full_number(folded(op_, step_, first)).text;
    if (takes_largest(op_))
        return input_.texts("sum.carried_largest", {{"value", value}, {"terms", std::to_string(first)}});
    if (several_ && first % per_channel_ == 0) {
        const int64_t channels = first / per_channel_;
        const char* key = channels == 1   ? "sum.carried_channel"
                          : channels == 2 ? "sum.carried_two_channels"
                                          : "sum.carried_channels";
        return input_.texts(key, {{"value", value},
                                  {"first", std::to_string(model_.first_channel)},
                                  {"last", std::to_string(model_.first_channel + channels - 1)}});
    }
    return input_.texts("sum.carried", {{"value", value}, {"terms", std::to_string(first)}});
}

std::string SumWords::carried_briefly(int64_t first) const {
    return input_.texts("sum.carried_briefly", {{"value", full_number(folded(op_, step_, first)).text}});
}

NumberText SumWords::with_bias(const NumberText& sum) const {
    if (!step_.bias)
        return sum;
    const NumberText bias = added(*step_.bias);
    return {sum.text + bias.text, sum.exact && bias.exact};
}

NumberText SumWords::last_operation(double value) const {
    constexpr int64_t max_channels = 6;
    if (several_ && model_.channels <= max_channels) {
        NumberText text = full_number(channel_sum(0, terms_));
        for (int64_t c = 1; c < model_.channels; ++c) {
            const NumberText next = added(channel_sum(c, terms_));
            text = {text.text + next.text, text.exact && next.exact};
        }
        return with_bias(text);
    }
    const NumberText folded = full_number(value);
    if (step_.bias)
        return with_bias(folded);
    if (op_.kind == Kind::avg_pool)
        return {folded.text + " ÷ " + number_text(step_.divisor), folded.exact};
    if (op_.kind != Kind::lp_pool || std::isinf(op_.norm_p))
        return {};
    const bool mean = input_.results.power_mean;
    const std::string inner = folded.text + (mean ? " ÷ " + number_text(step_.divisor) : "");
    if (op_.norm_p == 1)
        return {mean ? inner : std::string(), folded.exact || !mean};
    const std::string whole = mean ? "(" + inner + ")" : inner;
    return {op_.norm_p == 2 ? "√" + whole : whole + "^(1/" + full_number(op_.norm_p).text + ")",
            folded.exact};
}

std::string SumWords::channels(int64_t done, bool brief) const {
    if (!several_)
        return {};
    const int64_t present = std::clamp<int64_t>((done - 1) / per_channel_, 0, model_.channels - 1);
    std::string text;
    const auto part = [&](const char* key, int64_t index, const std::string& value) {
        text += (text.empty() ? "" : std::string(input_.texts("caption.separator"))) +
                input_.texts(key, {{"index", std::to_string(index)}, {"value", value}});
    };
    const int64_t first = brief ? present : 0;
    if (brief && present > 0) {
        double before = 0;
        for (int64_t c = 0; c < present; ++c)
            before += channel_sum(c, done);
        part("sum.channels_before", present - 1, full_number(before).text);
    }
    for (int64_t c = first; c < (brief ? present + 1 : model_.channels); ++c)
        part("sum.channel", model_.first_channel + c,
             c * per_channel_ < done ? full_number(channel_sum(c, done)).text : "…");
    return text;
}

/// Unless the figure's own caption has it.
bool SumWords::says_springenberg() const {
    return op_.kind == Kind::lp_pool && input_.document.caption.in(input_.texts.language()).empty();
}

std::size_t SumWords::max_note_lines() const {
    if (says_springenberg())
        return 2;
    const auto any = [](const Sizes& sizes) {
        return std::any_of(sizes.begin(), sizes.end(), [](int64_t size) { return size > 0; });
    };
    const bool pads =
        op_.padding_mode == PaddingMode::zeros && (any(op_.padding_begin) || any(op_.padding_end));
    return pads || model_.transposed() || op_.ceil_mode ? 1 : 0;
}

std::string SumWords::note() const {
    const auto zeros =
        std::count_if(step_.terms.begin(), step_.terms.end(), [](const StepTerm& t) { return !counts(t); });
    const auto sentence = [&](const char* key) {
        return input_.texts(key, {{"zeros", std::to_string(zeros)},
                                  {"terms", std::to_string(terms_)},
                                  {"divisor", number_text(step_.divisor)}});
    };
    if (input_.results.power_mean && !std::isinf(op_.norm_p))
        return sentence("sum.note_power_mean");
    if (zeros == 0)
        return says_springenberg() ? std::string(input_.texts("sum.note_springenberg")) : std::string();
    if (op_.kind == Kind::avg_pool)
        return sentence(op_.count_include_pad ? "sum.note_divisor_padding" : "sum.note_divisor_elements");
    if (model_.transposed())
        return sentence(zeros == 1 ? "sum.note_inserted_one" : "sum.note_inserted");
    return sentence(has_weight(op_.kind) ? "sum.note_padding" : "sum.note_padding_ignored");
}

} // namespace convlens
