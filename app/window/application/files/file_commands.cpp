// Files, the clipboard and the way out. What files answer comes in a later tick.
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "window/application/dispatch.h"
#include "window/application/export/exporter.h"
#include "window/application/files/autosave.h"
#include "window/application/files/copying.h"
#include "window/application/files/files.h"
#include "window/application/files/paste.h"
#include "window/application/lessons/lessons.h"
#include "window/application/messages.h"
#include "window/application/networks/networks.h"
#include "window/platform/platform.h"

#include <filesystem>
#include <utility>

namespace convlens {
namespace {

/// The exception that is being handled: in the panel that is open, or as a line.
void show_failure(const CommandContext& context) {
    Session& session = context.tick.session;
    const std::string line = sentence(context.tick.texts, std::current_exception());
    if (session.file.panel == FilePanel::none)
        return show_message(session, line, 12);
    clear_message(session);
    session.file.error = line;
    session.file.wants_focus = true;
}

void save(const CommandContext& context, const std::string& path) {
    try {
        context.files.save(path, context.networks.is_open() ? write_network_scene(context.networks.document())
                                                            : write_scene(context.tick.editor.document()));
    } catch (const Error&) { // it is too large to be read again
        show_failure(context);
    }
}

void open(const CommandContext& context, const std::string& path) {
    show_message(context.tick.session, context.tick.texts("ui.opening", {{"path", path}}), 0);
    context.files.open(path, context.tick.texts.language());
}

/// Whether something would be lost by writing there.
bool is_occupied(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code error; // what cannot be looked at is refused when it is written
    if (fs::is_directory(path, error))
        return !fs::is_empty(path, error) && !error;
    return fs::exists(path, error);
}

/// Whether the path may be written: it is free, or it was asked about. `replaces`: what is asked about.
bool may_write(const std::string& path, std::string& replaces) {
    if (replaces == path || !is_occupied(path))
        return true;
    replaces = path;
    return false;
}

void save_to(const CommandContext& context, const std::string& path) {
    Session& session = context.tick.session;
    session.file.error.clear();
    if (path == session.scene_path || may_write(path, session.file.replaces))
        save(context, path);
}

void export_to_file(const CommandContext& context) {
    ExportForm& form = context.tick.session.exporting;
    if (!may_write(form.path.data(), form.replaces))
        return;
    Session& session = context.tick.session;
    const std::optional<ExportRequest> figure = context.networks.shows()
                                                    ? context.networks.export_request(session)
                                                    : export_request(context.tick.editor);
    if (figure)
        return context.exporter.start(session, *figure, context.settings.theme,
                                      context.tick.texts.language());
    form.replaces.clear();
    form.error = context.tick.texts("ui.impossible");
}

void switch_export_panel(Session& session) {
    ExportForm& form = session.exporting;
    session.stage = false;
    form.open = !form.open;
    form.error.clear();
    form.replaces.clear();
    if (form.path[0] == '\0')
        put_text(form.path, default_folder() + "convlens.gif");
}

void restore(const CommandContext& context) {
    Session& session = context.tick.session;
    Editor& editor = context.tick.editor;
    if (!std::exchange(session.can_restore, false))
        return;
    try {
        const Figure figure = context.autosave.read_found();
        context.networks.close(context);
        context.lessons.close(context);
        if (const NetworkDocument* const network = std::get_if<NetworkDocument>(&figure)) {
            context.networks.open(*network, context);
            context.networks.begin_unsaved(context);
            return context.autosave.adopt_found();
        }
        editor.gestures().press();
        editor.commit(std::get<Document>(figure));
        session.playhead_us = 0;
        session.rest_us.reset();
        context.autosave.adopt_found();
    } catch (const std::exception&) {
        show_message(session, sentence(context.tick.texts, std::current_exception()), 10);
    }
}

void dismiss(const CommandContext& context) {
    Session& session = context.tick.session;
    if (session.asks_to_close)
        session.asks_to_close = false;
    else if (!session.message.empty())
        clear_message(session);
    else if (session.can_restore) {
        session.can_restore = false;
        context.autosave.forget_found();
    }
}

void take_opened(const FileAnswer& answer, const CommandContext& context) {
    Session& session = context.tick.session;
    Editor& editor = context.tick.editor;
    if (answer.opened->lesson)
        return context.lessons.open(*answer.opened->lesson, {}, context);
    if (answer.opened->found_lesson)
        return context.lessons.open(*answer.opened->found_lesson, context);
    if (context.networks.is_open() && context.networks.put_in(*answer.opened, context))
        return clear_message(session);
    context.networks.close(context);
    context.lessons.close(context);
    if (answer.opened->network) {
        context.networks.open(*answer.opened->network, context, answer.opened->step);
        session.scene_path = answer.opened->is_scene_file ? answer.path : std::string();
        return clear_message(session);
    }
    Document draft = editor.document();
    put_opened(draft, *answer.opened);
    if (answer.opened->scene) {
        session.scene_path = answer.opened->is_scene_file ? answer.path : std::string();
        session.playhead_us = 0;
        session.rest_us.reset();
        session.playing = session.playing && !answer.opened->step;
    }
    editor.gestures().press();
    editor.commit(draft);
    if (answer.opened->step)
        editor.show_step(*answer.opened->step);
    if (answer.opened->scene)
        context.autosave.set_saved(editor.history().current());
    session.motion.view_blend = draft.view == View::flat ? 1 : 0;
    clear_message(session);
}

void take_saved(const FileAnswer& answer, const CommandContext& context) {
    context.tick.session.scene_path = answer.path;
    const Networks& networks = context.networks;
    const bool is_same = networks.is_open() ? write_network_scene(networks.document()) == answer.content
                                            : write_scene(context.tick.editor.document()) == answer.content;
    if (is_same) // else it was edited meanwhile
        context.autosave.set_saved(networks.is_open() ? networks.figure()
                                                      : context.tick.editor.history().current());
    show_message(context.tick.session, context.tick.texts("ui.saved", {{"path", answer.path}}), 4);
}

} // namespace

void take_file(const FileAnswer& answer, const CommandContext& context) {
    Session& session = context.tick.session;
    session.frames_to_draw = 3;
    const bool is_of_several = answer.opened && std::exchange(session.dropped_several, false);
    try {
        if (answer.error)
            std::rethrow_exception(answer.error);
        if (answer.opened)
            take_opened(answer, context);
        else
            take_saved(answer, context);
        if (is_of_several)
            show_message(session, context.tick.texts("ui.dropped_several", {{"path", answer.path}}), 8);
        session.file.panel = FilePanel::none;
        add_recent(context.settings, answer.path);
        write_settings(context);
    } catch (const std::exception&) {
        show_failure(context);
    }
}

void carry_out(FileCommand command, const Request& request, const CommandContext& context) {
    const TickContext& tick = context.tick;
    Session& session = tick.session;
    switch (command) {
    case FileCommand::open_panel:
        return choose_file(session, FilePanel::open);
    case FileCommand::save_panel:
        return choose_file(session, FilePanel::save);
    case FileCommand::save:
        if (session.scene_path.empty())
            return choose_file(session, FilePanel::save);
        return save(context, session.scene_path);
    case FileCommand::open_file:
        return open(context, request.text);
    case FileCommand::save_file:
        return save_to(context, request.text);
    case FileCommand::export_panel:
        return switch_export_panel(session);
    case FileCommand::export_file:
        return export_to_file(context);
    case FileCommand::cancel_export:
        return context.exporter.cancel();
    case FileCommand::copy_picture:
        return context.picture_copy.start(tick.stage.picture(tick.place, tick.texts), CopiedPicture::png);
    case FileCommand::copy_svg:
        return context.picture_copy.start(tick.stage.picture(tick.place, tick.texts), CopiedPicture::svg);
    case FileCommand::copy_code:
        return copy_program(session, tick.editor.document(), tick.texts);
    case FileCommand::copy_spoken:
        return copy_spoken_step(tick);
    case FileCommand::copy_formula:
    case FileCommand::copy_sum:
    case FileCommand::copy_im2col:
    case FileCommand::copy_unrolled:
    case FileCommand::copy_numbers:
        return copy_text(tick, command);
    case FileCommand::paste:
        return paste(tick, context.platform.clipboard());
    case FileCommand::restore:
        return restore(context);
    case FileCommand::dismiss:
        return dismiss(context);
    case FileCommand::quit:
        return context.platform.close();
    }
}

} // namespace convlens
