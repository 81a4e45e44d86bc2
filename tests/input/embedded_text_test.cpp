// Scenes inside pictures, movies and pages: found, refused where they are damaged, and nothing taken on
// trust.
#include "input/embedded/embedded_text.h"

#include "document/presets.h"
#include "document/scene_file/embedded_scene.h"
#include "document/scene_file/scene_file.h"
#include "input/byte_source.h"
#include "input/embedded_bytes.h"
#include "input/limits.h"
#include "input/scene_input.h"
#include "support/source_folder.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace convlens {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string text = R"({"a": "<b> & \\u003c </script> 卷积", "c": [1, 2]})";

std::optional<std::string> found(const std::string& file) {
    return embedded_text(byte_source(file));
}
std::string damage(const std::string& file) {
    return refusal([&] { found(file); });
}

TEST(EmbeddedText, is_found_in_every_kind_of_file) {
    for (const auto& [name, file] : files_with(text))
        EXPECT_EQ(found(file), text) << name;
}

TEST(EmbeddedText, is_as_long_as_a_scene_may_be) {
    const std::string longest(std::size_t{limits::scene_bytes}, ' ');
    for (const auto& [name, file] : files_with(longest))
        EXPECT_EQ(found(file).value_or("").size(), longest.size()) << name;
    for (const auto& [name, file] : files_with(longest + " "))
        EXPECT_THAT(damage(file),
                    testing::AnyOf(StartsWith("error.scene_damaged"), StartsWith("error.scene_too_large")))
            << name;
}

TEST(EmbeddedText, files_without_one_hold_none) {
    for (const char* const name : {"rgb.png", "grey.png", "gradient.jpg", "rgb.bmp"})
        EXPECT_EQ(found(bytes_of(fixture(name))), std::nullopt) << name;
    for (const char* const bytes :
         {"", "G", "GIF89a", "RIFF....WEBP", "....ftyp", "\x1A\x45\xDF\xA3", "%PDF-", "<svg>",
          "<!doctype html>", "\\begin{tikzpicture}", "%", "{\"schema\": 1}"})
        EXPECT_EQ(found(bytes), std::nullopt) << bytes;
}

/// Cut off anywhere, a file holds no scene or a damaged one, but for what lies behind the scene.
TEST(EmbeddedText, cut_off_files_are_refused_or_hold_none) {
    for (const auto& [name, file] : files_with(text)) {
        bool was_whole = false;
        for (std::size_t length = 0; length < file.size(); ++length) {
            std::optional<std::string> part;
            const std::string error = refusal([&, &file = file] { part = found(file.substr(0, length)); });
            ASSERT_THAT(error, testing::AnyOf("", StartsWith("error.scene_damaged")))
                << name << " " << length;
            ASSERT_TRUE(!part || part == text) << name << " " << length;
            ASSERT_TRUE(part || !was_whole) << name << " " << length;
            was_whole = part.has_value();
        }
    }
}

/// Any byte may be any other: one Error, or the text as it was, or a file that holds none. Only files of
/// plain text have no checksum.
TEST(EmbeddedText, wrong_bytes_never_give_another_text) {
    for (const auto& [name, file] : files_with(text)) {
        for (std::size_t at = 0; at < file.size(); ++at) {
            for (const char other :
                 {'\0', '\xFF', static_cast<char>(file[at] ^ 1), static_cast<char>(file[at] ^ 0x80)}) {
                std::string changed = file;
                changed[at] = other;
                std::optional<std::string> part;
                const std::string error = refusal([&] { part = found(changed); });
                ASSERT_THAT(error, testing::AnyOf("", StartsWith("error.scene_damaged")))
                    << name << " " << at;
                const bool has_checksum = name != "svg" && name != "html";
                ASSERT_TRUE(!has_checksum || !part || part == text) << name << " " << at;
            }
        }
    }
}

TEST(EmbeddedText, lengths_that_lie_are_no_room) {
    const std::string png = png_with(text);
    const std::size_t chunk = png.find("iTXt") - 4;
    for (const uint64_t length : {uint64_t{0x7FFFFFFF}, uint64_t{0xFFFFFFFF}, uint64_t{20}})
        EXPECT_THAT(damage(std::string(png).replace(chunk, 4, big_end(length, 4))),
                    StartsWith("error.scene_damaged"));
    const std::string mp4 = mp4_with(text);
    for (const char* const type : {"moov", "udta", "meta", "ilst", "data"})
        EXPECT_EQ(found(std::string(mp4).replace(mp4.rfind(type) - 4, 4, big_end(0xFFFFFFF0, 4))),
                  std::nullopt)
            << type;
    EXPECT_EQ(found(std::string(mp4).replace(mp4.find("moov") - 4, 4, big_end(7, 4))), std::nullopt);
    const std::string webm = webm_with(text);
    EXPECT_EQ(found(std::string(webm).replace(webm.find("\x44\x87") + 3, 7, big_end(1ULL << 50, 7))),
              std::nullopt);
    std::string webp = webp_with(text);
    EXPECT_EQ(found(webp.replace(webp.find("XMP ") + 4, 4, little_end(0xFFFFFFFF, 4))), text); // to the end
}

TEST(EmbeddedText, of_webp_is_found_behind_any_header) {
    const std::string id = " id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";
    EXPECT_EQ(found(webp_with(text, "<?xpacket begin=\"\xEF\xBB\xBF\"" + id)), text);
    EXPECT_EQ(found(webp_with(text, "<?xpacket begin=\"\\xEF\\xBB\\xBF\"" + id)), text)
        << "as older files have it";
}

/// A few kilobytes that are gigabytes, were they expanded.
TEST(EmbeddedText, bombs_are_refused) {
    const std::string bomb(std::size_t{limits::scene_bytes} + 1, '0');
    for (const auto& [name, file] : files_with(bomb))
        if (name != "svg" && name != "html") {
            EXPECT_LT(file.size(), 40'000U) << name;
            EXPECT_THAT(damage(file), StartsWith("error.scene_damaged")) << name;
        }
}

TEST(EmbeddedText, pdf_strings_in_all_their_forms) {
    const std::string packed = "convlens-scene:" + pack_text(text);
    std::string hexadecimal = "<", wide = "<FEFF", octal = "(", broken = "(";
    for (const char c : packed) {
        const auto byte = static_cast<uint8_t>(c);
        constexpr char digits[] = "0123456789abcdef";
        hexadecimal += {digits[byte >> 4], digits[byte & 15], '\n'};
        wide += {'0', '0', digits[byte >> 4], digits[byte & 15]};
        octal += {'\\', static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + (byte >> 3 & 7)),
                  static_cast<char>('0' + (byte & 7))};
        (broken += c) += "\\\r\n";
    }
    for (const std::string& string : {hexadecimal + ">", wide + ">", octal + ")", broken + ")",
                                      "(a word \\(and \\\\ another\\), (nested) " + packed + ", more)"})
        EXPECT_EQ(found(pdf_around(string)), text) << string.substr(0, 40);
    const std::string other = pdf_around("(other)");
    EXPECT_EQ(found(other + pdf_around(hexadecimal + ">")), text) << "the second of two";
    for (const char* const string : {"(never ends", "<zz>", "<FEFF", "null", "((((", "(\\"})
        EXPECT_EQ(found(pdf_around(string) + std::string(string).substr(0, 0)), std::nullopt) << string;
}

/// Each of many beginnings is looked at once: else this takes hours.
TEST(EmbeddedText, many_beginnings_take_no_longer) {
    constexpr std::size_t many = 200'000;
    std::string pdf = "%PDF-1.5\n", tex = "%\n", gif = gif_with(text).substr(0, 19), svg = "<svg>";
    for (std::size_t i = 0; i < many; ++i) {
        pdf += "/Keywords (";
        tex += "x% convlens-scene: ";
        gif += std::string("!\xFE\0", 3);
        svg += "<convlens-scen";
    }
    for (const std::string& file : {pdf, tex, gif, svg})
        EXPECT_EQ(found(file), std::nullopt);
}

TEST(EmbeddedText, a_text_of_markup_keeps_what_is_its_own) {
    const std::string own = R"({"a": "\\u003c\\\\u003c\n&lt;&#60;\"'>"})";
    EXPECT_EQ(found(html_with(own)), own);
    EXPECT_EQ(found(svg_with(own)), own);
    const std::string svg = "<svg><convlens-scene>&quot;&apos;&gt;&#x5377;&#38;</convlens-scene></svg>";
    EXPECT_EQ(found(svg), "\"'>卷&");
    for (const char* const wrong : {"&", "&unknown;", "&#;", "&#x;", "&#x110000;", "&#99999999999;", "&amp"})
        EXPECT_THAT(damage("<svg><convlens-scene>" + std::string(wrong) + "</convlens-scene>"),
                    StartsWith("error.scene_damaged"))
            << wrong;
}

TEST(SceneInput, every_kind_of_file_gives_its_scene_and_step) {
    const Document& document = presets()[3].document;
    for (const auto& [name, bytes] : files_with(embedded_scene(document, 4))) {
        const TemporaryFile file(bytes);
        const SceneText scene = read_scene_text(file.path());
        EXPECT_EQ(scene.step, 4) << name;
        EXPECT_EQ(read_scene(scene.json), document) << name;
        EXPECT_EQ(read_scene_file(file.path()), document) << name;
    }
    const TemporaryFile plain(write_scene(document));
    EXPECT_EQ(read_scene_text(plain.path()).step, std::nullopt);
}

/// Made by another program than this one.
TEST(SceneInput, files_of_the_fuzzer_hold_their_scene) {
    int count = 0, lessons = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder() + "/tests/fuzz/corpus/embedded")) {
        if (find_lesson(entry.path().string()))
            ++lessons;
        const SceneText scene = read_scene_text(entry.path().string());
        EXPECT_EQ(scene.step, 3) << entry.path();
        EXPECT_EQ(read_scene(scene.json).name, "<a> & 卷") << entry.path();
        ++count;
    }
    EXPECT_EQ(count, 16);
    EXPECT_EQ(lessons, 3);
}

TEST(SceneInput, a_file_without_a_scene_says_so) {
    const auto said = [](const std::string& path) { return refusal([&] { read_scene_text(path); }); };
    EXPECT_EQ(said(fixture("rgb.png")),
              "error.no_scene_picture: holds no scene; to use it as input: --input " + fixture("rgb.png") +
                  " (" + fixture("rgb.png") + ")");
    const TemporaryFile gif(gif_with(text).substr(0, 40)), other("any words"), array("\x93NUMPY.");
    EXPECT_THAT(said(gif.path()), StartsWith("error.no_scene: holds no scene"));
    EXPECT_THAT(said(other.path()), StartsWith("error.scene_type"));
    EXPECT_THAT(said(array.path()), StartsWith("error.scene_type"));
    const TemporaryFile newer(png_with(R"({"convlens": 2, "step": 0, "scene": {}})"));
    EXPECT_EQ(said(newer.path()), "error.embedded_newer: the scene in this file is of version 2; this "
                                  "version of convlens reads 1 only (" +
                                      newer.path() + ")");
}

} // namespace
} // namespace convlens
