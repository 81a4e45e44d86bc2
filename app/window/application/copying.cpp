// The picture is the stage's own frame, without what the window lays over it.
#include "window/application/copying.h"

#include "codegen/code.h"
#include "scene/spoken/spoken_step.h"
#include "window/application/messages.h"
#include "window/platform/clipboard.h"

#include <imgui.h>

namespace convlens {

void PictureCopy::start(const Frame& frame) {
    if (copying_.is_running())
        return;
    copying_ = Job<bool>(
        executor_, [frame, fonts = fonts_](JobControl&) { return picture_to_clipboard(frame, fonts); },
        WhenDropped::leave);
}

void PictureCopy::update(Session& session, const Texts& texts) {
    const auto outcome = copying_.take();
    if (!outcome)
        return;
    if (!outcome->value)
        show_message(session, sentence(texts, outcome->error), 10);
    else
        show_message(session, std::string(texts(*outcome->value ? "ui.copied" : "ui.copy_needs")), 6);
}

std::string program_to_copy(const Document& document, const Texts& texts) {
    const Code code = code_of(document, document.code_lens.framework);
    if (code.program.empty())
        return {};
    std::string text;
    for (const std::string& note : code.notes)
        text += "# " + std::string(texts(note)) + "\n";
    return text + (text.empty() ? "" : "\n") + code.program;
}

void copy_program(Session& session, const Document& document, const Texts& texts) {
    const std::string program = program_to_copy(document, texts);
    if (program.empty()) { // the stage says why
        show_message(session, std::string(texts("ui.impossible")), 6);
        return;
    }
    ImGui::SetClipboardText(program.c_str());
    show_message(session,
                 texts("ui.code_copied", {{"framework", display_name(document.code_lens.framework)}}), 6);
}

void copy_spoken_step(const TickContext& context) {
    const Evaluated& shown = context.editor.shown();
    if (!shown.results.issues.empty())
        return show_message(context.session, std::string(context.texts("ui.impossible")), 6);
    const Step step = step_of(shown.results, context.editor.cursor().step);
    ImGui::SetClipboardText(spoken_step(shown.document, step, context.texts).c_str());
    show_message(context.session, std::string(context.texts("ui.spoken_copied")), 6);
}

} // namespace convlens
