// What the two lenses of matrices share: how their cells are written, which part of a large matrix is shown
// around the cursor, and the tones by which a kernel's elements are known.
#pragma once

#include "convlens/tensor.h"
#include "scene/base/cell_window.h"
#include "scene/base/roles.h"
#include "scene/lens/lens.h"
#include "scene/words/notation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// A cell in a tensor's colours.
LensCell element_cell(const TensorColors& colors, std::string text, float text_share);
/// A cell of Y: empty before its step is done.
LensCell result_cell(const LensScene& scene, const Roles& named, int64_t flat, bool digits, float text_share);

/// Side of the smallest cell in which the elements of the tensors that a lens shows can be read, px. The same
/// at every cursor.
float legible_cell(const LensScene& scene, std::size_t min_characters);

/// Size of a text in a cell as a share of it: small cells are filled better.
float text_share(const Canvas& canvas, float cell);

/// Width of a frame around cells, units: bold, but never over the digits of a small cell.
float frame_width(const Canvas& canvas, float cell);

/// "28 of 64", or "99.9 % of 65,536" where the numbers are too long to say anything.
std::string share_text(const Texts& texts, int64_t part, int64_t whole);

/// What reads on a ground in W's colours: W's ink, or black or white.
Color ink_on(const Theme& theme, Color ground);

/// Quiet text from `at` (first baseline) in at most `most` lines of at most `width`, or none where it needs
/// more. The text must not depend on the cursor. Returns the baseline of the next line.
float draw_note(Canvas& canvas, const std::string& note, Vec2 at, float width, std::size_t most);
/// As many of the notes as fit on one line, the first ones first, with dots between them.
std::string fitting_notes(Canvas& canvas, const std::vector<std::string>& notes, float width);

} // namespace convlens
