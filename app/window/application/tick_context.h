// What the parts of the loop that work on the figure may see and change in one tick.
#pragma once

#include "i18n/catalogue.h"
#include "window/application/editor.h"
#include "window/application/stage.h"

namespace convlens {

struct TickContext {
    Session& session;
    Editor& editor;
    Stage& stage;
    Requests& requests; // carried out later in the tick, or in the next one
    StagePlace place;
    Texts texts;
};

} // namespace convlens
