// The target and its files to a Document: an operation of options, a figure, or a scene whose numbers may be
// replaced.
#include "command/arguments/build_document.h"

#include "command/arguments/build_operation.h"
#include "command/arguments/network_request.h"
#include "command/arguments/subcommands.h"
#include "command/arguments/words.h"
#include "command/lesson.h"
#include "command/networks/tasks.h"
#include "command/target_file.h"
#include "document/evaluate/results.h"
#include "document/evaluate/reverse.h"
#include "document/image_values.h"
#include "document/names.h"
#include "document/presets.h"
#include "document/scene_file/network_file.h"
#include "i18n/refuse.h"
#include "input/array_file.h"
#include "input/content_type.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/limits.h"
#include "input/scene_input.h"
#include "lesson/built_in.h"
#include "lesson/held.h"
#include "network/file.h"

#include <memory>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// What --input and --weight gave, as shapes for the operation and as sources for the document.
struct Files {
    FileShapes shapes;
    Source input, weight;
};

void read_input(const CommandLine& request, Files& files) {
    const ArrayPlace place = array_place(request.input);
    keep_piped(place.path);
    const std::string type = content_type(place.path);
    if (holds_arrays(type)) {
        Tensor<double> tensor = read_array(request.input);
        files.shapes.input = tensor.shape;
        files.input = values_source(tensor.shape, std::move(tensor.data));
    } else if (type == "image" && place.name.empty()) {
        const bool is_exact = request.max_cells == 0;
        auto image = std::make_shared<Image>(
            read_image(request.input, is_exact ? PixelUse::exact : PixelUse::averages));
        const Sizes size = scaled_size(*image, request.max_cells.value_or(64));
        const int64_t channels = request.color && image->channels == 3 ? 3 : 1;
        files.shapes.input = Sizes{1, channels, size[0], size[1]};
        files.shapes.input_is_image = true;
        files.input = image_source(std::move(image));
    } else {
        refuse(type == "image" ? "error.no_names" : "error.input_type", {{"file", place.path}},
               request.input);
    }
    const std::pair<bool, const char*> image_options[] = {{request.color, "--color"},
                                                          {request.max_cells.has_value(), "--max-cells"}};
    for (const auto& [given, option] : image_options) {
        if (given && !files.shapes.input_is_image)
            refuse("error.needs_image", {{"file", request.input}}, option);
    }
}

void read_weight(const CommandLine& request, Files& files) {
    const ArrayPlace place = array_place(request.weight);
    keep_piped(place.path);
    if (!holds_arrays(content_type(place.path)))
        refuse("error.weight_type", {}, request.weight);
    Tensor<double> tensor = read_array(request.weight);
    files.shapes.weight = tensor.shape;
    files.weight = values_source(tensor.shape, std::move(tensor.data));
}

/// Options that say how --input is read, where there is none. A scene may hold a picture of its own.
void refuse_input_options(const CommandLine& request, bool has_picture) {
    if (!request.input.empty())
        return;
    const std::pair<bool, const char*> input_options[] = {{request.color && !has_picture, "--color"},
                                                          {request.max_cells && !has_picture, "--max-cells"},
                                                          {request.batch_item.has_value(), "--batch-item"}};
    for (const auto& [given, option] : input_options) {
        if (given)
            refuse("error.needs_other_option", {{"other", "--input"}}, option);
    }
}

Files read_files(const CommandLine& request) {
    Files files;
    if (!request.input.empty())
        read_input(request, files);
    if (!request.weight.empty())
        read_weight(request, files);
    return files;
}

/// The one item of the batch that is shown, as [1, C, spatial...].
void choose_item(const CommandLine& request, const Layout& layout, Files& files) {
    const Sizes& shape = *layout.input;
    const int64_t item = request.batch_item.value_or(0);
    if (item >= shape[0])
        refuse("error.whole_number",
               {{"value", std::to_string(item)}, {"least", "0"}, {"most", std::to_string(shape[0] - 1)}},
               "--batch-item");
    if (files.input.kind != SourceKind::values) // a picture is one item
        return;
    Sizes one = shape;
    one[0] = 1;
    const auto& all = *files.input.values;
    const auto begin = all.begin() + item * one.product();
    files.input = values_source(one, std::vector<double>(begin, begin + one.product()));
}

/// A named kernel acts on each channel for itself, so it decides the channels, and it is a plane.
void validate_kernel(const CommandLine& request, const Layout& layout, const Sizes& kernel_size) {
    const KernelName name = *request.kernel;
    const std::pair<bool, const char*> decided[] = {
        {request.parameters.groups.has_value(), "--groups"},
        {request.parameters.out_channels.has_value(), "--out-channels"}};
    for (const auto& [given, option] : decided) {
        if (given)
            refuse("error.contradiction", {{"other", "--kernel"}}, option);
    }
    const std::string kernel(name_of(kernel_names(), name));
    if (layout.dims != 2)
        refuse("error.kernel_dims", {{"value", kernel}, {"dims", std::to_string(layout.dims)}}, "--kernel");
    const bool any_size = name == KernelName::identity || name == KernelName::box;
    const bool fits =
        kernel_size[0] == kernel_size[1] && (any_size || (kernel_size[0] % 2 == 1 && kernel_size[0] >= 3));
    if (!fits || kernel_size[0] < 1 || kernel_size[0] > limits::named_kernel_side)
        refuse("error.kernel_size",
               {{"value", std::to_string(kernel_size[0]) + "x" + std::to_string(kernel_size[1])},
                {"kernel", kernel},
                {"most", std::to_string(limits::named_kernel_side)}},
               "--kernel-size");
}

/// The numbers of the files and the named kernel in place of what the document has.
void put_sources(const CommandLine& request, const Layout& layout, Files& files, Document& document) {
    if (layout.input) {
        choose_item(request, layout, files);
        document.input = files.input;
    }
    if (layout.weight) {
        document.weight = files.weight;
        document.weight.values_shape = *layout.weight;
    }
    if (request.kernel)
        document.weight = kernel_source(*request.kernel);
}

Target operation_target(const CommandLine& request) {
    refuse_input_options(request, false);
    Files files = read_files(request);
    const Layout layout = layout_of(*request.operation, request.parameters, files.shapes);
    Target target;
    Operation& operation = target.document.operation;
    operation = build_operation(*request.operation, request.parameters, layout, request.kernel.has_value());
    if (request.kernel) {
        validate_kernel(request, layout, operation.kernel_size);
        operation.groups = operation.out_channels = operation.in_channels;
    }
    put_sources(request, layout, files, target.document);
    target.document.view = opening_view(operation);
    target.bare = layout.bare && operation.in_channels == 1 && operation.out_channels == 1;
    return target;
}

/// A built-in lesson, with or without a page, or a file of one. Throws Error where it has no such page.
bool is_lesson(const std::string& target) {
    if (target.ends_with(".md")) {
        open_regular(target, limits::lesson_bytes);
        return true;
    }
    if (lesson_source(std::string_view(target).substr(0, target.find(':')), Language::en).empty())
        return false;
    if (target.find(':') != std::string::npos)
        validate_lesson_page(target);
    return true;
}

/// A file in which an exported lesson lies. Throws Error where there is no such lesson or page.
bool shows_lesson(const std::string& target) {
    if (!names_file(target) || target == "-" || target.ends_with(".md") || array_place(target).path != target)
        return false;
    const auto held = find_lesson(target);
    if (held)
        validate_held_lesson(*held, target);
    return held.has_value();
}

/// A network by its name behind "network:", an ONNX model, or a scene of a network.
bool is_network(const std::string& target) {
    return target.starts_with(network_prefix) ||
           (names_file(target) && target != "-" && holds_network(target));
}

[[noreturn]] void refuse_target(const CommandLine& request) {
    std::vector<std::string_view> names = words_of(kind_names());
    for (const Preset& preset : presets())
        names.push_back(preset.document.name);
    if (request.command == Subcommand::window) {
        const auto words = subcommand_names();
        names.insert(names.end(), words.begin(), words.end());
    }
    refuse("error.target",
           {{"value", request.target}, {"guess", std::string(nearest_word(request.target, names))}},
           request.target.empty() ? std::string(command_name(request.command)) : request.target);
}

/// Files and a named kernel in place of a figure's own numbers; the operation's other parameters stay.
void replace_numbers(const CommandLine& request, Target& target) {
    Document& document = target.document;
    refuse_input_options(request, document.input.kind == SourceKind::image);
    if (request.input.empty() && request.weight.empty() && !request.kernel)
        return;
    Operation operation = operation_of(document);
    if ((!request.weight.empty() || request.kernel) && !has_weight(operation.kind))
        refuse("error.no_weight", {{"operation", std::string(name_of(kind_names(), operation.kind))}},
               request.kernel ? "--kernel" : "--weight");
    Files files = read_files(request);
    Parameters parameters;
    parameters.dims = static_cast<int64_t>(operation.dims());
    if (!files.shapes.input)
        parameters.input_size = operation.input_size;
    if (!files.shapes.weight)
        parameters.kernel_size = operation.kernel_size;
    const Layout layout = layout_of(operation.kind, parameters, files.shapes);
    const Operation shaped = build_operation(operation.kind, parameters, layout, request.kernel.has_value());
    operation.input_size = shaped.input_size;
    operation.kernel_size = shaped.kernel_size;
    operation.in_channels = shaped.in_channels;
    operation.out_channels = shaped.out_channels;
    operation.groups = 1;
    set_operation(document, operation);
    if (request.kernel)
        validate_kernel(request, layout, operation.kernel_size);
    put_sources(request, layout, files, document);
}

void put_scene(const CommandLine& request, const SceneText& scene, Target& target) {
    if (is_network_scene(scene.json))
        refuse("error.network_scene", {{"file", request.target}}, request.target);
    target.document = read_scene_with_images(scene.json, request.target);
    target.step = scene.step;
    if (!scene.step)
        target.scene_path = request.target;
}

/// The scene of a file; in the window also numbers and pictures as the input of the first figure.
void put_file(const CommandLine& request, Target& target) {
    const ArrayPlace place = array_place(request.target);
    keep_piped(place.path);
    const std::string type = content_type(place.path);
    const bool is_input = request.command == Subcommand::window && (holds_arrays(type) || type == "image");
    const bool may_hold_scene = place.name.empty() && !holds_arrays(type);
    if (const auto scene = may_hold_scene ? find_scene(request.target) : std::nullopt) {
        put_scene(request, *scene, target);
    } else if (is_input) {
        target.document = default_document();
        CommandLine dropped = request;
        dropped.input = request.target;
        replace_numbers(dropped, target);
    } else {
        read_scene_text(place.path); // says why there is none
    }
}

/// The document of a figure or a file, as it is.
Target named_target(const CommandLine& request) {
    Target target;
    target.where = request.target;
    if (request.command == Subcommand::window &&
        (is_lesson(request.target) || shows_lesson(request.target))) {
        target.document = default_document();
        target.lesson = request.target;
    } else if (request.command == Subcommand::window && is_network(request.target)) {
        target.document = default_document();
        target.network = std::make_shared<const NetworkDocument>(network_document(request));
        target.step = exported_step(request);
        if (!request.target.starts_with(network_prefix) && !request.target.ends_with(".onnx") && !target.step)
            target.scene_path = request.target;
    } else if (request.target.empty()) {
        target.document = default_document();
    } else if (const Preset* preset = preset_named(request.target)) {
        target.document = preset->document;
    } else if (names_file(request.target)) {
        put_file(request, target);
    } else {
        refuse_target(request);
    }
    return target;
}

} // namespace

Target build_target(const CommandLine& request) {
    Target target;
    if (request.operation) {
        target = operation_target(request);
    } else {
        target = named_target(request);
        if (!request.parameter_given.empty() && request.target.empty())
            refuse("error.parameter_alone", {{"choices", joined_names(kind_names())}},
                   request.parameter_given);
        if (!request.parameter_given.empty())
            refuse("error.parameter_of_figure", {{"value", request.target}}, request.parameter_given);
        replace_numbers(request, target);
        const Operation& operation = target.document.operation;
        target.bare = operation.batch == 1 && operation.in_channels == 1 && operation.out_channels == 1 &&
                      target.document.input.kind != SourceKind::image;
    }
    if (request.color)
        target.document.color = true;
    if (request.max_cells)
        target.document.max_cells = *request.max_cells;
    require_possible(operation_of(target.document), request, target.where);
    if (!request.pair)
        return target;
    target.document.pair = true;
    if (const auto error = no_reverse(operation_of(target.document), "--pair"))
        throw Error(*error);
    return target;
}

} // namespace convlens
