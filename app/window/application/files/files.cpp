// On the desktop: read and written by jobs beside the window.
#include "window/application/files/files.h"

#include "document/put_input.h"
#include "i18n/error.h"
#include "input/array_file.h"
#include "input/content_type.h"
#include "input/image_file.h"
#include "network/file.h"
#include "output/files/atomic_file.h"
#include "window/platform/folder_listing.h"

#include <filesystem>
#include <utility>

namespace convlens {
namespace {

void put_figure(OpenedFile& file, FoundFigure found) {
    file.is_scene_file = !found.step;
    file.step = found.step;
    if (auto* const network = std::get_if<NetworkDocument>(&found.figure))
        file.network = std::move(*network);
    else
        file.scene = std::get<Document>(std::move(found.figure));
}

/// What is told of a file that holds nothing that can be opened.
const char* refusal_of(const std::string& path, const std::string& type) {
    std::error_code error;
    if (std::filesystem::file_size(path, error) == 0 && !error)
        return "ui.empty_file";
    return type == "exported" ? "ui.no_scene" : "ui.unknown_file";
}

OpenedFile read_any(const std::string& path, Language language) {
    OpenedFile file;
    if (std::error_code error; std::filesystem::is_directory(path, error))
        throw Error(Error::Fault::request, "ui.is_folder", {{"path", path}}, "");
    if (is_lesson_file(path)) {
        file.lesson = read_lesson_file(path, language);
        return file;
    }
    if (path.ends_with(".onnx")) {
        file.network = read_network_file(path);
        return file;
    }
    const std::string type = content_type(array_place(path).path);
    if (!holds_arrays(type) && (file.found_lesson = find_lesson_in(path, language)))
        return file;
    if (auto found = holds_arrays(type) ? std::nullopt : find_figure(path))
        put_figure(file, *std::move(found));
    else if (type == "image")
        file.image = std::make_shared<const Image>(read_image(path));
    else if (holds_arrays(type))
        file.array = read_array(path);
    else
        throw Error(Error::Fault::request, refusal_of(path, type), {{"path", path}}, "");
    return file;
}

FileAnswer opened(const std::string& path, Language language) {
    FileAnswer answer{path, OpenedFile(), {}, {}};
    try {
        answer.opened = read_any(path, language);
    } catch (...) {
        answer.error = std::current_exception();
    }
    return answer;
}

FileAnswer saved(const std::string& path, const std::string& content) {
    FileAnswer answer{path, {}, {}, content};
    try {
        write_whole_file(path, content);
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

void Files::open(const std::string& path, Language language) {
    opening_ = Job<FileAnswer>(
        executor_, [path, language](JobControl&) { return opened(path, language); }, WhenDropped::leave);
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
    session.stage = false;
    session.file.panel = panel;
    session.file.wants_focus = true;
    put_text(session.file.path, saves && !session.scene_path.empty() ? session.scene_path
                                : saves                              ? default_folder() + "scene.json"
                                                                     : default_folder());
}

void put_opened(Document& document, const OpenedFile& file) {
    if (file.scene)
        document = *file.scene;
    else if (file.image)
        put_input(document, file.image);
    else if (file.array)
        put_input(document, *file.array);
}

} // namespace convlens
