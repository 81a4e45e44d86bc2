// Animated PNG and WebP, decoded by ffmpeg and libwebpdemux, against what the painter paints; their times to
// the last unit.
#include "encoding/packed_text.h"
#include "i18n/error.h"
#include "output/apng/movie.h"
#include "output/gif/movie.h"
#include "output/paint.h"
#include "output/png/folder.h"
#include "output/png/png.h"
#include "output/sample_movie.h"
#include "output/temporary_folder.h"
#include "output/webp/movie.h"

#include <gtest/gtest.h>
#include <webp/demux.h>

#include <cstring>
#include <numeric>

namespace convlens {
namespace {

using test::content_of;
using test::no_ground;
using test::output_of;
using test::paint;
using test::put_content;
using test::sample_frame;
using test::sample_movie;
using test::system_fonts;
using test::TemporaryFolder;
using test::white;
using test::write;

const FrameRate rates[] = {{20, 1}, {1, 1}, {30, 1}, {2997, 125}, {24000, 1001}, {60, 1}, {7, 3}};

/// The frame as the formats hold it: 0xAARRGGBB not multiplied.
std::vector<uint32_t> straight(int64_t number, Color ground) {
    const std::vector<uint32_t> painted = paint(sample_frame(number, ground), system_fonts());
    std::vector<uint32_t> pixels(painted.size());
    put_straight(painted, true, pixels);
    return pixels;
}

uint32_t number_at(const std::string& bytes, std::size_t at, int size) {
    uint32_t number = 0;
    for (int i = 0; i < size; ++i)
        number = number << 8 | static_cast<uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
    return number;
}

struct Chunk {
    std::string type, content;
};

std::vector<Chunk> chunks_of(const std::string& png) {
    std::vector<Chunk> chunks;
    for (std::size_t at = 8; at + 12 <= png.size();) {
        const std::size_t size = number_at(png, at, 4);
        chunks.push_back({png.substr(at + 4, 4), png.substr(at + 8, size)});
        at += 12 + size;
    }
    return chunks;
}

std::vector<std::string> contents_of(const std::string& png, const std::string& type) {
    std::vector<std::string> contents;
    for (const Chunk& chunk : chunks_of(png))
        if (chunk.type == type)
            contents.push_back(chunk.content);
    return contents;
}

/// How many frames of the rate the pictures are seen, each of them exactly so many.
int64_t frames_of_delays(const std::string& png, FrameRate rate) {
    int64_t sum = 0;
    for (const std::string& control : contents_of(png, "fcTL")) {
        const int64_t frames = int64_t{number_at(control, 20, 2)} * rate.frames;
        const int64_t of = int64_t{number_at(control, 22, 2)} * rate.seconds;
        EXPECT_EQ(frames % of, 0) << "no whole number of frames";
        sum += frames / of;
    }
    return sum;
}

std::vector<std::vector<uint32_t>> decoded_by_ffmpeg(const std::string& path, std::size_t pixels) {
    const std::string raw = path + ".raw";
    output_of("ffmpeg -v error -y -i '" + path + "' -vsync 0 -pix_fmt bgra -f rawvideo '" + raw + "' 2>&1");
    const std::string bytes = content_of(raw);
    std::vector<std::vector<uint32_t>> pictures(bytes.size() / (4 * pixels), std::vector<uint32_t>(pixels));
    for (std::size_t i = 0; i < pictures.size(); ++i)
        std::memcpy(pictures[i].data(), bytes.data() + i * 4 * pixels, 4 * pixels);
    return pictures;
}

/// Pictures with the ms at which each ends.
std::vector<std::pair<std::vector<uint32_t>, int>> decoded_webp(const std::string& path) {
    const std::string bytes = content_of(path);
    const WebPData data{reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_BGRA; // 0xAARRGGBB in memory here
    WebPAnimDecoder* decoder = WebPAnimDecoderNew(&data, &options);
    std::vector<std::pair<std::vector<uint32_t>, int>> pictures;
    uint8_t* pixels = nullptr;
    for (int end = 0; decoder != nullptr && WebPAnimDecoderGetNext(decoder, &pixels, &end) != 0;) {
        WebPAnimInfo info;
        WebPAnimDecoderGetInfo(decoder, &info);
        const auto* from = reinterpret_cast<const uint32_t*>(pixels);
        pictures.emplace_back(
            std::vector<uint32_t>(from, from + std::size_t{info.canvas_width} * info.canvas_height), end);
    }
    WebPAnimDecoderDelete(decoder);
    return pictures;
}

TEST(Apng, shows_what_is_painted_without_a_wrong_pixel) {
    for (const Color ground : {white, no_ground}) {
        const TemporaryFolder folder;
        ASSERT_TRUE(write(sample_movie(12, {20, 1}, ground), open_apng, folder / "a.apng"));
        const std::vector<uint32_t> first = straight(0, ground);
        const auto pictures = decoded_by_ffmpeg(folder / "a.apng", first.size());
        ASSERT_EQ(pictures.size(), 8U) << "frames that do not differ are one picture";
        for (int64_t number = 0; number < 12; ++number)
            EXPECT_EQ(pictures[static_cast<std::size_t>(number - (number + 1) / 3)], straight(number, ground))
                << number << (ground.a == 0 ? " transparent" : "");
    }
}

TEST(Apng, times_are_exact_at_any_rate) {
    for (const FrameRate rate : rates) {
        const TemporaryFolder folder;
        ASSERT_TRUE(write(sample_movie(10, rate), open_apng, folder / "a.apng"));
        const std::string png = content_of(folder / "a.apng");
        EXPECT_EQ(frames_of_delays(png, rate), 10) << rate.frames << "/" << rate.seconds;
        const std::string head = contents_of(png, "acTL").at(0);
        EXPECT_EQ(number_at(head, 0, 4), contents_of(png, "fcTL").size());
    }
}

TEST(Apng, what_is_seen_for_very_long_keeps_its_time) {
    const TemporaryFolder folder;
    Movie movie =
        sample_movie(400, {24000, 1001}); // 16 s, and 65535/24000 s is the longest that a picture can say
    movie.frame = [](int64_t number) { return sample_frame(number < 2 ? 0 : 3, white); };
    ASSERT_TRUE(write(movie, open_apng, folder / "a.apng"));
    const std::string png = content_of(folder / "a.apng");
    EXPECT_EQ(frames_of_delays(png, movie.facts.rate), 400);
    const auto pictures = decoded_by_ffmpeg(folder / "a.apng", straight(0, white).size());
    ASSERT_GT(pictures.size(), 2U);
    EXPECT_EQ(pictures.front(), straight(0, white));
    EXPECT_EQ(pictures.back(), straight(3, white));
}

TEST(Apng, is_played_once_or_without_end_and_is_a_picture_for_others) {
    for (const bool loops : {true, false}) {
        const TemporaryFolder folder;
        Movie movie = sample_movie(6, {20, 1});
        movie.facts.loops = loops;
        movie.facts.file.scene = "{\"kind\": \"conv\", \"名\": 1}\n";
        ASSERT_TRUE(write(movie, open_apng, folder / "a.apng"));
        const std::string png = content_of(folder / "a.apng");
        EXPECT_EQ(number_at(contents_of(png, "acTL").at(0), 4, 4), loops ? 0U : 1U);
        const std::string text = contents_of(png, "iTXt").at(0);
        const std::string head("convlens-scene\0\1\0\0\0", 19);
        EXPECT_EQ(text.substr(0, 19), head);
        EXPECT_EQ(expand_text(text.substr(19), 1000), movie.facts.file.scene);
        EXPECT_LT(png.find("iTXt"), png.find("IDAT"));
        uint32_t sequence = 0;
        for (const Chunk& chunk : chunks_of(png))
            if (chunk.type == "fcTL" || chunk.type == "fdAT") {
                EXPECT_EQ(number_at(chunk.content, 0, 4), sequence++);
            }
    }
}

TEST(Webp, shows_what_is_painted_without_a_wrong_pixel) {
    for (const Color ground : {white, no_ground}) {
        const TemporaryFolder folder;
        ASSERT_TRUE(write(sample_movie(12, {20, 1}, ground), open_webp, folder / "a.webp"));
        const auto pictures = decoded_webp(folder / "a.webp");
        ASSERT_EQ(pictures.size(), 8U) << "frames that do not differ are one picture";
        for (int64_t number = 0; number < 12; ++number)
            EXPECT_EQ(pictures[static_cast<std::size_t>(number - (number + 1) / 3)].first,
                      straight(number, ground))
                << number << (ground.a == 0 ? " transparent" : "");
    }
}

TEST(Webp, times_are_right_to_the_millisecond_at_any_rate) {
    for (const FrameRate rate : rates) {
        const TemporaryFolder folder;
        ASSERT_TRUE(write(sample_movie(10, rate), open_webp, folder / "a.webp"));
        const auto pictures = decoded_webp(folder / "a.webp");
        ASSERT_EQ(pictures.size(), 7U);
        const int64_t changes[] = {1, 3, 4, 6, 7, 9, 10};
        for (std::size_t i = 0; i < pictures.size(); ++i)
            EXPECT_EQ(pictures[i].second, rate.begin_of(changes[i], 1000))
                << rate.frames << "/" << rate.seconds;
    }
}

TEST(Webp, holds_the_scene_and_is_played_once_or_without_end) {
    for (const bool loops : {true, false})
        for (const int64_t frames : {1, 6}) {
            const TemporaryFolder folder;
            Movie movie = sample_movie(frames, {20, 1});
            movie.facts.loops = loops;
            movie.facts.file.scene = "{\"kind\": \"conv\", \"名\": 1}\n";
            ASSERT_TRUE(write(movie, open_webp, folder / "a.webp"));
            const std::string webp = content_of(folder / "a.webp");
            EXPECT_NE(webp.find("<?xpacket begin=\"\xEF\xBB\xBF\" id="), std::string::npos)
                << "with a byte order mark";
            const std::string begin = "<convlens:scene>", end = "</convlens:scene>";
            const std::size_t from = webp.find(begin) + begin.size();
            EXPECT_EQ(unpack_text(webp.substr(from, webp.find(end) - from), 1000), movie.facts.file.scene);
            if (frames > 1) {
                EXPECT_EQ(webp[webp.find("ANIM") + 12], loops ? 0 : 1);
            }
            EXPECT_EQ(decoded_webp(folder / "a.webp").front().first, straight(0, white));
        }
}

TEST(Webp, with_less_quality_it_is_smaller) {
    const TemporaryFolder folder;
    Movie movie = sample_movie(6, {20, 1});
    std::size_t before = SIZE_MAX;
    for (const int quality : {100, 70, 10}) {
        movie.facts.quality = quality;
        ASSERT_TRUE(write(movie, open_webp, folder / "a.webp"));
        const std::string webp = content_of(folder / "a.webp");
        EXPECT_EQ(webp.find("VP8L") != std::string::npos, quality == 100);
        if (quality < 100) {
            EXPECT_LT(webp.size(), before) << quality;
        }
        before = quality < 100 ? webp.size() : SIZE_MAX;
    }
}

TEST(Webp, a_picture_that_is_too_large_is_a_wrong_request) {
    Movie movie = sample_movie(1, {20, 1});
    movie.frame = [](int64_t) {
        Frame frame;
        frame.size = {16384, 20};
        frame.background = white;
        return frame;
    };
    const TemporaryFolder folder;
    try {
        write(movie, open_webp, folder / "a.webp");
        ADD_FAILURE() << "it was written";
    } catch (const Error& error) {
        EXPECT_EQ(error.key, "error.webp_size");
        EXPECT_EQ(error.fault, Error::Fault::request);
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(Gif, holds_the_scene_and_is_played_once_or_without_end) {
    for (const bool loops : {true, false}) {
        const TemporaryFolder folder;
        Movie movie = sample_movie(6, {2997, 125});
        movie.facts.loops = loops;
        for (int i = 0; i < 900; ++i) // over 255 bytes when it is compressed
            movie.facts.file.scene += std::to_string(i * 7919 % 1000) + ",";
        ASSERT_TRUE(write(movie, open_gif, folder / "a.gif"));
        const std::string gif = content_of(folder / "a.gif");
        EXPECT_EQ(gif.find("NETSCAPE2.0") != std::string::npos, loops);
        std::size_t at = gif.find("CONVLENSSCN") + 11;
        std::string stream;
        for (; gif.at(at) != 0; at += 1 + static_cast<uint8_t>(gif[at]))
            stream += gif.substr(at + 1, static_cast<uint8_t>(gif[at]));
        EXPECT_EQ(expand_text(stream, 10000), movie.facts.file.scene);
        EXPECT_NE(output_of("ffprobe -v error -show_entries stream=width '" + folder / "a.gif" + "' 2>&1")
                      .find("161"),
                  std::string::npos);
    }
}

TEST(Gif, on_a_transparent_ground_a_pixel_is_there_or_not) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write(sample_movie(12, {20, 1}, no_ground), open_gif, folder / "a.gif"));
    const std::vector<uint32_t> first = straight(0, no_ground);
    const auto pictures = decoded_by_ffmpeg(folder / "a.gif", first.size());
    ASSERT_EQ(pictures.size(), 8U);
    for (int64_t number = 0; number < 12; ++number) {
        const std::vector<uint32_t> painted = straight(number, no_ground);
        const auto& shown = pictures[static_cast<std::size_t>(number - (number + 1) / 3)];
        for (std::size_t i = 0; i < painted.size(); ++i)
            ASSERT_EQ(shown[i] >> 24, painted[i] >> 24 < 128 ? 0U : 255U)
                << "frame " << number << " pixel " << i;
    }
}

TEST(Png, pictures_and_series_hold_the_scene) {
    const TemporaryFolder folder;
    Movie movie = sample_movie(4, {20, 1});
    movie.facts.file.scene = "{\"a\": 1}";
    ASSERT_TRUE(write(movie, open_png_folder, folder / "frames/"));
    for (const std::string& png : {content_of(folder / "frames/frame-000003.png"),
                                   png_of(sample_frame(1, white), system_fonts(), movie.facts.file)})
        EXPECT_EQ(expand_text(contents_of(png, "iTXt").at(0).substr(19), 100), movie.facts.file.scene);
    const std::string without = png_of(sample_frame(1, white), system_fonts());
    EXPECT_TRUE(contents_of(without, "iTXt").empty());
}

/// Each of the formats of animations in one file.
class AnimatedFile : public testing::TestWithParam<OpenMovie> {};

TEST_P(AnimatedFile, goes_where_it_cannot_go_back) {
    const TemporaryFolder folder;
    const std::string pipe = folder / "pipe", copy = folder / "copy";
    output_of("mkfifo '" + pipe + "'");
    FILE* reader = popen(("cat '" + pipe + "' > '" + copy + "'").c_str(), "r");
    ASSERT_TRUE(write(sample_movie(6, {20, 1}), GetParam(), pipe));
    pclose(reader);
    ASSERT_TRUE(write(sample_movie(6, {20, 1}), GetParam(), folder / "a"));
    EXPECT_EQ(content_of(copy), content_of(folder / "a"));
}

TEST_P(AnimatedFile, leaves_the_old_one_where_it_fails) {
    const TemporaryFolder folder;
    put_content(folder / "old", "old");
    Movie movie = sample_movie(6, {20, 1});
    EXPECT_FALSE(write_movie(movie, GetParam(), folder / "old", system_fonts(),
                             [](int64_t done, int64_t) { return done < 4; }));
    movie.frame = [](int64_t number) {
        if (number == 4)
            throw Error(Error::Fault::work, "error.write_failed", {}, "");
        return sample_frame(number, white);
    };
    EXPECT_THROW(write(movie, GetParam(), folder / "old"), Error);
    EXPECT_EQ(content_of(folder / "old"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST_P(AnimatedFile, a_full_device_is_an_error) {
    try {
        write(sample_movie(6, {20, 1}), GetParam(), "/dev/full");
        ADD_FAILURE() << "it was written";
    } catch (const Error& error) {
        EXPECT_EQ(error.key, "error.write_failed");
        EXPECT_EQ(error.fault, Error::Fault::work);
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, AnimatedFile, testing::Values(open_gif, open_apng, open_webp));

} // namespace
} // namespace convlens
