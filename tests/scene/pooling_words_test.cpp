// Words and letters of pools and of unpooling: windows and no kernels, a norm whose letter is not the
// padding's, the forward half of an unpooling.
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/issues.h"
#include "scene/scene_fixture.h"
#include "scene/words/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <regex>

namespace convlens {
namespace {

using scene_test::frame_of;
using scene_test::texts_of;

constexpr Kind window_kinds[] = {Kind::max_pool, Kind::avg_pool, Kind::lp_pool, Kind::max_unpool};
/// But for the code lens, which has the names of programs.
constexpr Lens lenses[] = {Lens::sum,        Lens::im2col, Lens::unrolled, Lens::gradients,
                           Lens::transposed, Lens::sizes,  Lens::reach,    Lens::cost};

Operation small_operation(Kind kind, std::size_t dims) {
    Operation op =
        make_operation(kind, Sizes::filled(dims, kind == Kind::max_unpool ? 3 : 6), Sizes::filled(dims, 2));
    return op;
}

TEST(PoolWords, speak_of_windows_and_never_of_a_kernel) {
    for (const Kind kind : window_kinds)
        for (const std::size_t dims : {1U, 2U, 3U})
            for (const Language language : {Language::en, Language::zh})
                for (const Lens lens : lenses) {
                    Document document;
                    document.operation = small_operation(kind, dims);
                    if (kind != Kind::max_unpool)
                        document.operation.padding_begin = document.operation.padding_end =
                            Sizes::filled(dims, 1);
                    document.lenses = {lens};
                    const Results results = evaluate(document);
                    scene_test::FrameOptions options;
                    options.language = language;
                    for (const std::string& text :
                         texts_of(frame_of(document, results, finished(1, results.terms_per_step), options)))
                        for (const char* word : {"kernel", "Kernel", "卷积核", "核大小", "核 "})
                            EXPECT_EQ(text.find(word), std::string::npos)
                                << text << " (lens " << static_cast<int>(lens) << ", kind "
                                << static_cast<int>(kind) << ")";
                }
}

TEST(PoolWords, issues_name_the_window) {
    for (const Language language : {Language::en, Language::zh}) {
        const Texts texts(language);
        for (const Kind kind : {Kind::max_pool, Kind::avg_pool, Kind::lp_pool, Kind::conv}) {
            Operation op = make_operation(kind, {5, 5}, {9, 3});
            const std::string sentence = describe_issue(check(op).front(), op, texts);
            const char* const kernel = language == Language::en ? "kernel size 9" : "卷积核尺寸 9";
            const char* const window = language == Language::en ? "window size 9" : "窗口尺寸 9";
            EXPECT_NE(sentence.find(has_weight(kind) ? kernel : window), std::string::npos) << sentence;
            op.kernel_size = {0, 3};
            const std::string small = describe_issue(check(op).front(), op, texts);
            const std::string name(
                texts(has_weight(kind) ? "parameter.kernel_size" : "parameter.window_size"));
            EXPECT_NE(small.find(name), std::string::npos) << small;
        }
    }
}

TEST(LpPool, the_norm_is_q_and_p_is_the_padding) {
    const std::regex norm_p("\\^p|ᵖ|norm p|范数 p|p → ∞|1/p|p-norm|p 范数|infinite p\\b|odd p\\b|whole p\\b");
    for (const double q : {1.0, 2.0, 3.0, 8.0, std::numeric_limits<double>::infinity()})
        for (const bool mean : {false, true})
            for (const Language language : {Language::en, Language::zh})
                for (const std::size_t dims : {1U, 2U, 3U}) {
                    Document document;
                    document.operation = small_operation(Kind::lp_pool, dims);
                    document.operation.norm_p = q;
                    document.operation.padding_begin = document.operation.padding_end =
                        Sizes::filled(dims, 1);
                    document.power_mean = mean;
                    document.lenses = {Lens::sum, Lens::gradients, Lens::code};
                    const Results results = evaluate(document);
                    scene_test::FrameOptions options;
                    options.language = language;
                    options.size = {1920, 1080};
                    bool has_q = std::isinf(q);
                    for (const std::string& text : texts_of(
                             frame_of(document, results, finished(0, results.terms_per_step), options))) {
                        EXPECT_FALSE(std::regex_search(text, norm_p)) << text;
                        has_q = has_q || text.find("|x|^q") != std::string::npos;
                    }
                    EXPECT_TRUE(has_q) << q;
                }
    for (const Language language : {Language::en, Language::zh})
        for (const auto& [key, text] : Texts(language).all())
            EXPECT_FALSE(std::regex_search(std::string(text), norm_p)) << key << ": " << text;
}

TEST(LpPool, says_what_springenberg_showed) {
    for (const Language language : {Language::en, Language::zh}) {
        scene_test::FrameOptions options;
        options.language = language;
        Document typed;
        typed.operation = small_operation(Kind::lp_pool, 2);
        for (const Document& document : {typed, scene_test::preset_document("lp_pooling")}) {
            const Results results = evaluate(document);
            std::string all;
            for (const std::string& text :
                 texts_of(frame_of(document, results, finished(0, results.terms_per_step), options)))
                all += text + " ";
            EXPECT_NE(all.find("Springenberg"), std::string::npos) << all;
            EXPECT_NE(all.find("q → ∞"), std::string::npos) << all;
        }
    }
}

/// How many cells bear each place of X, the result.
std::map<int64_t, int> cells_of_places(const Frame& frame) {
    std::map<int64_t, int> cells;
    for (const Item& item : frame.items)
        if (std::holds_alternative<Box>(item.shape) && item.tag.space == static_cast<uint32_t>(TagSpace::y))
            ++cells[item.tag.index];
    return cells;
}

TEST(Unpooling, shows_the_pooled_plane_with_the_tag_of_each_place) {
    for (const std::size_t dims : {1U, 2U, 3U})
        for (const View view : {View::flat, View::tilted, View::volumes})
            for (const ThemeId theme : {ThemeId::light, ThemeId::dark}) {
                Document document;
                document.operation = small_operation(Kind::max_unpool, dims);
                document.operation.input_size = Sizes::filled(dims, 2);
                document.view = view;
                const Results results = evaluate(document);
                scene_test::FrameOptions options;
                options.theme = theme;
                for (int64_t step = 0; step < results.steps; ++step) {
                    const Frame frame = frame_of(document, results, finished(step, 1), options);
                    const auto cells = cells_of_places(frame);
                    for (int64_t y = 0; y < results.y->count(); ++y)
                        EXPECT_EQ(cells.contains(y) ? cells.at(y) : 0, 2)
                            << "place " << y << " in " << dims << "-D, view " << static_cast<int>(view);
                }
            }
}

TEST(Unpooling, writes_the_switch_below_each_value) {
    const Document document = scene_test::preset_document("max_unpooling");
    const Results results = evaluate(document);
    const auto texts = texts_of(frame_of(document, results, finished(0, 1)));
    for (int64_t x = 0; x < results.x->count(); ++x) {
        std::string place = "[";
        for (const int64_t i : unravel_index((*results.switches)[x], results.output))
            place += (place.size() > 1 ? "," : "") + std::to_string(i);
        EXPECT_EQ(std::count(texts.begin(), texts.end(), place + "]"), 1) << place;
    }
}

TEST(Unpooling, says_where_the_values_are_not_the_pooled_planes) {
    Document document = scene_test::preset_document("max_unpooling");
    const auto has = [&](const char* words) {
        const Results results = evaluate(document);
        const auto texts = texts_of(frame_of(document, results, finished(0, 1)));
        return std::count(texts.begin(), texts.end(), words) == 1;
    };
    EXPECT_TRUE(has("before pooling"));
    document.input.edits[{0, 0, 1, 1}] = 9;
    EXPECT_TRUE(has("gives the switches"));
}

TEST(KindChanges, are_said) {
    const Texts texts(Language::en);
    const Operation conv = make_operation(Kind::conv, {7, 7}, {3, 3});
    Operation pool = conv;
    pool.kind = Kind::max_pool;
    EXPECT_EQ(kind_changes(conv, pool, texts), "");
    pool.padding_begin = pool.padding_end = {1, 1};
    pool.kernel_size = {2, 2};
    const std::string said = kind_changes(conv, pool, texts);
    EXPECT_NE(said.find("padding is now 1"), std::string::npos) << said;
    EXPECT_NE(said.find("window size is now 2"), std::string::npos) << said;
}

} // namespace
} // namespace convlens
