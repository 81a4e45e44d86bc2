// What a file of pictures holds and how, beside the pictures.
#pragma once

#include <optional>
#include <string>

namespace convlens {

/// The same for all formats; each takes what it has a place for.
struct FileFacts {
    std::string scene;              // text (UTF-8) that opens the figure again (document/embedded_scene.h);
                                    // empty: the file holds none
    bool outlines_text = false;     // glyphs, not characters
    bool deterministic = false;     // neither dates nor random names, and what is slower where it must be
    std::optional<double> width_mm; // on paper; absent: a pixel is 1/96 inch
    std::string title;              // what a reader shows as the document's name; empty: none
    bool makes_folder = false;      // the folder that it lies in is made with it, where it is missing
};

} // namespace convlens
