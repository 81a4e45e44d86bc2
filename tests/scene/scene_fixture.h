// Composing frames in tests: fonts of the system, documents by name or by chance.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/timeline.h"
#include "support/random_document.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace convlens::scene_test {

struct FrameOptions {
    Vec2 size{1280, 720};
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    bool progress = false;
    bool choices = false;
    Tag hover{};
};

/// One typesetter for all tests.
Typesetter& typesetter();

/// For what makes a typesetter of its own.
const FontSet& fonts();

Frame frame_of(const Document& document, const Results& results, const Cursor& cursor,
               const FrameOptions& options = {});

/// One lens alone on a frame, on a card of this size.
Frame lens_frame(const Document& document, const Results& results, const Cursor& cursor, Lens lens, Vec2 size,
                 const FrameOptions& options = {});

Document preset_document(const std::string& name);

/// What a failing test prints.
std::string describe(const Document& document);

/// Any cursor of the results.
Cursor random_cursor(const Results& results, std::mt19937_64& random);

/// Where a label has digits: from its baseline to their height, end to end.
Rect ink(const Item& item);

/// Labels with ink, as long as the frame is there.
std::vector<const Item*> visible_labels(const Frame& frame);
std::vector<const Item*> visible_labels(Frame&& frame) = delete;

/// Their texts.
std::vector<std::string> texts_of(const Frame& frame);
/// The same, one a line.
std::string words_of(const Frame& frame);

std::string without_spaces(std::string text); // and line ends
bool says(std::string_view text, std::string_view part);

/// No text overlaps another or is cut off, by the boxes of their digits.
void expect_clear(const Frame& frame, const std::string& what);

/// The frame as text is that of tests/scene/golden/`name`.txt. Where it is not, `name`.out is written beside
/// it, the frame as it is now, and `name`.diff. After a change that is meant, read the difference and run
/// with CONVLENS_UPDATE_GOLDEN=1.
void expect_golden(const Frame& frame, const std::string& name);
/// The same of any text; `path` without its ending.
void expect_golden_text(const std::string& got, const std::string& path);

} // namespace convlens::scene_test
