// Each setter reads one value strictly; which of them fit together is parse_command_line's business.
#include "command/arguments/options.h"

#include "command/arguments/compute_options.h"
#include "command/arguments/file_values.h"
#include "command/arguments/words.h"
#include "command/exercise.h"
#include "command/lesson.h"
#include "document/names.h"
#include "document/network.h"
#include "export/formats.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using Value = const OptionValue&;

using enum OptionGroup;

constexpr unsigned convolutions = bit(Kind::conv) | bit(Kind::conv_transpose);
constexpr unsigned pools = bit(Kind::max_pool) | bit(Kind::avg_pool) | bit(Kind::lp_pool);
constexpr unsigned unpool = bit(Kind::max_unpool);
constexpr unsigned any_kind = convolutions | pools | unpool;

template <class Enum> Enum named_value(Value value, Names<Enum> names) {
    return names[one_of(value, words_of(names))].second;
}

void set_padding_option(CommandLine& request, Value value) {
    struct Named {
        std::string_view name;
        NamedPadding padding;
    };
    constexpr std::array<Named, 5> names = {{{"same", NamedPadding::same_upper},
                                             {"same-upper", NamedPadding::same_upper},
                                             {"same-lower", NamedPadding::same_lower},
                                             {"valid", NamedPadding::valid},
                                             {"full", NamedPadding::full}}};
    const bool is_number = !value.text.empty() && value.text[0] >= '0' && value.text[0] <= '9';
    if (is_number) {
        request.parameters.padding = size_list(value);
        return;
    }
    const auto named =
        std::find_if(names.begin(), names.end(), [&](const Named& n) { return n.name == value.text; });
    if (named == names.end())
        throw Error(Error::Fault::request, "error.padding", {{"value", std::string(value.text)}},
                    std::string(value.option));
    request.parameters.named_padding = named->padding;
}

void set_theme(CommandLine& request, Value value) {
    request.theme = named_value(value, theme_names());
}

void set_size(CommandLine& request, Value value) {
    const Sizes sides = size_list(value);
    const auto fits = [](int64_t side) {
        return side >= limits::min_picture_side && side <= limits::picture_side;
    };
    if (sides.size() != 2 || !fits(sides[0]) || !fits(sides[1]))
        throw Error(Error::Fault::request, "error.picture_size",
                    {{"value", std::string(value.text)},
                     {"least", std::to_string(limits::min_picture_side)},
                     {"most", std::to_string(limits::picture_side)}},
                    std::string(value.option));
    request.size = PictureSize{static_cast<int>(sides[0]), static_cast<int>(sides[1])};
}

/// Names joined by commas, each once; or none, or all.
void set_lenses(CommandLine& request, Value value) {
    std::vector<Lens> lenses;
    if (value.text == "none" || value.text == "all") {
        for (const auto& [name, lens] : lens_names())
            if (value.text == "all")
                lenses.push_back(lens);
        request.lenses = lenses;
        return;
    }
    if (value.text.empty())
        throw Error(Error::Fault::request, "error.lenses_empty",
                    {{"choices", joined(words_of(lens_names()), ", ")}}, std::string(value.option));
    for (std::size_t begin = 0; begin <= value.text.size();) {
        const std::size_t end = std::min(value.text.find(',', begin), value.text.size());
        const Lens lens = named_value({value.option, value.text.substr(begin, end - begin)}, lens_names());
        if (std::find(lenses.begin(), lenses.end(), lens) != lenses.end())
            throw Error(Error::Fault::request, "error.lens_repeated",
                        {{"value", std::string(name_of(lens_names(), lens))}}, std::string(value.option));
        lenses.push_back(lens);
        begin = end + 1;
    }
    request.lenses = lenses;
}

void set_progress(CommandLine& request, Value value) {
    constexpr std::array<std::string_view, 2> names = {"always", "never"};
    request.progress = one_of(value, names) == 0;
}

void set_language(CommandLine& request, Value value) {
    constexpr std::array<std::string_view, 2> names = {"en", "zh"};
    request.language = static_cast<Language>(one_of(value, names));
    request.language_given = true;
}

/// Endings of files, each once, without the point; read at compile time, so that no writer is linked.
constexpr auto format_names = [] {
    std::array<std::string_view, std::size(export_formats)> names;
    std::size_t count = 0;
    for (const ExportFormat& format : export_formats) {
        const std::string_view name = format.ending.substr(1);
        if (!name.empty() && std::find(names.begin(), names.begin() + count, name) == names.begin() + count)
            names[count++] = name;
    }
    return std::pair(names, count);
}();

void set_format(CommandLine& request, Value value) {
    const std::span<const std::string_view> names(format_names.first.data(), format_names.second);
    request.format = names[one_of(value, names)];
}

bool yes_or_no(Value value) {
    constexpr std::array<std::string_view, 2> names = {"yes", "no"};
    return one_of(value, names) == 0;
}

/// Several may be given, each of another parameter.
void add_sweep(CommandLine& request, Value value) {
    Sweep sweep = sweep_of(value);
    std::vector<std::string_view> names;
    for (const Option& option : options())
        if (option.group == parameters && !option.value_form.empty())
            names.push_back(option.name.substr(2));
    sweep.name = names[one_of({value.option, sweep.name}, names)];
    for (const Sweep& other : request.sweeps)
        if (other.name == sweep.name)
            throw Error(Error::Fault::request, "error.sweep_repeated", {{"value", sweep.name}},
                        std::string(value.option));
    request.sweeps.push_back(std::move(sweep));
}

void set_step_duration(CommandLine& request, Value value) {
    const double seconds = positive_number(value, limits::step_seconds, false);
    request.step_us = std::max<int64_t>(1, std::llround(seconds * 1e6));
}

#define CONVLENS_SET(expression)                                                                             \
    [](CommandLine& r, Value v) {                                                                            \
        expression;                                                                                          \
        (void)v;                                                                                             \
    }
constexpr auto nothing = CONVLENS_SET((void)r); // acted on by parse_command_line

// clang-format off: a table
constexpr Option table[] = {
    {"--input-size", "5x5", parameters, any_kind, CONVLENS_SET(r.parameters.input_size = size_list(v))},
    {"--kernel-size", "3x3", parameters, any_kind, CONVLENS_SET(r.parameters.kernel_size = size_list(v))},
    {"--stride", "2x2", parameters, any_kind, CONVLENS_SET(r.parameters.stride = size_list(v))},
    {"--padding", "P", parameters, any_kind, set_padding_option},
    {"--pads", "b1,b2,e1,e2", parameters, any_kind, CONVLENS_SET(r.parameters.pads = pad_list(v))},
    {"--padding-mode", "MODE", parameters, bit(Kind::conv),
     CONVLENS_SET(r.parameters.padding_mode = named_value(v, padding_mode_names()))},
    {"--dilation", "2x2", parameters, any_kind & ~unpool, CONVLENS_SET(r.parameters.dilation = size_list(v))},
    {"--output-padding", "1x1", parameters, bit(Kind::conv_transpose),
     CONVLENS_SET(r.parameters.output_padding = size_list(v))},
    {"--output-size", "5x5", parameters, bit(Kind::conv_transpose) | unpool,
     CONVLENS_SET(r.parameters.output_size = size_list(v))},
    {"--groups", "N", parameters, convolutions, CONVLENS_SET(r.parameters.groups = whole_number(v, 1))},
    {"--in-channels", "N", parameters, any_kind, CONVLENS_SET(r.parameters.in_channels = whole_number(v, 1))},
    {"--out-channels", "N", parameters, convolutions,
     CONVLENS_SET(r.parameters.out_channels = whole_number(v, 1))},
    {"--ceil-mode", "", parameters, pools, CONVLENS_SET(r.parameters.ceil_mode = true)},
    {"--count-include-pad", "", parameters, bit(Kind::avg_pool),
     CONVLENS_SET(r.parameters.count_include_pad = true)},
    {"--no-count-include-pad", "", parameters, bit(Kind::avg_pool),
     CONVLENS_SET(r.parameters.count_include_pad = false)},
    {"--norm-p", "2", parameters, bit(Kind::lp_pool),
     CONVLENS_SET(r.parameters.norm_p = positive_number(v, limits::number, true))},
    {"--dims", "1|2|3", parameters, any_kind, CONVLENS_SET(r.parameters.dims = whole_number(v, 1, 3))},

    {"--input", "FILE", tensors, 0, CONVLENS_SET(r.input = v.text)},
    {"--weight", "FILE", tensors, 0, CONVLENS_SET(r.weight = v.text)},
    {"--bias", "FILE", computation, convolutions, CONVLENS_SET(r.bias = v.text)},
    {"--indices", "FILE", computation, bit(Kind::max_pool) | unpool, CONVLENS_SET(r.indices = v.text)},
    {"--grad-output", "FILE", computation, any_kind, CONVLENS_SET(r.grad_output = v.text)},
    {"--grad-input", "FILE", computation, any_kind, CONVLENS_SET(r.grad_input = v.text)},
    {"--grad-weight", "FILE", computation, convolutions, CONVLENS_SET(r.grad_weight = v.text)},
    {"--grad-bias", "FILE", computation, convolutions, CONVLENS_SET(r.grad_bias = v.text)},
    {"--method", "NAME", computation, 0, CONVLENS_SET(r.method = named_value(v, method_names()))},
    {"--threads", "N", computation, 0, CONVLENS_SET(r.threads = whole_number(v, 1, limits::threads))},
    {"--repeat", "N", computation, 0, CONVLENS_SET(r.repeat = whole_number(v, 1, limits::repetitions))},
    {"--kernel", "NAME", numbers, 0, CONVLENS_SET(r.kernel = named_value(v, kernel_names()))},
    {"--color", "", numbers, 0, CONVLENS_SET(r.color = true)},
    {"--max-cells", "64", numbers, 0, CONVLENS_SET(r.max_cells = whole_number(v, 0))},
    {"--batch-item", "0", numbers, 0, CONVLENS_SET(r.batch_item = whole_number(v, 0))},

    {"--step", "T", step, 0, CONVLENS_SET(r.step = whole_number(v, 0))},
    {"--term", "N", still, 0, CONVLENS_SET(r.term = whole_number(v, 0))},
    {"--size", "WxH", size, 0, set_size},
    {"--view", "tilted|flat|volumes", view, 0, CONVLENS_SET(r.view = named_value(v, view_names()))},
    {"--values", "numbers|names|none", view, 0,
     CONVLENS_SET(r.cell_text = named_value(v, cell_text_names()))},
    {"--digits", "N", view, 0, CONVLENS_SET(r.digits = whole_number(v, 1, max_digits))},
    {"--lenses", "sum,im2col", picture, 0, set_lenses},
    {"--pair", "", picture, 0, CONVLENS_SET(r.pair = true)},
    {"--transparent", "", file, 0, CONVLENS_SET(r.transparent = true)},
    {"--outline-text", "", file, 0, CONVLENS_SET(r.outline_text = true)},
    {"--caption", "yes|no", file, 0, CONVLENS_SET(r.caption = yes_or_no(v))},
    {"--formula", "yes|no", file, 0, CONVLENS_SET(r.formula = yes_or_no(v))},
    {"--crop", "", file, 0, CONVLENS_SET(r.crop = true)},
    {"--width", "85mm", file, 0, CONVLENS_SET(r.width_mm = paper_length_mm(v))},
    {"--dpi", "300", file, 0, CONVLENS_SET(r.dpi = whole_number(v, limits::min_dpi, limits::dpi))},
    {"--no-scene", "", scene, 0, CONVLENS_SET(r.no_scene = true)},
    {"--deterministic", "", file, 0, CONVLENS_SET(r.deterministic = true)},
    {"--fps", "N", movie, 0, CONVLENS_SET(r.rate = frame_rate(v))},
    {"--seconds-per-step", "S", movie, 0, set_step_duration},
    {"--one-frame-a-step", "", movie, 0, CONVLENS_SET(r.one_frame_a_step = true)},
    {"--steps", "3..7", movie, 0, CONVLENS_SET(r.steps = step_range(v))},
    {"--phases", "yes|no", movie, 0, CONVLENS_SET(r.phases = yes_or_no(v))},
    {"--loop", "yes|no", movie, 0, CONVLENS_SET(r.loop = yes_or_no(v))},
    {"--quality", "0..100", movie, 0, CONVLENS_SET(r.quality = whole_number(v, 0, 100))},
    {"--sheet", "", movie, 0, CONVLENS_SET(r.sheet = true)},
    {"--all", "", series, 0, CONVLENS_SET(r.all = true)},
    {"--sweep", "stride=1..3", series, 0, add_sweep, false, {}, true},
    {"--format", "gif", series, 0, set_format},
    {"--jobs", "N", series, 0, CONVLENS_SET(r.jobs = whole_number(v, 1, limits::threads))},
    {"--resume", "", series, 0, CONVLENS_SET(r.resume = true), false, "option.resume_files"},
    {"--framework", "NAME", framework, 0, CONVLENS_SET(r.framework = named_value(v, framework_names()))},
    {"--seed", "S", questions, 0, CONVLENS_SET(r.seed = static_cast<uint64_t>(whole_number(v, 0)))},
    {"--reveal", "no|yes|both", slides, 0, CONVLENS_SET(r.reveal = named_value(v, lesson_reveal_names()))},
    {"--level", "1|2|3", exercise, 0,
     CONVLENS_SET(r.level = whole_number(v, min_exercise_level, max_exercise_level))},
    {"--count", "10", exercise, 0, CONVLENS_SET(r.count = whole_number(v, 1, limits::exercises))},
    {"--paper", "a4|letter", exercise, 0, CONVLENS_SET(r.paper = named_value(v, paper_names()))},
    {"--weights", "FILE", network_element, 0, CONVLENS_SET(r.network.weights = v.text)},
    {"--layer", "NAME", network_element, 0, CONVLENS_SET(r.network.layer = v.text)},
    {"--channel", "C", network_element, 0, CONVLENS_SET(r.network.channel = whole_number(v, 0))},
    {"--at", "3,4", network_element, 0, CONVLENS_SET(r.network.at = place_list(v))},
    {"--rule", "NAME", network_element, 0, CONVLENS_SET(r.network.rule = named_value(v, back_rule_names()))},
    {"--network-view", "NAME", network_picture, 0,
     CONVLENS_SET(r.network.view = named_value(v, network_view_names()))},
    {"--input", "FILE", network, 0, CONVLENS_SET(r.input = v.text), false, "option.network_input"},
    {"--input-size", "64x64", network, 0, CONVLENS_SET(r.parameters.input_size = size_list(v)), false,
     "option.network_input_size"},
    {"--all", "DIR/", network, 0, CONVLENS_SET(r.network.all = v.text), false, "option.network_all"},
    {"--strongest", "", network, 0, CONVLENS_SET(r.network.strongest = true)},
    {"--count", "9", network, 0, CONVLENS_SET(r.network.count = whole_number(v, 1, max_strongest)), false,
     "option.network_count"},
    {"--data", "digits|FOLDER", network, 0, CONVLENS_SET(r.network.data = v.text)},
    {"--epochs", "N", network, 0, CONVLENS_SET(r.network.epochs = whole_number(v, 1, limits::epochs))},
    {"--batch", "N", network, 0, CONVLENS_SET(r.network.batch = whole_number(v, 1, limits::training_batch))},
    {"--learning-rate", "R", network, 0,
     CONVLENS_SET(r.network.learning_rate = positive_number(v, limits::learning_rate, false))},
    {"--momentum", "M", network, 0, CONVLENS_SET(r.network.momentum = share(v))},
    {"--seed", "S", network, 0, CONVLENS_SET(r.seed = static_cast<uint64_t>(whole_number(v, 0))), false,
     "option.network_seed"},
    {"--threads", "N", network, 0, CONVLENS_SET(r.threads = whole_number(v, 1, limits::threads))},
    {"--resume", "", network, 0, CONVLENS_SET(r.network.resume = true)},
    {"--log", "FILE", network, 0, CONVLENS_SET(r.network.log = v.text)},
    {"-o", "FILE", output, 0, CONVLENS_SET(r.output = v.text)},
    {"--play", "", window, 0, CONVLENS_SET(r.play = true)},
    {"--leave-after-first-picture", "", window, 0, CONVLENS_SET(r.leave_after_first_picture = true), true},
    {"--text", "", spoken, 0, CONVLENS_SET(r.text = true)},
    {"--json", "", json, 0, CONVLENS_SET(r.json = true)},

    {"--max-memory", "2G", memory, 0, CONVLENS_SET(r.max_memory = memory_size(v))},
    {"--lang", "en|zh", everywhere, 0, set_language},
    {"--theme", "NAME", everywhere, 0, set_theme},
    {"--progress", "always|never", everywhere, 0, set_progress},
    {"--version", "", everywhere, 0, nothing},
    {"--limits", "", everywhere, 0, nothing},
    {"--help", "", everywhere, 0, nothing},
};
// clang-format on
#undef CONVLENS_SET

constexpr Contradiction pairs[] = {
    {"--padding", "--pads"},
    {"--output-padding", "--output-size"},
    {"--kernel", "--weight"},
    {"--pair", "--lenses"},
    {"--text", "--json"},
    {"--one-frame-a-step", "--fps"},
    {"--count-include-pad", "--no-count-include-pad"},
};

} // namespace

std::span<const Option> options() {
    return table;
}

const Option* option_named(std::string_view name) {
    const auto found =
        std::find_if(std::begin(table), std::end(table), [&](const Option& o) { return o.name == name; });
    return found == std::end(table) ? nullptr : found;
}

const Option* option_of(std::string_view name, const SubcommandRow& row) {
    const auto found = std::find_if(std::begin(table), std::end(table),
                                    [&](const Option& o) { return o.name == name && row.takes(o.group); });
    return found == std::end(table) ? option_named(name) : found;
}

std::span<const Contradiction> contradictions() {
    return pairs;
}

} // namespace convlens
