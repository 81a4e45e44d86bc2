// What goes to the clipboard: the picture, by a job beside the window, and texts: program, formulas, numbers.
#pragma once

#include "document/document.h"
#include "i18n/catalogue.h"
#include "picture/frame.h"
#include "picture/typesetter.h"
#include "window/application/jobs.h"
#include "window/application/tick_context.h"
#include "window/platform/clipboard.h"
#include "window/session/command.h"
#include "window/session/session.h"

#include <optional>
#include <string>

namespace convlens {

/// The format that the command asks for; none: it is about something else.
std::optional<CopiedPicture> copied_picture(const Command& command);

class PictureCopy {
public:
    PictureCopy(const FontSet& fonts, Executor& executor) : fonts_(fonts), executor_(executor) {}
    /// Begins with a picture, unless another one is on its way.
    void start(const Frame& frame, CopiedPicture format);
    /// Says what came of it.
    void update(Session& session, const Texts& texts);

private:
    const FontSet& fonts_;
    Executor& executor_;
    Job<HandedPicture> copying_;
    CopiedPicture format_{};
};

/// The whole program of the code lens's framework, with what differs there as comments; empty: it is
/// impossible there.
std::string program_to_copy(const Document& document, const Texts& texts);
/// Puts it on the clipboard and says so.
void copy_program(Session& session, const Document& document, const Texts& texts);
/// The same of the current step in words (scene/spoken).
void copy_spoken_step(const TickContext& context);
/// Formula, sum, matrices or numbers (scene/copied); says why where there is nothing to copy.
void copy_text(const TickContext& context, FileCommand what);

} // namespace convlens
