// Networks to compose in tests: the built-in ones, evaluated once for each document.
#pragma once

#include "document/network.h"
#include "network/results.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "scene/network/network_input.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens::scene_test {

struct NetworkFrameOptions {
    Vec2 size{1280, 720};
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    bool choices = true;
    bool stage = false;
    int64_t step = 0;
    std::optional<Cursor> cursor{}; // of BackPace::cells, in place of the step
    Tag hover{};
    std::vector<MapPage> pages{};
};

/// A document with its results and pictures.
struct Networked {
    NetworkDocument document;
    NetworkResults results;
    NetworkPictures pictures;

    Frame frame(const NetworkFrameOptions& options = {}) const;
    int layer(const std::string& name) const;
};
Networked evaluated(const NetworkDocument& document);
int64_t steps_of(const Networked& networked);

/// `digits` on a sample, or `face` on a photograph, in a view, with a chosen element.
NetworkDocument digits_document(NetworkView view, const std::string& layer = "relu2");
NetworkDocument face_document(NetworkView view);

/// What a window of 640x400, 800x600 and 1280x720 has for its picture, and usual files, with the size that
/// type has there at least, px.
struct ReadableSize {
    Vec2 size;
    float min_type;
};
inline constexpr ReadableSize readable_sizes[] = {{{640, 356}, 9},   {{640, 400}, 9},   {{800, 556}, 9},
                                                  {{960, 540}, 9},   {{1280, 676}, 12}, {{1280, 720}, 12},
                                                  {{1920, 1080}, 12}};
/// Nothing overlaps, is cut off, ends in an ellipsis or is smaller.
void expect_readable(const Frame& frame, float min_type, const std::string& what);

/// Every visible text has this contrast at least against what lies below its middle, 4.5:1 in cells.
void expect_contrast(const Frame& frame, const std::string& what, double least = 4.5);

/// Whether a visible label has this part.
bool has_text(const Frame& frame, const std::string& part);

} // namespace convlens::scene_test
