// The lenses of a page's scene, beside its figure or below its card: what the last row reads, in step with
// the figure.
#pragma once

#include "document/document.h"
#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace convlens {

class PageLenses {
public:
    /// Of a page with a scene; the canvas is the page's own.
    PageLenses(Canvas& canvas, const PageInput& input);
    ~PageLenses();
    PageLenses(const PageLenses&) = delete;
    PageLenses& operator=(const PageLenses&) = delete;

    /// Those with a card, at most two, as the scene names them.
    std::size_t count() const { return lenses_.size(); }
    /// px without which it says nothing.
    float min_height(std::size_t index) const;
    /// px that show all of it in a card of this width, at most `room`.
    float needed_height(std::size_t index, float width, float room);
    void draw(std::size_t index, const Rect& area);

private:
    struct Drawn; // what it is drawn from, made when the first one asks for it

    Canvas canvas_of(Canvas& canvas, Lens lens) const;
    Drawn& drawn();

    Canvas& canvas_;
    const PageInput& input_;
    std::vector<Lens> lenses_;
    std::unique_ptr<Drawn> drawn_;
};

} // namespace convlens
