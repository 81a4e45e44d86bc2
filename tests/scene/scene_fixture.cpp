// Documents and frames for the tests of this folder.
#include "scene/scene_fixture.h"
#include "document/presets.h"
#include "document/scene_file/scene_file.h"
#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/compose.h"
#include "scene/lens/lens.h"
#include "scene/lens_table.h"
#include "scene/model/highlight.h"
#include "scene/model/model.h"
#include "scene/model/rasters.h"
#include "support/source_folder.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace convlens::scene_test {
namespace {

std::string text_of(const Item& item) {
    return std::get<Label>(item.shape).text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// Lines that differ, `-` as kept and `+` as now, behind the number of the line; items that are alike again
/// within a few lines are found again.
std::string difference(const std::vector<std::string>& kept, const std::vector<std::string>& now) {
    constexpr std::size_t looked_ahead = 400;
    std::string text;
    std::size_t a = 0, b = 0;
    const auto tell = [&](const char* sign, std::size_t line, const std::string& words) {
        text += sign + std::to_string(line + 1) + ": " + words + "\n";
    };
    while (a < kept.size() || b < now.size()) {
        if (a < kept.size() && b < now.size() && kept[a] == now[b]) {
            ++a, ++b;
            continue;
        }
        // The fewest lines to leave out until both are alike.
        std::size_t skip_a = kept.size() - a, skip_b = now.size() - b;
        for (std::size_t out = 1; out < std::min(skip_a + skip_b, looked_ahead); ++out)
            for (std::size_t i = 0; i <= out; ++i)
                if (a + i < kept.size() && b + out - i < now.size() && kept[a + i] == now[b + out - i]) {
                    skip_a = i, skip_b = out - i;
                    break;
                }
        for (; skip_a > 0; --skip_a, ++a)
            tell("-", a, kept[a]);
        for (; skip_b > 0; --skip_b, ++b)
            tell("+", b, now[b]);
    }
    return text;
}

} // namespace

const FontSet& fonts() {
    static const FontSet shared = test::system_fonts();
    return shared;
}

Typesetter& typesetter() {
    static Typesetter shared(fonts());
    return shared;
}

Frame frame_of(const Document& document, const Results& results, const Cursor& cursor,
               const FrameOptions& options) {
    Composition composition;
    composition.size = options.size;
    composition.progress = options.progress;
    composition.choices = options.choices;
    return compose({document, results, cursor, options.hover, theme(options.theme), Texts(options.language),
                    typesetter(), composition});
}

Frame lens_frame(const Document& document, const Results& results, const Cursor& cursor, Lens lens, Vec2 size,
                 const FrameOptions& options) {
    Composition composition;
    composition.choices = options.choices;
    const SceneInput input{
        document,     results,    cursor, options.hover, theme(options.theme), Texts(options.language),
        typesetter(), composition};
    const FigureModel model(results, cursor.step);
    const Step step = step_of(results, cursor.step);
    const auto focus = focus_of(options.hover, results, cursor.step);
    const Highlight highlight(results, focus ? std::vector<Focus>{*focus} : std::vector<Focus>{});
    const Rasters rasters = make_rasters(results);
    Frame frame;
    frame.size = size;
    Canvas canvas(frame, input.theme, input.typesetter, 1);
    lens_entry(lens).draw(canvas, {input, model, step, highlight, rasters}, {{0, 0}, size});
    return frame;
}

Document preset_document(const std::string& name) {
    const Preset* preset = preset_named(name);
    if (preset == nullptr)
        throw std::runtime_error("no preset " + name);
    return preset->document;
}

std::string describe(const Document& document) {
    return write_scene(document);
}

Cursor random_cursor(const Results& results, std::mt19937_64& random) {
    const StepRun timeline{results.steps, results.terms_per_step};
    return timeline.at(static_cast<int64_t>(random() % static_cast<uint64_t>(timeline.duration_us() + 1)));
}

Rect ink(const Item& item) {
    const auto& label = std::get<Label>(item.shape);
    const TextLayout layout = typesetter().lay_out(label.text, label.face, label.size);
    const Vec2 origin = typesetter().origin(label, layout);
    return inset({{origin.x, origin.y - layout.digit_height}, {origin.x + layout.width, origin.y}}, 0.5F);
}

std::vector<const Item*> visible_labels(const Frame& frame) {
    std::vector<const Item*> labels;
    for (const Item& item : frame.items)
        if (const auto* label = std::get_if<Label>(&item.shape))
            if (label->color.a > 0 && !label->text.empty())
                labels.push_back(&item);
    return labels;
}

void expect_clear(const Frame& frame, const std::string& what) {
    const auto labels = visible_labels(frame);
    std::vector<Rect> boxes;
    for (const Item* item : labels) {
        boxes.push_back(ink(*item));
        const Rect& r = boxes.back();
        EXPECT_TRUE(r.min.x >= 0 && r.min.y >= 0 && r.max.x <= frame.size.x && r.max.y <= frame.size.y)
            << what << ": '" << text_of(*item) << "' is cut off";
    }
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b)
            EXPECT_TRUE(intersected(boxes[a], boxes[b]).empty())
                << what << ": '" << text_of(*labels[a]) << "' overlaps '" << text_of(*labels[b]) << "'";
}

void expect_golden(const Frame& frame, const std::string& name) {
    expect_golden_text(dump(frame), source_folder() + "/tests/scene/golden/" + name);
}

void expect_golden_text(const std::string& got, const std::string& path) {
    if (std::getenv("CONVLENS_UPDATE_GOLDEN") != nullptr)
        std::ofstream(path + ".txt") << got;
    std::stringstream expected;
    expected << std::ifstream(path + ".txt").rdbuf();
    std::remove((path + ".out").c_str());
    std::remove((path + ".diff").c_str());
    if (got == expected.str())
        return;
    std::ofstream(path + ".out") << got;
    std::ofstream(path + ".diff") << difference(lines_of(expected.str()), lines_of(got));
    ADD_FAILURE() << path << ".txt differs; read " << path << ".diff";
}

std::vector<std::string> texts_of(const Frame& frame) {
    std::vector<std::string> texts;
    for (const Item* item : visible_labels(frame))
        texts.push_back(std::get<Label>(item->shape).text);
    return texts;
}

std::string words_of(const Frame& frame) {
    std::string words;
    for (const Item* item : visible_labels(frame))
        words += std::get<Label>(item->shape).text + "\n";
    return words;
}

std::string without_spaces(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

bool says(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

} // namespace convlens::scene_test
