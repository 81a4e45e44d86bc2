// What keeps a tilted figure clear at any size: rings of padding that can be counted, crosses and sight lines
// that leave the numbers alone, and the result on its way from the window into Y.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "picture/outline.h"
#include "scene/base/tags.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

using scene_test::frame_of;
using scene_test::FrameOptions;

constexpr Vec2 stage_sizes[] = {{1280, 720}, {640, 360}, {480, 300}, {400, 300}};

bool has_tag(const Item& item, TagSpace space) {
    return item.tag.space == static_cast<uint32_t>(space);
}

/// Each preset in the views that are tilted.
template <class Check> void for_each_tilted(Check check) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        const Results results = evaluate(document);
        for (const View view : {View::tilted, View::volumes}) {
            document.view = view;
            check(document, results, document.name + (view == View::tilted ? ", tilted" : ", volumes"));
        }
    }
}

/// What the digits of a number cover, px.
Rect digits_of(const Label& label) {
    const float half = scene_test::typesetter().width(label.text, label.face, label.size) / 2;
    const float rise = 0.36F * label.size; // of a digit above and below its middle
    return {label.position - Vec2{half, rise}, label.position + Vec2{half, rise}};
}

bool is_number(const Item& item) {
    const auto* label = std::get_if<Label>(&item.shape);
    return label != nullptr && !label->text.empty() && label->color.a > 0 &&
           label->align_x == AlignX::center && label->align_y == AlignY::middle;
}

/// Whether a line of this width touches the rectangle, by points along it.
bool touches(const Rect& rect, Vec2 from, Vec2 to, float width) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const int points = static_cast<int>(length * 4) + 2;
    for (int i = 0; i < points; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(points - 1);
        const Vec2 p = from + (to - from) * t;
        if (p.x > rect.min.x - width / 2 && p.x < rect.max.x + width / 2 && p.y > rect.min.y - width / 2 &&
            p.y < rect.max.y + width / 2)
            return true;
    }
    return false;
}

std::vector<Cursor> some_cursors(const Results& results) {
    std::vector<Cursor> cursors;
    for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1}) {
        cursors.push_back(finished(step, results.terms_per_step));
        cursors.push_back(after_terms(step, 1));
        cursors.push_back({step, Phase::move, 0, 0.4F, false});
        cursors.push_back({step, Phase::drop, results.terms_per_step, 0.3F, false});
    }
    return cursors;
}

TEST(Tilted, rings_of_padding_can_be_counted_at_any_size) {
    for (const Theme& colors : themes())
        for (const Vec2 size : stage_sizes) {
            FrameOptions options;
            options.theme = colors.id;
            options.size = size;
            for (const char* const name : {"full_padding_no_strides", "no_padding_strides_transposed"}) {
                const Document document = scene_test::preset_document(name);
                const Results results = evaluate(document);
                const Frame frame = frame_of(document, results, finished(0, 1), options);
                int cells = 0;
                for (const Item& item : frame.items) {
                    const auto* box = std::get_if<Box>(&item.shape);
                    if (box == nullptr || !has_tag(item, TagSpace::padded_x) ||
                        box->pattern != Pattern::hatched)
                        continue;
                    ++cells;
                    const double line = contrast(box->stroke, box->fill);
                    const double hatching = contrast(box->ink, box->fill);
                    ASSERT_GE(line, 2.5) << name << " " << colors.name;
                    ASSERT_GE(line, 1.5 * hatching) << name << " " << colors.name;
                    ASSERT_GE(box->stroke_width, hatch_width) << name << " at " << size.x;
                }
                EXPECT_GT(cells, 20) << name;
            }
        }
}

/// "12 × 18 × 12" left of its plane.
TEST(Tilted, sizes_of_three_numbers_have_their_room) {
    Document document;
    document.operation = make_operation(Kind::max_unpool, {6, 6, 5}, {3, 2, 3});
    document.operation.stride = {2, 3, 3};
    document.operation.padding_begin = {0, 0, 1};
    document.operation.padding_end = {2, 0, 1};
    document.operation.output_padding = {1, 1, -1};
    document.view = View::tilted;
    const Results results = evaluate(document);
    for (const Vec2 size : {Vec2{2560, 1440}, {1920, 1080}, {1280, 720}, {800, 600}})
        for (const bool has_lenses : {true, false}) {
            document.lenses = has_lenses ? std::vector<Lens>{Lens::sum, Lens::sizes} : std::vector<Lens>{};
            FrameOptions options;
            options.size = size;
            const Frame frame = frame_of(document, results, finished(100, results.terms_per_step), options);
            int found = 0;
            for (const Item* item : scene_test::visible_labels(frame)) {
                const auto& label = std::get<Label>(item->shape);
                if (label.text != "12 × 18 × 12")
                    continue;
                ++found;
                EXPECT_GE(scene_test::ink(*item).min.x, 4 * size.y / 720) << size.x << " " << has_lenses;
            }
            EXPECT_GE(found, has_lenses && size.x < 1280 ? 0 : 1) << size.x << " " << has_lenses;
        }
}

TEST(Tilted, sight_lines_strike_no_digits) {
    for_each_tilted([](const Document& document, const Results& results, const std::string& what) {
        for (const Vec2 size : {stage_sizes[0], stage_sizes[1]})
            for (const Cursor& cursor : some_cursors(results)) {
                FrameOptions options;
                options.size = size;
                const Frame frame = frame_of(document, results, cursor, options);
                const auto first = std::find_if(frame.items.begin(), frame.items.end(), [](const Item& item) {
                    return has_tag(item, TagSpace::sight);
                });
                // What comes later lies over the lines: the results and all beside the figure.
                for (auto number = frame.items.begin(); number != first; ++number) {
                    if (!is_number(*number))
                        continue;
                    const Label& label = std::get<Label>(number->shape);
                    for (auto at = first; at != frame.items.end() && has_tag(*at, TagSpace::sight); ++at) {
                        const Path& line = std::get<Path>(at->shape);
                        if (line.stroke.a == 0 || line.points.empty())
                            continue;
                        EXPECT_FALSE(
                            touches(digits_of(label), line.points[0], line.points[1], line.stroke_width))
                            << what << ", step " << cursor.step << ", " << size.x << " wide: '" << label.text
                            << "' at " << label.position.x << "," << label.position.y;
                    }
                }
            }
    });
}

TEST(Tilted, sight_lines_still_lead_from_the_window_to_the_result) {
    const Document document = scene_test::preset_document("padding_strides");
    const Results results = evaluate(document);
    const Frame frame = frame_of(document, results, finished(4, results.terms_per_step));
    float ink = 0;
    float from_end_to_end = 0;
    for (const Item& item : frame.items) {
        if (!has_tag(item, TagSpace::sight))
            continue;
        const Path& line = std::get<Path>(item.shape);
        if (line.points.empty())
            continue;
        const Vec2 way = line.points[1] - line.points[0];
        if (line.stroke.a > 0)
            ink += std::hypot(way.x, way.y);
    }
    const auto window = std::find_if(frame.items.begin(), frame.items.end(), [](const Item& item) {
        return has_tag(item, TagSpace::window) && std::holds_alternative<Box>(item.shape);
    });
    const auto result = cell_of(frame, tag_of(TagSpace::y, 4), {});
    ASSERT_TRUE(window != frame.items.end() && result);
    const auto near = corners(std::get<Box>(window->shape)), far = corners(*result);
    for (std::size_t i = 0; i < 4; ++i)
        from_end_to_end += std::hypot(far[i].x - near[i].x, far[i].y - near[i].y);
    EXPECT_GT(ink, 0.7F * from_end_to_end);
    EXPECT_LT(ink, 1.001F * from_end_to_end);
}

TEST(Tilted, crosses_do_not_join_and_strike_no_digits) {
    for (const char* const name : {"stride_exceeds_kernel", "padding_strides_odd", "no_padding_strides"})
        for (const View view : {View::tilted, View::flat}) {
            Document document = scene_test::preset_document(name);
            document.view = view;
            if (document.name == "no_padding_strides")
                document.operation.input_size = {6, 6}; // the last row and column of X are not read
            const Results results = evaluate(document);
            const Frame frame = frame_of(document, results, finished(0, results.terms_per_step));
            std::vector<std::array<Vec2, 2>> lines;
            for (const Item& item : frame.items)
                if (const auto* box = std::get_if<Box>(&item.shape))
                    if ((box->pattern == Pattern::crossed || box->pattern == Pattern::cornered) &&
                        box->ink.a > 0)
                        for (const auto& line : crossed_lines(*box))
                            lines.push_back(line);
            EXPECT_GT(lines.size(), 10U) << name;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j)
                    for (const Vec2 a : lines[i])
                        for (const Vec2 b : lines[j])
                            EXPECT_GT(std::hypot(a.x - b.x, a.y - b.y), 4)
                                << name << ": ends of crosses meet";
                for (const Item& item : frame.items)
                    if (is_number(item) && (has_tag(item, TagSpace::x) || has_tag(item, TagSpace::y))) {
                        EXPECT_FALSE(
                            touches(digits_of(std::get<Label>(item.shape)), lines[i][0], lines[i][1], 1))
                            << name << ": '" << std::get<Label>(item.shape).text << "'";
                    }
            }
        }
}

/// The last item of the frame that is a Shape with this tag: the result on its way lies over its cell.
template <class Kind> const Kind* last_with(const Frame& frame, Tag tag) {
    for (auto at = frame.items.rbegin(); at != frame.items.rend(); ++at)
        if (at->tag == tag && std::holds_alternative<Kind>(at->shape))
            return &std::get<Kind>(at->shape);
    return nullptr;
}

Vec2 middle(const Box& box) {
    return box.origin + (box.u + box.v) * 0.5F;
}

/// Of several boxes with the tag, the one of the largest plane.
const Box* largest_cell(const Frame& frame, Tag tag) {
    const auto side = [](const Box& box) { return std::hypot(box.u.x, box.u.y); };
    const Box* largest = nullptr;
    for (const Item& item : frame.items)
        if (const auto* box = std::get_if<Box>(&item.shape);
            box != nullptr && item.tag == tag && (largest == nullptr || side(*box) > side(*largest)))
            largest = box;
    return largest;
}

TEST(Tilted, the_result_rises_from_the_window_into_its_cell) {
    for (const char* const name : {"padding_strides", "no_padding_strides_transposed", "convolution_3d",
                                   "numerical_max_pooling", "max_unpooling"})
        for (const int64_t step : {int64_t{0}, int64_t{3}}) {
            Document document = scene_test::preset_document(name);
            document.view = View::tilted;
            const Results results = evaluate(document);
            const auto at = [&](float progress) {
                return frame_of(document, results,
                                {step, Phase::drop, results.terms_per_step, progress, false});
            };
            const Frame there = frame_of(document, results, finished(step, results.terms_per_step));
            const int64_t element =
                name == std::string_view("max_unpooling") ? (*results.switches)[step] : step;
            const Tag tag = tag_of(TagSpace::y, element);
            const Box* const cell = largest_cell(there, tag); // an unpooling shows the element small, too
            ASSERT_TRUE(cell) << name;

            std::vector<Vec2> way;
            for (const float t : {0.0F, 0.25F, 0.5F, 0.75F, 1.0F}) {
                const Frame frame = at(t);
                ASSERT_EQ(frame.items.size(), there.items.size()) << name << ": items come and go";
                const auto* const box = last_with<Box>(frame, tag);
                const auto* const label = last_with<Label>(frame, tag);
                ASSERT_TRUE(box != nullptr && label != nullptr) << name;
                way.push_back(middle(*box));
                EXPECT_NEAR(label->position.x, way.back().x, 0.5F) << name << ": the number goes with it";
                EXPECT_NEAR(label->position.y, way.back().y, 0.5F) << name;
            }
            EXPECT_NEAR(way.back().x, middle(*cell).x, 0.5F) << name;
            EXPECT_NEAR(way.back().y, middle(*cell).y, 0.5F) << name;
            EXPECT_GT(way.front().y - way.back().y, 50) << name << ": from X below";
            for (std::size_t i = 1; i < way.size(); ++i) {
                EXPECT_NEAR(way[i].x - way[i - 1].x, (way.back().x - way.front().x) / 4, 0.5F) << name;
                EXPECT_NEAR(way[i].y - way[i - 1].y, (way.back().y - way.front().y) / 4, 0.5F) << name;
            }
        }
}

TEST(Tilted, the_cell_of_the_result_is_empty_until_it_arrives) {
    const Document document = scene_test::preset_document("padding_strides");
    const Results results = evaluate(document);
    const Theme& colors = theme(ThemeId::light);
    const Tag tag = tag_of(TagSpace::y, 4);
    const auto first = [&](const Frame& frame) {
        const auto at = std::find_if(frame.items.begin(), frame.items.end(), [&](const Item& item) {
            return item.tag == tag && std::holds_alternative<Box>(item.shape);
        });
        return std::get<Box>(at->shape).fill;
    };
    EXPECT_EQ(first(frame_of(document, results, {4, Phase::drop, 9, 0.9F, false})), colors.empty);
    EXPECT_EQ(first(frame_of(document, results, finished(4, 9))), colors.y.lit);
    EXPECT_EQ(first(frame_of(document, results, {4, Phase::drop, 9, 0.9F, true})), colors.y.lit)
        << "all of Y is shown";
}

} // namespace
} // namespace convlens
