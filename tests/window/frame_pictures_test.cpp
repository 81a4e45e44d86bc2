// The same Frame by OpenGL and by the painter of files: random shapes, and every figure in both views. Needs
// a display.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/presets.h"
#include "output/paint.h"
#include "scene/base/scene_input.h"
#include "scene/compose.h"
#include "scene/model/rasters.h"
#include "support/random_frame.h"
#include "test_fonts.h"
#include "window/gl/frame_renderer.h"
#include "window/gl/painted_picture.h"
#include "window/platform/platform.h"

#include <glad/gl.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

namespace convlens {
namespace {

constexpr int width = 640, height = 360;

/// One context and one set of fonts for all tests.
class FramePictures : public testing::Test {
protected:
    static void SetUpTestSuite() {
        platform = new Platform(width, height, false);
        renderer = new gl::FrameRenderer();
        fonts = new FontSet(test_fonts());
        typesetter = new Typesetter(*fonts);
        // A target of its own: what a hidden window keeps of its pixels is not defined.
        glGenFramebuffers(1, &framebuffer);
        glGenTextures(1, &texture);
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
    }
    static void TearDownTestSuite() {
        delete typesetter;
        delete fonts;
        delete renderer;
        delete platform;
    }

    static std::vector<uint32_t> drawn(const Frame& frame) { return drawn(frame, *renderer); }
    static std::vector<uint32_t> drawn(const Frame& frame, gl::FrameRenderer& by) {
        glClearColor(0, 0, 0, 0);
        glClear(GL_COLOR_BUFFER_BIT);
        by.draw(frame, *typesetter, {width, height, 0, 0});
        std::vector<uint32_t> upside_down(static_cast<std::size_t>(width) * height), pixels = upside_down;
        glReadPixels(0, 0, width, height, GL_BGRA, GL_UNSIGNED_BYTE, upside_down.data());
        for (std::size_t y = 0; y < height; ++y)
            std::copy_n(&upside_down[(height - 1 - y) * width], width, &pixels[y * width]);
        return pixels;
    }

    struct Difference {
        double mean = 0;      // of all channels, 0..255
        double far_share = 0; // of pixels that differ by more than a quarter in any channel
    };
    static Difference compare(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
        double sum = 0;
        std::size_t far = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            int most = 0;
            for (const int shift : {0, 8, 16}) {
                const int d = std::abs(static_cast<int>((a[i] >> shift) & 255U) -
                                       static_cast<int>((b[i] >> shift) & 255U));
                sum += d;
                most = std::max(most, d);
            }
            far += most > 64 ? 1 : 0;
        }
        const auto count = static_cast<double>(a.size());
        return {sum / (3 * count), static_cast<double>(far) / count};
    }

    static void keep(const std::vector<uint32_t>& pixels, const std::string& name) {
        std::ofstream file(testing::TempDir() + name + ".ppm", std::ios::binary);
        file << "P6 " << width << ' ' << height << " 255\n";
        for (const uint32_t pixel : pixels)
            for (const int shift : {16, 8, 0})
                file.put(static_cast<char>((pixel >> shift) & 255U));
    }

    static void expect_same(const Frame& frame, const std::string& name, double mean, double far_share) {
        const auto by_gl = drawn(frame), by_painter = test::paint(frame, *fonts);
        ASSERT_EQ(by_gl.size(), by_painter.size());
        const Difference difference = compare(by_gl, by_painter);
        const bool same = difference.mean <= mean && difference.far_share <= far_share;
        EXPECT_TRUE(same) << name << ": mean " << difference.mean << ", far " << difference.far_share
                          << "; pictures in " << testing::TempDir();
        if (!same || std::getenv("CONVLENS_KEEP") != nullptr) {
            keep(by_gl, name + ".gl");
            keep(by_painter, name + ".painter");
        }
    }

    inline static Platform* platform = nullptr;
    inline static gl::FrameRenderer* renderer = nullptr;
    inline static FontSet* fonts = nullptr;
    inline static Typesetter* typesetter = nullptr;
    inline static GLuint framebuffer = 0, texture = 0;
};

TEST_F(FramePictures, random_frames_are_the_same) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        Frame frame = test::random_frame(random, {width, height}, 30);
        for (Item& item : frame.items) // what crosses itself is for the painter of files alone
            if (Path* path = std::get_if<Path>(&item.shape);
                path != nullptr && path->closed && path->points.size() > 3)
                path->points.resize(3);
        expect_same(frame, "random-" + std::to_string(seed), 1.0, 0.01);
    }
}

TEST_F(FramePictures, every_figure_is_the_same_in_both_views) {
    for (const Preset& preset : presets())
        for (const View view : {View::tilted, View::flat}) {
            Document document = preset.document;
            document.view = view;
            const Results results = evaluate(document);
            const Rasters rasters = make_rasters(results);
            Composition composition;
            composition.size = {width, height};
            const Frame frame =
                compose({document, results, finished(results.steps / 2, results.terms_per_step), Tag{},
                         theme(ThemeId::light), Texts(Language::zh), *typesetter, composition, &rasters});
            expect_same(frame, document.name + (view == View::flat ? "-flat" : "-tilted"), 0.7, 0.002);
        }
}

/// A renderer that drew other frames before draws this one like one that begins with it.
TEST_F(FramePictures, what_is_kept_of_the_last_frame_leaves_no_trace) {
    for (unsigned seed = 1; seed <= 25; ++seed) {
        std::mt19937 random(seed);
        Frame frame = test::random_frame(random, {width, height}, 30);
        frame.background.a = 255;
        drawn(frame);
        for (int change = 0; change < 3; ++change) {
            for (int i = 0; i <= change; ++i)
                frame.items[random() % frame.items.size()] = test::random_item(random, {width, height});
            gl::FrameRenderer fresh;
            const Difference trace = compare(drawn(frame), drawn(frame, fresh));
            EXPECT_EQ(trace.far_share, 0) << "seed " << seed << " change " << change;
            EXPECT_LE(trace.mean, 0.0006)
                << "seed " << seed << " change " << change; // tips of sharp polygons
        }
    }
}

TEST_F(FramePictures, steps_of_a_figure_are_drawn_as_if_each_were_the_first) {
    for (const char* name : {"numerical_padding_strides", "several_channels", "numerical_max_pooling"}) {
        const auto found = std::find_if(presets().begin(), presets().end(),
                                        [&](const Preset& preset) { return preset.document.name == name; });
        ASSERT_NE(found, presets().end()) << name;
        const Document& document = found->document;
        const Results results = evaluate(document);
        const Rasters rasters = make_rasters(results);
        for (int64_t terms = 0; terms < 8; ++terms) {
            Cursor cursor = finished(terms / 2, results.terms_per_step);
            cursor.phase = terms % 2 == 0 ? Phase::move : Phase::hold;
            cursor.progress = 0.3F;
            Composition composition;
            composition.size = {width, height};
            const Frame frame = compose({document, results, cursor, Tag{}, theme(ThemeId::light),
                                         Texts(Language::en), *typesetter, composition, &rasters});
            gl::FrameRenderer fresh;
            EXPECT_EQ(drawn(frame), drawn(frame, fresh)) << name << " frame " << terms;
        }
    }
}

TEST_F(FramePictures, painted_ones_are_those_of_files_pixel_by_pixel) {
    gl::PaintedPicture picture(*typesetter);
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        Frame frame = test::random_frame(random, {width - 7.0F * static_cast<float>(seed % 3), height}, 20);
        frame.background.a = 255;
        for (int change = 0; change < 4; ++change) {
            glClearColor(0, 0, 0, 0);
            glClear(GL_COLOR_BUFFER_BIT);
            picture.paint(frame);
            picture.draw({width, height, 0, 0});
            const auto own = static_cast<std::size_t>(frame.size.x);
            std::vector<uint32_t> rows(own * height), expected = test::paint(frame, *fonts);
            glReadPixels(0, 0, static_cast<int>(own), height, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                         rows.data());
            std::size_t others = 0;
            for (std::size_t y = 0; y < height; ++y)
                for (std::size_t x = 0; x < own; ++x)
                    others += rows[(height - 1 - y) * own + x] != expected[y * own + x] ? 1 : 0;
            EXPECT_EQ(others, 0U) << "seed " << seed << " change " << change;
            frame.items[random() % frame.items.size()] = test::random_item(random, frame.size);
        }
    }
}

TEST_F(FramePictures, another_picture_is_found) {
    std::mt19937 one(1), two(2);
    const auto a = drawn(test::random_frame(one, {width, height}, 30));
    const auto b = test::paint(test::random_frame(two, {width, height}, 30), *fonts);
    EXPECT_GT(compare(a, b).far_share, 0.05);
}

TEST_F(FramePictures, a_frame_goes_where_its_target_says) {
    Frame frame;
    frame.size = {100, 50};
    frame.background = rgb(0x112233);
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    renderer->draw(frame, *typesetter, {width, height, 200, 100});
    uint32_t inside = 0, above = 0;
    glReadPixels(201, height - 1 - 101, 1, 1, GL_BGRA, GL_UNSIGNED_BYTE, &inside);
    glReadPixels(201, height - 1 - 99, 1, 1, GL_BGRA, GL_UNSIGNED_BYTE, &above);
    EXPECT_EQ(inside & 0xFFFFFFU, 0x112233U);
    EXPECT_EQ(above & 0xFFFFFFU, 0xFFFFFFU);
}

} // namespace
} // namespace convlens
