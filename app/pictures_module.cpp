// What needs cairo, fonts or the window: a module that the program opens on first use.
#include "pictures_module.h"

#include "command/pictures/pictures.h"
#include "document/evaluate/memory.h"
#include "document/presets.h"
#include "i18n/error.h"
#include "output/files/atomic_file.h"

#ifdef CONVLENS_WINDOW
#include "command/pictures/fonts.h"
#include "window/window.h"
#endif

namespace {

int open_window(const convlens::CommandLine& request, convlens::Target& target,
                const convlens::Texts& texts) {
    using namespace convlens;
#ifdef CONVLENS_WINDOW
    WindowOptions options;
    options.document = target.document;
    if (request.lenses)
        options.document.lenses = *request.lenses;
    else if (target.scene_path.empty() && !target.step &&
             target.lesson.empty()) // a scene says itself what is seen of it
        options.document.lenses = default_document().lenses;
    if (request.language_given)
        options.language = texts.language();
    options.default_language = texts.language();
    options.theme = request.theme;
    options.fonts = load_fonts();
    // The bare program starts playing; a figure that was asked for stays until it is started.
    options.play = request.play || (request.target.empty() && !request.step);
    options.step = request.step ? request.step : target.step;
    if (request.size) {
        options.width = request.size->width;
        options.height = request.size->height;
    }
    options.scene_path = target.scene_path;
    options.lesson = target.lesson;
    if (target.network)
        options.network = *target.network;
    options.leave_after_first_picture = request.leave_after_first_picture;
    return run_window(options);
#else
    (void)request, (void)target, (void)texts;
    throw Error(Error::Fault::work, "error.no_window", {}, "convlens");
#endif
}

} // namespace

int convlens_pictures(const convlens::CommandLine& request, convlens::Target& target,
                      const convlens::Texts& texts) {
    if (request.max_memory) // the module has numbers of its own
        convlens::set_memory_budget(*request.max_memory);
    convlens::install_signal_cleanup();
    const bool is_network = request.target.starts_with(convlens::network_prefix);
    if (request.command == convlens::Subcommand::render && is_network)
        convlens::render_network(request, target, texts);
    else if (request.command == convlens::Subcommand::export_movie && is_network)
        convlens::export_network_movie(request, texts);
    else if (request.command == convlens::Subcommand::render)
        convlens::render(request, target, texts);
    else if (request.command == convlens::Subcommand::window)
        return open_window(request, target, texts);
    else if (request.command == convlens::Subcommand::lesson)
        convlens::export_lesson_slides(request, texts);
    else if (request.command == convlens::Subcommand::exercise)
        convlens::write_exercise_sheet(request, texts);
    else if (request.sheet)
        convlens::export_sheet(request, target, texts);
    else if (convlens::is_for_many(request))
        return convlens::export_many(request, texts);
    else
        convlens::export_movie(request, target, texts);
    return 0;
}
