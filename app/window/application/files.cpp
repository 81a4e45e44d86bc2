// On the desktop: read and written by jobs beside the window.
#include "window/application/files.h"

#include "i18n/error.h"
#include "input/image_file.h"
#include "input/npy_file.h"
#include "input/scene_input.h"
#include "output/files/atomic_file.h"
#include "window/platform/folder_listing.h"

#include <filesystem>
#include <utility>

namespace convlens {
namespace {

OpenedFile read_any(const std::string& path) {
    OpenedFile file;
    const std::string type = content_type(path);
    if (type == "scene")
        file.scene = read_scene_file(path);
    else if (type == "image")
        file.image = std::make_shared<const Image>(read_image(path));
    else if (type == "npy")
        file.array = read_npy(path);
    else
        throw Error(Error::Fault::request, "ui.unknown_file", {{"path", path}}, "");
    return file;
}

/// An array of any number of axes as the input of a 2-D operation: [H, W], [C, H, W] or [N, C, H, W].
void put_array(Document& document, const Tensor<double>& array) {
    const std::size_t axes = array.shape.size(), dims = document.operation.dims();
    if (axes < dims || axes > dims + 2)
        throw Error(Error::Fault::request, "ui.array_axes",
                    {{"value", std::to_string(axes)},
                     {"low", std::to_string(dims)},
                     {"high", std::to_string(dims + 2)}},
                    "");
    Operation operation = document.operation;
    Sizes shape;
    for (std::size_t i = axes; i < dims + 2; ++i)
        shape.push_back(1);
    for (const int64_t size : array.shape)
        shape.push_back(size);
    for (std::size_t i = 0; i < dims; ++i)
        operation.input_size[i] = shape[i + 2];
    operation.batch = shape[0];
    operation.in_channels = shape[1];
    operation.groups = 1;
    if (!has_weight(operation.kind))
        operation.out_channels = operation.in_channels;
    set_operation(document, operation);
    document.input = {};
    document.input.kind = SourceKind::values;
    document.input.values_shape = shape;
    document.input.values = std::make_shared<const std::vector<double>>(array.data);
}

/// An image of any size as the input, in grey.
void put_image(Document& document, const std::shared_ptr<const Image>& image) {
    document.input = {};
    document.input.kind = SourceKind::image;
    document.input.image = image;
    document.color = false;
    Operation operation = document.operation;
    operation.batch = operation.in_channels = operation.groups = 1;
    if (!has_weight(operation.kind))
        operation.out_channels = 1;
    set_operation(document, operation);
    document.name.clear();
    document.title = document.caption = {};
}

FileAnswer opened(const std::string& path) {
    FileAnswer answer{path, OpenedFile(), {}};
    try {
        answer.opened = read_any(path);
    } catch (...) {
        answer.error = std::current_exception();
    }
    return answer;
}

FileAnswer saved(const std::string& path, const std::string& content) {
    FileAnswer answer{path, {}, {}};
    try {
        AtomicFile file(path);
        file.write(content);
        file.commit();
    } catch (...) {
        answer.error = std::current_exception();
    }
    return answer;
}

} // namespace

Files::~Files() {
    saving_.wait();
    if (saving_.is_running())
        waiting_.pop_front();
    for (const Saving& saving : waiting_)
        saved(saving.path, saving.content);
}

void Files::open(const std::string& path) {
    opening_ = Job<FileAnswer>(executor_, [path](JobControl&) { return opened(path); });
}

void Files::save(const std::string& path, std::string content) {
    waiting_.push_back({path, std::move(content)});
    if (!saving_.is_running())
        begin_saving();
}

void Files::begin_saving() {
    saving_ = Job<FileAnswer>(
        executor_, [saving = waiting_.front()](JobControl&) { return saved(saving.path, saving.content); });
}

std::optional<FileAnswer> Files::take() {
    if (auto outcome = opening_.take())
        return std::move(outcome->value);
    auto outcome = saving_.take();
    if (!outcome)
        return std::nullopt;
    waiting_.pop_front();
    if (!waiting_.empty())
        begin_saving();
    return std::move(outcome->value);
}

std::string default_folder() {
    std::error_code error;
    const auto here = std::filesystem::current_path(error);
    return error ? std::string() : here.string() + "/";
}

void choose_file(Session& session, FilePanel panel) {
    const bool saves = panel == FilePanel::save;
    session.file = {};
    session.file.panel = panel;
    session.file.just_opened = true;
    put_text(session.file.path, saves && !session.scene_path.empty() ? session.scene_path
                                : saves                              ? default_folder() + "scene.json"
                                                                     : default_folder());
}

void put_opened(Document& document, const OpenedFile& file) {
    if (file.scene)
        document = *file.scene;
    else if (file.image)
        put_image(document, file.image);
    else if (file.array)
        put_array(document, *file.array);
}

} // namespace convlens
