// Labels on a cairo context, glyph by glyph where the Typesetter puts them.
#pragma once

#include "picture/typesetter.h"

#include <cairo.h>

#include <memory>
#include <vector>

namespace convlens {

class CairoText {
public:
    explicit CairoText(const FontSet& fonts) : typesetter_(std::make_shared<Typesetter>(fonts)) {}
    ~CairoText();
    CairoText(const CairoText&) = delete;
    CairoText& operator=(const CairoText&) = delete;

    /// Uses the source that is set on the context.
    void draw(const Label& label, cairo_t* cairo);

private:
    cairo_font_face_t* face(std::size_t font);

    std::shared_ptr<Typesetter> typesetter_;
    std::vector<cairo_font_face_t*> faces_; // by font, made at first use
};

} // namespace convlens
