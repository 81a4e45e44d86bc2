// Many pictures on one page, each with a caption: the steps of an animation, or figures with their
// parameters. Knows frames and words, nothing of convolution.
#pragma once

#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace convlens {

struct SheetCell {
    Frame frame; // at scale 1, at most as large as the plan's content
    std::string caption;
    std::string fault; // in place of a picture that cannot be: why; empty: it can
};

/// Where the pictures are. All pages are alike; the last may have places left.
struct SheetPlan {
    Vec2 page;       // px
    Vec2 content;    // of the largest picture, px at scale 1
    float scale = 1; // of the pictures
    int columns = 1, rows = 1;
    int64_t count = 0; // of all pictures

    int64_t pages() const {
        const int64_t places = int64_t{columns} * rows;
        return (count + places - 1) / places;
    }
    bool operator==(const SheetPlan&) const = default;
};

/// A plan by which digits can still be read. Without `page` it is as large as it needs to be. None where they
/// do not fit: on the page, or with `many_pages` not one of them. Preconditions  count > 0, content at least
/// 1 px
std::optional<SheetPlan> plan_sheet(int64_t count, Vec2 content, std::optional<Vec2> page, bool many_pages);

struct SheetLook {
    const Theme& theme;
    Typesetter& typesetter;
    std::string title; // of every page; empty: none
    bool transparent = false;
};

/// One page; its cells are asked for in order.
/// Preconditions  0 <= page < plan.pages()
Frame sheet_page(const SheetPlan& plan, int64_t page, const std::function<SheetCell(int64_t)>& cell,
                 const SheetLook& look);

} // namespace convlens
