// cairo keeps scaled fonts after their last use, so it holds the FreeType faces for as long as it likes.
#include "output/pdf/text.h"

#include "i18n/utf8.h"
#include "output/placed_label.h"

#include <cairo-ft.h>

#include <cmath>
#include <string_view>

namespace convlens {
namespace {

const cairo_user_data_key_t owner_key{};

/// The bytes of each character of the text.
std::vector<cairo_text_cluster_t> clusters_of(std::string_view text) {
    std::vector<cairo_text_cluster_t> clusters;
    while (!text.empty()) {
        const std::size_t before = text.size();
        take_character(text);
        clusters.push_back({static_cast<int>(before - text.size()), 1});
    }
    return clusters;
}

/// Readers cut a glyph's place to a quarter of a pixel across and to a whole one down; the writer's rounding
/// must not bring it below, px.
constexpr double safe_side = 1.0 / 32;

/// The quarter of a pixel that the painter gives a glyph.
double on_quarter(double x) {
    return std::round(x * 4) / 4 + safe_side;
}

} // namespace

CairoText::~CairoText() {
    for (cairo_font_face_t* face : faces_)
        if (face != nullptr)
            cairo_font_face_destroy(face);
}

cairo_font_face_t* CairoText::face(std::size_t font) {
    faces_.resize(typesetter_->font_count(), nullptr);
    cairo_font_face_t*& face = faces_[font];
    if (face == nullptr) {
        face = cairo_ft_font_face_create_for_ft_face(static_cast<FT_Face>(typesetter_->freetype_face(font)),
                                                     FT_LOAD_NO_HINTING);
        cairo_font_face_set_user_data(
            face, &owner_key, new std::shared_ptr<Typesetter>(typesetter_),
            [](void* owner) { delete static_cast<std::shared_ptr<Typesetter>*>(owner); });
    }
    return face;
}

void CairoText::draw(const Label& label, cairo_t* cairo) {
    const std::optional<PlacedLabel> place = placed(*typesetter_, label);
    if (!place)
        return;
    const auto& [layout, origin] = *place;
    const std::vector<cairo_text_cluster_t> clusters = clusters_of(label.text);
    std::size_t byte = 0;
    for (std::size_t i = 0; i < layout.glyphs.size();) {
        const Glyph& first = layout.glyphs[i];
        const std::size_t first_byte = byte;
        const std::size_t begin = i;
        std::vector<cairo_glyph_t> glyphs;
        for (; i < layout.glyphs.size() && layout.glyphs[i].font == first.font; ++i) {
            const Glyph& glyph = layout.glyphs[i];
            glyphs.push_back({glyph.index, on_quarter(double{origin.x} + double{glyph.x}),
                              double{origin.y} + double{glyph.y} + safe_side});
            byte += static_cast<std::size_t>(clusters[i].num_bytes);
        }
        cairo_set_font_face(cairo, face(first.font));
        cairo_set_font_size(cairo, double{first.size});
        cairo_show_text_glyphs(cairo, label.text.data() + first_byte, static_cast<int>(byte - first_byte),
                               glyphs.data(), static_cast<int>(glyphs.size()), clusters.data() + begin,
                               static_cast<int>(glyphs.size()), cairo_text_cluster_flags_t{});
    }
}

} // namespace convlens
