// Sets one formula: boxes within boxes, after The TeXbook's appendix G, with measures for a face without
// serifs. Heights come from the ink of the glyphs; the axis is where the minus lies.
#pragma once

#include "lesson/reading/tex.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/tex_box.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens::tex_detail {

/// How a part is set.
struct Level {
    float size = 0; // em, px
    Color color;
    bool display = false;
    int script = 0; // 1: an index, 2: an index's index
};

/// Of the children of a row, as their neighbours make them: a binary sign with nothing on one of its sides is
/// an ordinary one.
std::vector<TexClass> classes_of(std::span<const TexNode> row);

class TexSetter {
public:
    TexSetter(Typesetter& typesetter, const Theme& theme, bool tensor_colors);

    /// The children first <= i < last of a row; a space that its neighbours want before the first is left
    /// out.
    TexPicture row(std::span<const TexNode> children, const std::vector<TexClass>& classes, std::size_t first,
                   std::size_t last, const Level& level);
    TexPicture row(const TexNode& node, const Level& level);

private:
    // tex_setter.cpp: letters and signs
    Rect ink(std::string_view text, Face face, float size);
    Pen pen(const Level& level) const;
    float axis(const Level& level) const;
    static Level script_of(Level level);
    TexPicture glyphs(const std::string& text, Face face, const Level& level);
    TexPicture one(const TexNode& node, const Level& level);
    Level colored(const TexNode& node, Level level) const;
    TexPicture symbol(const TexNode& node, const Level& level);
    TexPicture large_sign(const std::string& text, Level level);
    TexPicture prime(Level level);
    // tex_parts.cpp: what is made of several rows
    TexPicture fraction(const TexNode& node, const Level& level);
    TexPicture root(const TexNode& node, const Level& level);
    TexPicture accented(const TexNode& node, const Level& level);
    static bool has_limits(const TexNode& base, const Level& level);
    TexPicture limits(const TexNode& node, const Level& level);
    TexPicture scripts(const TexNode& node, const Level& level);
    TexPicture fenced(std::string_view opening, TexPicture inside, std::string_view closing,
                      const Level& level);
    TexPicture matrix(const TexNode& node, Level level);

    Typesetter& typesetter_;
    const Theme& theme_;
    bool tensor_colors_;
    float axis_em_, digit_em_, x_em_;
};

} // namespace convlens::tex_detail
