// What panels and keys know of the network that is open.
#pragma once

#include "document/network.h"

#include <string>

namespace convlens {

struct NetworkStatus {
    bool open = false;
    bool shows = false; // in the figure's place; else one of its layers is the figure
    bool draws = false; // what is put in is a drawing
    std::string name;   // of a built-in one
    NetworkView view = NetworkView::overview;
    std::string layer;   // of the chosen element; empty: the last one
    int64_t ink = 0;     // pixels of a drawing
    bool learns = false; // the view of learning is shown
    LearningView learning;
    int64_t stage = 0, cell = 0;               // where the way back is; cell: the step within the stage
    bool has_steps = false;                    // the view is stepped through: it has a bar below it
    bool by_cells = true;                      // cell by cell, else stage by stage
    bool is_layer = false;                     // one of its layers is the figure
    bool has_below = false, has_above = false; // layers beside it that have figures
};

} // namespace convlens
