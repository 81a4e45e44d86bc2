// Whole movies through write_movie, decoded by giflib and libpng, against what the painter paints.
#include "i18n/error.h"
#include "output/decode_gif.h"
#include "output/gif/movie.h"
#include "output/gif/palette.h"
#include "output/paint.h"
#include "output/png/folder.h"
#include "output/temporary_folder.h"
#include "support/photos.h"
#include "system_fonts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <png.h>

#include <sys/stat.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::decode_gif;
using test::DecodedGif;
using test::paint;
using test::put_content;
using test::system_fonts;
using test::TemporaryFolder;
using test::worst_channel;

const Color ground = rgb(0xFFFFFF), ink = rgb(0x202020), cell = rgb(0x5F9FC4), lit = rgb(0xF3DE9C);
const std::vector<std::pair<Color, Color>> movie_pairs{
    {ink, ground}, {cell, ground}, {ink, cell}, {ink, lit}, {lit, ground}};

void put(Frame& frame, const auto& shape) {
    frame.items.emplace_back();
    frame.items.back().shape = shape;
}

// A row of cells with their numbers; one is lit, and a text says which. Every third frame is as the one
// before.
Frame frame_at(int64_t number) {
    const int64_t step = number - (number % 3 == 2 ? 1 : 0);
    Frame frame;
    frame.size = {150, 70};
    frame.background = ground;
    for (int64_t i = 0; i < 5; ++i) {
        const float x = 8 + 26 * static_cast<float>(i);
        Box box = box_of({{x, 10}, {x + 26, 36}});
        box.fill = i == step % 5 ? lit : cell;
        box.stroke = ink;
        box.stroke_width = 1.25F;
        put(frame, box);
        Label digit{
            std::to_string(i * 7 % 10), {x + 13, 23}, 14, Face::mono, AlignX::center, AlignY::middle, ink};
        put(frame, digit);
    }
    Label text{"step " + std::to_string(step), {8, 55}, 13, Face::sans, AlignX::left, AlignY::middle, ink};
    put(frame, text);
    return frame;
}

Movie movie_of(int64_t frames, int64_t frames_per_second) {
    return {frames, {{frames_per_second, 1}, movie_pairs}, frame_at};
}

const Progress to_the_end = [](int64_t, int64_t) { return true; };

bool write_gif(const Movie& movie, const std::string& path, const Progress& progress = to_the_end) {
    return write_movie(movie, open_gif, path, system_fonts(), progress);
}

// As the exception names it: fault, then key; empty where nothing is thrown.
std::string error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return (error.fault == Error::Fault::request ? "request " : "work ") + error.key;
    }
    return {};
}

std::vector<uint32_t> quantised(const std::vector<uint32_t>& pixels) {
    Palette palette(movie_pairs);
    std::vector<uint32_t> result;
    for (const uint32_t pixel : pixels) {
        const Color color = palette.colors()[palette.nearest(pixel)];
        result.push_back(static_cast<uint32_t>(color.r << 16 | color.g << 8 | color.b));
    }
    return result;
}

TEST(Movie, a_gif_shows_what_is_painted) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_gif(movie_of(14, 20), folder / "a.gif"));
    const DecodedGif gif = decode_gif(folder / "a.gif");
    EXPECT_EQ(gif.width, 150);
    EXPECT_EQ(gif.height, 70);
    EXPECT_EQ(gif.loops, 0);
    std::size_t shown = 0; // of gif.pictures
    for (int64_t number = 0; number < 14; ++number) {
        if (number > 0 && frame_at(number) != frame_at(number - 1))
            ++shown;
        ASSERT_LT(shown, gif.pictures.size());
        const std::vector<uint32_t> painted = paint(frame_at(number), system_fonts());
        EXPECT_EQ(gif.pictures[shown].pixels, quantised(painted)) << "frame " << number;
        EXPECT_LE(worst_channel(gif.pictures[shown].pixels, painted), 24) << "frame " << number;
    }
    EXPECT_EQ(shown + 1, gif.pictures.size()) << "frames that do not differ are one picture";
}

TEST(Movie, durations_add_up) {
    for (const int64_t frames_per_second : {1, 3, 7, 15, 24, 30, 33, 50}) {
        const TemporaryFolder folder;
        const int64_t frames = 3 * frames_per_second; // 3 s
        ASSERT_TRUE(write_gif(movie_of(frames, frames_per_second), folder / "a.gif"));
        int sum = 0;
        for (const DecodedGif::Picture& picture : decode_gif(folder / "a.gif").pictures) {
            EXPECT_GE(picture.delay, 2);
            sum += picture.delay;
        }
        EXPECT_EQ(sum, 300) << frames_per_second << " frames a second";
    }
}

TEST(Movie, progress_counts_every_frame) {
    const TemporaryFolder folder;
    std::vector<int64_t> calls;
    write_gif(movie_of(4, 20), folder / "a.gif", [&](int64_t done, int64_t all) {
        EXPECT_EQ(all, 4);
        calls.push_back(done);
        return true;
    });
    EXPECT_THAT(calls, testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST(Movie, cancelled_at_any_moment_it_leaves_nothing) {
    for (const OpenMovie format : {open_gif, open_png_folder})
        for (const int64_t last : {0, 3, 6}) {
            const TemporaryFolder folder;
            put_content(folder / "old.gif", "old");
            const std::string path = folder / (format == open_gif ? "old.gif" : "frames/");
            EXPECT_FALSE(write_movie(movie_of(6, 20), format, path, system_fonts(),
                                     [&](int64_t done, int64_t) { return done != last; }));
            EXPECT_EQ(content_of(folder / "old.gif"), "old");
            EXPECT_EQ(folder.entries(), 1) << "cancelled at " << last;
        }
}

TEST(Movie, a_failure_leaves_the_old_file) {
    const TemporaryFolder folder;
    put_content(folder / "old.gif", "old");
    Movie movie = movie_of(6, 20);
    movie.frame = [](int64_t number) {
        if (number == 4)
            throw Error(Error::Fault::work, "error.write_failed", {}, "");
        return frame_at(number);
    };
    EXPECT_EQ(error_of([&] { write_gif(movie, folder / "old.gif"); }), "work error.write_failed");
    EXPECT_EQ(content_of(folder / "old.gif"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(Movie, a_full_device_and_a_missing_folder_are_errors) {
    const TemporaryFolder folder;
    EXPECT_EQ(error_of([] { write_gif(movie_of(6, 20), "/dev/full"); }), "work error.write_failed");
    EXPECT_EQ(error_of([&] { write_gif(movie_of(6, 20), folder / "none/a.gif"); }),
              "request error.cannot_write");
}

TEST(Movie, a_link_is_followed) {
    const TemporaryFolder folder;
    fs::create_symlink("real.gif", folder / "link.gif");
    ASSERT_TRUE(write_gif(movie_of(2, 20), folder / "link.gif"));
    EXPECT_TRUE(fs::is_symlink(folder / "link.gif"));
    EXPECT_EQ(decode_gif(folder / "real.gif").pictures.size(), 2U);
}

std::vector<uint32_t> decode_png(const std::string& path) {
    png_image image = {};
    image.version = PNG_IMAGE_VERSION;
    std::vector<uint32_t> pixels;
    if (png_image_begin_read_from_file(&image, path.c_str()) != 0) {
        image.format = PNG_FORMAT_BGRA; // 0xAARRGGBB in memory here
        pixels.resize(static_cast<std::size_t>(image.width) * image.height);
        png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr);
    }
    return pixels;
}

TEST(Movie, a_folder_holds_every_frame_exactly) {
    const TemporaryFolder folder;
    ASSERT_TRUE(
        write_movie(movie_of(7, 60), open_png_folder, folder / "frames/", system_fonts(), to_the_end));
    for (int64_t number = 0; number < 7; ++number)
        EXPECT_EQ(decode_png(folder / "frames/frame-00000" + std::to_string(number + 1) + ".png"),
                  paint(frame_at(number), system_fonts()))
            << "frame " << number;
    EXPECT_FALSE(fs::exists(folder / "frames/frame-000008.png"));
}

TEST(Movie, the_same_movie_gives_the_same_bytes) {
    const TemporaryFolder folder;
    write_gif(movie_of(5, 20), folder / "a.gif");
    write_gif(movie_of(5, 20), folder / "b.gif");
    EXPECT_EQ(content_of(folder / "a.gif"), content_of(folder / "b.gif"));
}

TEST(Movie, a_gif_has_the_colors_of_a_photo) {
    const TemporaryFolder folder;
    const auto pixels = test::photo_pixels(120, 60);
    const Movie movie{2, {{20, 1}, movie_pairs}, [&](int64_t number) {
                          Frame frame = frame_at(number);
                          put(frame, Photo{{{20, 5}, {140, 65}}, pixels});
                          return frame;
                      }};
    ASSERT_TRUE(write_gif(movie, folder / "a.gif"));
    const DecodedGif gif = decode_gif(folder / "a.gif");
    const std::vector<uint32_t> painted = paint(movie.frame(0), system_fonts());
    double sum = 0;
    for (std::size_t i = 0; i < painted.size(); ++i)
        for (const int shift : {0, 8, 16})
            sum += std::abs(static_cast<int>(painted[i] >> shift & 255) -
                            static_cast<int>(gif.pictures[0].pixels[i] >> shift & 255));
    EXPECT_LT(sum / static_cast<double>(3 * painted.size()), 12);
}

} // namespace
} // namespace convlens
