// Files in and out, each as a job beside the window: opening, saving, exporting, the clipboard.
#include "window/application/application.h"

#include "codegen/code.h"
#include "document/scene_file.h"
#include "i18n/error.h"
#include "input/image_file.h"
#include "input/npy_file.h"
#include "input/scene_input.h"
#include "output/atomic_file.h"
#include "window/application/export_job.h"
#include "window/platform/clipboard.h"
#include "window/session/playback.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace convlens {
namespace {

template <std::size_t N> void put(std::array<char, N>& field, const std::string& text) {
    const std::size_t count = std::min(text.size(), N - 1);
    std::memcpy(field.data(), text.data(), count);
    field[count] = '\0';
}

OpenedFile read_any(const std::string& path) {
    OpenedFile file;
    file.path = path;
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

std::string pictures_folder() {
    std::error_code error;
    const auto here = std::filesystem::current_path(error);
    return error ? std::string() : here.string() + "/";
}

} // namespace

void Application::open(const std::string& path) {
    say(texts()("ui.opening", {{"path", path}}), 0);
    opening_ = Job<OpenedFile>([path](JobControl&) { return read_any(path); }, wake_platform);
}

void Application::take_opened() {
    auto outcome = opening_.take();
    if (!outcome)
        return;
    try {
        if (!outcome->value)
            std::rethrow_exception(outcome->error);
        put_opened(*outcome->value);
        session_.message.clear();
        session_.file.panel = FilePanel::none;
        add_recent(settings_, outcome->value->path);
        write_settings_soon();
    } catch (const std::exception&) {
        const std::string line = sentence(std::current_exception());
        if (session_.file.panel != FilePanel::none)
            session_.file.error = line;
        say(line, 12);
    }
    frames_to_draw_ = 3;
}

void Application::put_opened(const OpenedFile& file) {
    Document draft = history_.current();
    if (file.scene) {
        draft = *file.scene;
        session_.scene_path = file.path;
        session_.playhead_us = 0;
    } else if (file.image) {
        draft.input = {};
        draft.input.kind = SourceKind::image;
        draft.input.image = file.image;
        draft.color = false;
        Operation operation = draft.operation;
        operation.batch = operation.in_channels = operation.groups = 1;
        if (!has_weight(operation.kind))
            operation.out_channels = 1;
        set_operation(draft, operation);
        draft.name.clear();
        draft.title = draft.caption = {};
    } else if (file.array) {
        put_array(draft, *file.array);
    }
    gestures_.press();
    commit(draft);
    view_blend_ = draft.view == View::flat ? 1 : 0;
}

void Application::save(const std::string& path) {
    try {
        AtomicFile out(path);
        out.write(write_scene(history_.current()));
        out.commit();
        session_.scene_path = path;
        session_.file.panel = FilePanel::none;
        add_recent(settings_, path);
        write_settings_soon();
        say(texts()("ui.saved", {{"path", path}}), 4);
    } catch (const std::exception&) {
        session_.file.error = sentence(std::current_exception());
        say(session_.file.error, 12);
    }
}

void Application::show_file_panel(FilePanel panel) {
    session_.file = {};
    session_.file.panel = panel;
    session_.file.just_opened = true;
    put(session_.file.path, panel == FilePanel::save && !session_.scene_path.empty() ? session_.scene_path
                            : panel == FilePanel::save ? pictures_folder() + "scene.json"
                                                       : pictures_folder());
}

void Application::export_now() {
    if (exporting_.is_running())
        return;
    session_.exporting.error.clear();
    ExportWish wish;
    wish.form = session_.exporting;
    wish.document = shown_.document;
    wish.results = shown_.results;
    wish.cursor = cursor();
    wish.theme = settings_.theme;
    wish.language = texts().language();
    wish.fonts = options_.fonts;
    exporting_ =
        Job<bool>([wish](JobControl& control) { return write_export(wish, control); }, wake_platform);
    session_.export_all = 1;
    session_.export_done = 0;
}

void Application::take_export() {
    if (const JobControl* control = exporting_.control()) {
        session_.export_done = control->done;
        session_.export_all = std::max<int64_t>(control->all, 1);
    }
    auto outcome = exporting_.take();
    if (!outcome)
        return;
    session_.export_all = 0;
    const std::string path(session_.exporting.path.data());
    if (!outcome->value) {
        session_.exporting.error = sentence(outcome->error);
    } else if (*outcome->value) {
        session_.exporting.open = false;
        say(texts()("ui.exported", {{"path", path}}), 6);
    } else {
        say(std::string(texts()("ui.export_cancelled")), 6);
    }
    frames_to_draw_ = 3;
}

void Application::copy_picture() {
    if (copying_.is_running())
        return;
    copying_ = Job<bool>(
        [frame = frame_, fonts = options_.fonts](JobControl&) { return picture_to_clipboard(frame, fonts); },
        wake_platform);
}

/// The whole program of the code lens's framework, with what differs there as comments.
void Application::copy_code() {
    const Document& document = history_.current();
    const Code code = code_of(document, document.code_lens.framework);
    if (code.program.empty()) { // the stage says why
        say(std::string(texts()("ui.impossible")), 6);
        return;
    }
    std::string text;
    for (const std::string& note : code.notes)
        text += "# " + std::string(texts()(note)) + "\n";
    ImGui::SetClipboardText((text + (text.empty() ? "" : "\n") + code.program).c_str());
    say(texts()("ui.code_copied", {{"framework", display_name(document.code_lens.framework)}}), 6);
}

void Application::take_copy() {
    auto outcome = copying_.take();
    if (!outcome)
        return;
    if (!outcome->value)
        say(sentence(outcome->error), 10);
    else
        say(std::string(texts()(*outcome->value ? "ui.copied" : "ui.copy_needs")), 6);
}

bool Application::perform_files(const Request& request) {
    switch (request.command) {
    case Command::open_panel:
        show_file_panel(FilePanel::open);
        return true;
    case Command::save_panel:
        show_file_panel(FilePanel::save);
        return true;
    case Command::save:
        if (session_.scene_path.empty())
            show_file_panel(FilePanel::save);
        else
            save(session_.scene_path);
        return true;
    case Command::open_file:
        open(request.text);
        return true;
    case Command::save_file:
        save(request.text);
        return true;
    case Command::export_panel:
        session_.exporting.open = !session_.exporting.open;
        session_.exporting.error.clear();
        if (session_.exporting.path[0] == '\0')
            put(session_.exporting.path, pictures_folder() + "convlens.gif");
        return true;
    case Command::export_file:
        export_now();
        return true;
    case Command::cancel_export:
        if (JobControl* control = exporting_.control())
            control->cancelled = true;
        return true;
    case Command::copy_picture:
        copy_picture();
        return true;
    case Command::copy_code:
        copy_code();
        return true;
    case Command::paste:
        paste();
        return true;
    case Command::restore:
        restore();
        return true;
    case Command::dismiss:
        if (session_.can_restore)
            forget_kept(false);
        session_.message.clear();
        session_.message_until = 0;
        return true;
    default:
        return false;
    }
}

} // namespace convlens
