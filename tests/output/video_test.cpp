// MP4 and WebM against what the painter paints, by ffmpeg and ffprobe; and encoders that are missing, die or
// hang.
#include "encoding/packed_text.h"
#include "i18n/error.h"
#include "output/child_status.h"
#include "output/paint.h"
#include "output/sample_movie.h"
#include "output/temporary_folder.h"
#include "output/video/ffmpeg.h"
#include "output/video/movie.h"
#include "output/video/yuv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <sys/wait.h>

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
using namespace std::chrono_literals;

constexpr int sample_width = 161, sample_height = 91, even_width = 162, even_height = 92; // of the sample

/// One of the sample's frames as planes.
std::string planes(int64_t number, Color ground, bool has_alpha) {
    YuvPicture picture(sample_width, sample_height, has_alpha);
    picture.take(paint(sample_frame(number, ground), system_fonts()), {0, 0, sample_width, sample_height});
    return std::string(picture.bytes());
}

double psnr(std::string_view a, std::string_view b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<uint8_t>(a[i]) - static_cast<uint8_t>(b[i]);
        sum += difference * difference;
    }
    return sum == 0 ? 99 : 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.size()) / sum);
}

std::string probed(const std::string& path, const std::string& entries) {
    return output_of("ffprobe -v error -count_frames -show_entries " + entries + " -of default=nk=1:nw=1 '" +
                     path + "' 2>&1");
}

std::string decoded(const std::string& path, const std::string& decoder, const std::string& layout) {
    const std::string raw = path + ".raw";
    output_of("ffmpeg -v error -y " + decoder + " -i '" + path + "' -vsync 0 -pix_fmt " + layout +
              " -f rawvideo '" + raw + "' 2>&1");
    return content_of(raw);
}

/// The program that the formats find as ffmpeg while this is there.
class FakeEncoder {
public:
    explicit FakeEncoder(const std::string& script) : before_(std::getenv("PATH")) {
        if (!script.empty()) {
            put_content(folder_ / "ffmpeg", "#!/bin/sh\n" + script + "\n");
            std::filesystem::permissions(folder_ / "ffmpeg", std::filesystem::perms::owner_all);
        }
        setenv("PATH", (script.empty() ? folder_.path() : folder_.path() + ":" + before_).c_str(), 1);
    }
    ~FakeEncoder() { setenv("PATH", before_.c_str(), 1); }
    FakeEncoder(const FakeEncoder&) = delete;
    FakeEncoder& operator=(const FakeEncoder&) = delete;

private:
    TemporaryFolder folder_;
    std::string before_;
};

std::string value_of(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.values)
        if (key == name)
            return value;
    return {};
}

class VideoTest : public testing::Test {
protected:
    VideoTest() { std::signal(SIGPIPE, SIG_IGN); }
    ~VideoTest() override { EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "an encoder is left behind"; }

    /// What is thrown while the sample is written over an old file, which stays.
    static Error error_of(OpenMovie open) {
        const TemporaryFolder folder;
        put_content(folder / "old", "old");
        try {
            write(sample_movie(40, {20, 1}), open, folder / "old");
        } catch (const Error& error) {
            EXPECT_EQ(content_of(folder / "old"), "old");
            EXPECT_EQ(folder.entries(), 1);
            EXPECT_EQ(error.fault, Error::Fault::work);
            EXPECT_EQ(error.where, folder / "old");
            return error;
        }
        ADD_FAILURE() << "it was written";
        return {Error::Fault::work, "", {}, ""};
    }
};

TEST_F(VideoTest, every_frame_is_there_and_looks_as_painted) {
    const std::pair<const char*, OpenMovie> formats[] = {{"h264", open_mp4}, {"vp9", open_webm}};
    for (const auto& [codec, open] : formats) {
        const TemporaryFolder folder;
        ASSERT_TRUE(write(sample_movie(10, {24000, 1001}), open, folder / "a"));
        EXPECT_EQ(probed(folder / "a",
                         "stream=codec_name,width,height,pix_fmt,color_range,color_space,color_transfer,"
                         "color_primaries,r_frame_rate,nb_read_frames"),
                  std::string(codec) + "\n162\n92\nyuv420p\ntv\nbt709\nbt709\nbt709\n24000/1001\n34\n")
            << "10 frames, and the last one for a second";
        const std::string frames = decoded(folder / "a", "", "yuv420p");
        const std::size_t size = planes(0, white, false).size();
        ASSERT_EQ(frames.size(), 34 * size);
        for (int64_t number = 0; number < 34; ++number)
            EXPECT_GT(psnr(std::string_view(frames).substr(static_cast<std::size_t>(number) * size, size),
                           planes(std::min<int64_t>(number, 9), white, false)),
                      38)
                << codec << " frame " << number;
    }
}

TEST_F(VideoTest, rates_and_lengths_are_exact) {
    for (const FrameRate rate : {FrameRate{2997, 125}, FrameRate{1, 1}, FrameRate{50, 3}})
        for (const OpenMovie open : {open_mp4, open_webm}) {
            const TemporaryFolder folder;
            ASSERT_TRUE(write(sample_movie(7, rate), open, folder / "a"));
            const double frames = 7 + std::ceil(rate.per_second());
            const std::string length = probed(folder / "a", "format=duration");
            EXPECT_NEAR(std::stod(length), frames / rate.per_second(), open == open_mp4 ? 1e-6 : 5e-4);
            if (open == open_mp4) {
                EXPECT_EQ(probed(folder / "a", "stream=avg_frame_rate"),
                          std::to_string(rate.frames) + "/" + std::to_string(rate.seconds) + "\n");
            }
        }
}

TEST_F(VideoTest, mp4_begins_to_play_before_all_of_it_is_there) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write(sample_movie(7, {20, 1}), open_mp4, folder / "a"));
    const std::string mp4 = content_of(folder / "a");
    EXPECT_LT(mp4.find("moov"), mp4.find("mdat"));
}

TEST_F(VideoTest, a_transparent_ground_stays_so_in_webm_and_is_white_in_mp4) {
    const TemporaryFolder folder;
    const Movie movie = sample_movie(4, {20, 1}, no_ground);
    ASSERT_TRUE(write(movie, open_webm, folder / "a.webm"));
    const std::string frames = decoded(folder / "a.webm", "-c:v libvpx-vp9", "yuva420p");
    const std::string expected = planes(3, no_ground, true);
    ASSERT_EQ(frames.size(), 24 * expected.size());
    const std::size_t alpha = std::size_t{even_width} * even_height;
    const auto last = std::string_view(frames).substr(3 * expected.size());
    EXPECT_GT(psnr(last.substr(expected.size() - alpha, alpha),
                   std::string_view(expected).substr(expected.size() - alpha)),
              38);
    EXPECT_GT(psnr(last.substr(0, alpha), std::string_view(expected).substr(0, alpha)), 30);
    ASSERT_TRUE(write(movie, open_mp4, folder / "a.mp4"));
    const std::string on_white = planes(0, white, false);
    EXPECT_GT(psnr(decoded(folder / "a.mp4", "", "yuv420p").substr(0, on_white.size()), on_white), 38);
}

TEST_F(VideoTest, a_scene_of_any_size_and_the_title_are_held) {
    for (const OpenMovie open : {open_mp4, open_webm}) {
        const TemporaryFolder folder;
        Movie movie = sample_movie(3, {20, 1});
        movie.facts.file.title = "padding = 1; #2 \\ 卷积\nend";
        for (int i = 0; i < 150000; ++i) // packed it is longer than an argument can be
            movie.facts.file.scene += static_cast<char>(32 + i * 7919LL * i % 90);
        ASSERT_TRUE(write(movie, open, folder / "a"));
        const std::string comment = probed(folder / "a", "format_tags=comment");
        ASSERT_EQ(comment.substr(0, 15), "convlens-scene:");
        EXPECT_EQ(unpack_text(comment.substr(15, comment.size() - 16), 1 << 20), movie.facts.file.scene);
        EXPECT_EQ(probed(folder / "a", "format_tags=title"), movie.facts.file.title + "\n");
    }
}

TEST_F(VideoTest, the_same_movie_gives_the_same_bytes) {
    for (const OpenMovie open : {open_mp4, open_webm}) {
        const TemporaryFolder folder;
        Movie movie = sample_movie(9, {20, 1});
        movie.facts.file.deterministic = true;
        ASSERT_TRUE(write(movie, open, folder / "a"));
        ASSERT_TRUE(write(movie, open, folder / "b"));
        EXPECT_EQ(content_of(folder / "a"), content_of(folder / "b"));
    }
}

TEST_F(VideoTest, with_less_quality_it_is_smaller) {
    for (const OpenMovie open : {open_mp4, open_webm}) {
        const TemporaryFolder folder;
        std::size_t before = SIZE_MAX;
        for (const int quality : {100, 66, 0}) {
            Movie movie = sample_movie(9, {20, 1});
            movie.facts.quality = quality;
            ASSERT_TRUE(write(movie, open, folder / "a"));
            const std::size_t size = content_of(folder / "a").size();
            EXPECT_LT(size, before) << quality;
            before = size;
        }
    }
}

TEST_F(VideoTest, it_goes_where_it_cannot_go_back) {
    const TemporaryFolder folder;
    const std::string pipe = folder / "pipe", copy = folder / "copy";
    output_of("mkfifo '" + pipe + "'");
    FILE* reader = popen(("cat '" + pipe + "' > '" + copy + "'").c_str(), "r");
    ASSERT_TRUE(write(sample_movie(6, {20, 1}), open_mp4, pipe));
    pclose(reader);
    EXPECT_EQ(probed(copy, "stream=nb_read_frames"), "26\n");
}

TEST_F(VideoTest, a_full_device_is_an_error) {
    try {
        write(sample_movie(6, {20, 1}), open_webm, "/dev/full");
        ADD_FAILURE() << "it was written";
    } catch (const Error& error) {
        EXPECT_EQ(error.key, "error.write_failed");
    }
}

TEST_F(VideoTest, a_missing_encoder_is_named_with_its_package) {
    system_fonts(); // are found by a program that is not there after this
    const FakeEncoder none("");
    const Error error = error_of(open_mp4);
    EXPECT_EQ(error.key, "error.encoder_missing");
    EXPECT_EQ(value_of(error, "package"), "ffmpeg");
}

TEST_F(VideoTest, what_an_encoder_says_last_is_the_reason) {
    const FakeEncoder dying("head -c 30000 > /dev/null; echo first >&2; echo 'Unknown encoder' >&2; exit 1");
    const Error error = error_of(open_mp4);
    EXPECT_EQ(error.key, "error.encoder_failed");
    EXPECT_NE(value_of(error, "reason").find("Unknown encoder"), std::string::npos);
    EXPECT_EQ(value_of(error, "reason").find("first"), std::string::npos);
}

TEST_F(VideoTest, one_that_ends_without_a_word_is_an_error) {
    const std::pair<const char*, const char*> ends[] = {
        {"exit 3", "error.encoder_status 3"},
        {"cat > /dev/null; exit 5", "error.encoder_status 5"},
        {"cat > /dev/null; exit 0", "error.encoder_status 0"}, // it has written nothing
        {"head -c 30000 > /dev/null; kill -SEGV $$", "error.encoder_signal 11"}};
    for (const auto& [script, expected] : ends) {
        const FakeEncoder fake(script);
        const Error error = error_of(open_webm);
        EXPECT_EQ(error.key + " " + value_of(error, "value"), expected) << script;
    }
}

TEST_F(VideoTest, one_that_hangs_is_ended) {
    const FakeEncoder hanging("exec sleep 1000");
    const TemporaryFolder folder;
    AtomicFile file(folder / "a", FileOrder::any);
    FfmpegRequest request;
    request.patience = 100ms;
    Ffmpeg encoder(request, file);
    try {
        encoder.write(std::string(4'000'000, 'x'));
        ADD_FAILURE() << "it has taken all";
    } catch (const Error& error) {
        EXPECT_EQ(error.key, "error.encoder_hangs");
    }
}

TEST_F(VideoTest, a_signal_ends_the_encoder_too) {
    const TemporaryFolder folder, other;
    const std::string number = other / "number";
    const FakeEncoder hanging("echo $$ > '" + number + ".part'; mv '" + number + ".part' '" + number +
                              "'; exec sleep 1000");
    const int status = test::status_of_child([&] {
        install_signal_cleanup();
        write(sample_movie(12, {20, 1}), open_mp4, folder / "a", [&](int64_t, int64_t) {
            if (std::filesystem::exists(number))
                raise(SIGTERM);
            return true;
        });
    });
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) << status;
    EXPECT_EQ(folder.entries(), 0);
    const int encoder = std::stoi(content_of(number));
    const auto state = [&] { // a letter; empty: it is gone
        const std::string stat = content_of("/proc/" + std::to_string(encoder) + "/stat");
        return stat.empty() ? stat : stat.substr(stat.rfind(')') + 2, 1);
    };
    for (int i = 0; i < 100 && state() != "" && state() != "Z"; ++i)
        usleep(10'000); // it is killed, and has yet to die
    EXPECT_TRUE(state().empty() || state() == "Z") << state();
}

TEST_F(VideoTest, cancelled_while_the_encoder_hangs_it_leaves_nothing) {
    for (const char* const script : {"exec sleep 1000", "cat > /dev/null; exec sleep 1000"}) {
        const FakeEncoder hanging(script);
        const TemporaryFolder folder;
        int calls = 0;
        EXPECT_FALSE(write(sample_movie(12, {20, 1}), open_mp4, folder / "a",
                           [&](int64_t, int64_t) { return ++calls < 15; }));
        EXPECT_EQ(folder.entries(), 0);
    }
}

TEST(Yuv, what_is_brought_up_to_date_is_as_if_taken_at_once) {
    for (const Color ground : {white, no_ground})
        for (const bool has_alpha : {true, false}) {
            YuvPicture picture(sample_width, sample_height, has_alpha);
            for (int64_t number = 0; number < 8; ++number) {
                picture.take(paint(sample_frame(number, ground), system_fonts()),
                             {0, 0, sample_width, sample_height});
                EXPECT_EQ(picture.bytes(), planes(number, ground, has_alpha)) << number;
            }
        }
}

TEST(Yuv, colours_are_those_of_bt709) {
    struct Case {
        uint32_t pixel;
        int y, cb, cr;
    };
    for (const auto& [pixel, y, cb, cr] :
         {Case{0xFFFFFFFF, 235, 128, 128}, Case{0xFF000000, 16, 128, 128}, Case{0xFFFF0000, 63, 102, 240},
          Case{0xFF00FF00, 173, 42, 26}, Case{0xFF0000FF, 32, 240, 118}, Case{0xFF808080, 126, 128, 128}}) {
        YuvPicture picture(3, 3, false);
        const std::vector<uint32_t> pixels(9, pixel);
        picture.take(pixels, {0, 0, 3, 3});
        std::string expected(16, static_cast<char>(y));
        expected += std::string(4, static_cast<char>(cb)) + std::string(4, static_cast<char>(cr));
        EXPECT_EQ(picture.bytes(), expected) << std::hex << pixel;
    }
}

} // namespace
} // namespace convlens
