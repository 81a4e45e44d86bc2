// The picture is the stage's own frame, without what the window lays over it.
#include "window/application/files/copying.h"

#include "codegen/code.h"
#include "scene/copied/latex_formula.h"
#include "scene/copied/latex_matrix.h"
#include "scene/copied/latex_sum.h"
#include "scene/copied/number_sheet.h"
#include "scene/spoken/spoken_step.h"
#include "window/application/messages.h"

#include <imgui.h>

#include <string_view>

namespace convlens {
namespace {

struct TextToCopy {
    Copied content;
    std::string_view done; // key of the line that says so
};

TextToCopy text_to_copy(FileCommand what, const TickContext& context) {
    const Evaluated& shown = context.editor.shown();
    switch (what) {
    case FileCommand::copy_formula:
        return {{latex_size_formula(shown.results.operation), {}}, "copy.copied_formula"};
    case FileCommand::copy_sum: {
        const Step step = step_of(shown.results, context.editor.cursor().step);
        return {latex_sum(shown.document, step, context.texts), "copy.copied_sum"};
    }
    case FileCommand::copy_im2col:
        return {latex_matrix(shown.document, shown.results, LatexMatrix::im2col, context.texts),
                "copy.copied_im2col"};
    case FileCommand::copy_unrolled:
        return {latex_matrix(shown.document, shown.results, LatexMatrix::unrolled, context.texts),
                "copy.copied_unrolled"};
    default:
        return {number_sheet(shown.results, context.texts), "copy.copied_numbers"};
    }
}

} // namespace

std::optional<CopiedPicture> copied_picture(const Command& command) {
    if (command == Command(FileCommand::copy_picture))
        return CopiedPicture::png;
    if (command == Command(FileCommand::copy_svg))
        return CopiedPicture::svg;
    return std::nullopt;
}

void PictureCopy::start(const Frame& frame, CopiedPicture format) {
    if (copying_.is_running())
        return;
    format_ = format;
    copying_ = Job<HandedPicture>(
        executor_,
        [frame, format, fonts = fonts_](JobControl&) { return picture_to_clipboard(frame, fonts, format); },
        WhenDropped::leave);
}

void PictureCopy::update(Session& session, const Texts& texts) {
    const auto outcome = copying_.take();
    if (!outcome)
        return;
    if (!outcome->value)
        return show_message(session, sentence(texts, outcome->error), 10);
    const HandedPicture& handed = *outcome->value;
    if (!handed.taken && handed.svg.empty())
        return show_message(session, std::string(texts("ui.copy_needs")), 6);
    if (!handed.taken)
        ImGui::SetClipboardText(handed.svg.c_str());
    show_message(session, std::string(texts(format_ == CopiedPicture::svg ? "copy.copied_svg" : "ui.copied")),
                 6);
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

void copy_text(const TickContext& context, FileCommand what) {
    const Evaluated& shown = context.editor.shown();
    if (!shown.results.issues.empty())
        return show_message(context.session, std::string(context.texts("ui.impossible")), 6);
    const TextToCopy copied = text_to_copy(what, context);
    if (!copied.content.refusal.empty())
        return show_message(context.session, copied.content.refusal, 8);
    ImGui::SetClipboardText(copied.content.text.c_str());
    show_message(context.session, std::string(context.texts(copied.done)), 6);
}

} // namespace convlens
