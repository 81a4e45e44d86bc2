// What was drawn by hand, kept by page until it is wiped. Bounded, however long a pen is moved. Pure.
#pragma once

#include "scene/page/overlay_state.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

class Strokes {
public:
    static constexpr std::size_t max_points = 256; // of one stroke; what is longer goes on as another one
    static constexpr std::size_t max_page_points = 16'384;
    static constexpr std::size_t max_pages = 512;     // with strokes; the one drawn on longest ago goes
    static constexpr float min_distance = 1.0F / 720; // of two points, as parts of the picture

    /// A stroke that begins at a point, as parts of the picture. False: the page is full.
    bool begin(const std::string& page, PenColor color, Vec2 at);
    /// The stroke that was begun last goes on. False: the page is full.
    bool extend(Vec2 at);
    void end() { drawn_on_.reset(); }
    bool is_drawing() const { return drawn_on_.has_value(); }
    void wipe(const std::string& page);
    const std::vector<PenStroke>& of(const std::string& page) const;

private:
    struct Drawing {
        std::vector<PenStroke> strokes;
        std::size_t points = 0;
        uint64_t begun = 0; // number of its latest stroke
    };
    static bool add(Drawing& drawing, Vec2 at);
    void drop_oldest();

    std::map<std::string, Drawing> pages_;
    std::optional<std::string> drawn_on_; // the page of the stroke that goes on
    uint64_t begun_ = 0;
};

} // namespace convlens
