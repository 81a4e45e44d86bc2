// Scenes that are written and read again.
#include "document/evaluate/results.h"
#include "document/presets.h"
#include "document/scene_file/scene_file.h"
#include "encoding/base64.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "support/random_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <random>

namespace convlens {
namespace {

using testing::HasSubstr;

TEST(Scene, every_preset_comes_back) {
    for (const Preset& preset : presets()) {
        const std::string text = write_scene(preset.document);
        EXPECT_EQ(read_scene(text), preset.document) << text;
        EXPECT_EQ(write_scene(read_scene(text)), text);
    }
}

/// Any double there is, those among them that JSON lacks.
double any_number(std::mt19937_64& generator) {
    constexpr double odd[] = {NAN, INFINITY,          -INFINITY, -0.0, 5e-324, 1.7976931348623157e308,
                              0.1, 9007199254740993.0};
    return generator() % 2 == 0 ? odd[generator() % std::size(odd)] : std::bit_cast<double>(generator());
}

std::shared_ptr<const Image> any_image(std::mt19937_64& generator) {
    Image image{static_cast<int>(1 + generator() % 5),
                static_cast<int>(1 + generator() % 5),
                generator() % 2 == 0 ? 1 : 3,
                {},
                generator() % 2 == 0 ? 8 : 16};
    image.pixels.resize(
        static_cast<std::size_t>(image.width * image.height * image.channels * image.bits / 8));
    for (uint8_t& sample : image.pixels)
        sample = static_cast<uint8_t>(generator());
    return std::make_shared<const Image>(std::move(image));
}

/// A random document with the rest of what a scene may have.
Document any_document(std::mt19937_64& generator) {
    Document document = random_document(generator);
    document.pair = generator() % 4 == 0;
    document.unrolled_lens.all_rows = generator() % 4 == 0;
    if (document.input.kind == SourceKind::values) {
        std::vector<double> values = *document.input.values;
        for (double& value : values)
            value = any_number(generator);
        document.input.values = std::make_shared<const std::vector<double>>(std::move(values));
    } else if (generator() % 8 == 0) {
        document.input = image_source(any_image(generator));
    }
    if (!document.bias.empty()) { // a picture has its own channels
        document.bias.resize(static_cast<std::size_t>(operation_of(document).out_channels));
        document.bias.front() = std::generate_canonical<double, 53>(generator) - 0.5;
    }
    for (auto& [at, value] : std::map(document.grad_output.edits.begin(), document.grad_output.edits.end()))
        document.grad_output.edits[at] = any_number(generator);
    if (generator() % 8 == 0)
        document.unknown_keys = R"({"later":[1.50,{"a":"\u00e9<&>"}],"zebra":null})";
    if (generator() % 8 == 0)
        document.caption = {"</script> & \"quotes\" \\u003c", "标题\u2028\x7f"};
    return document;
}

TEST(Scene, ten_thousand_random_documents_come_back) {
    std::mt19937_64 generator(3);
    for (int round = 0; round < 10'000; ++round) {
        const Document document = any_document(generator);
        const std::string text = write_scene(document);
        const Document read = read_scene(text, [&](std::string_view) { return *document.input.image; });
        // Numbers that a kind does not use are not written: a seed beside values is.
        ASSERT_EQ(write_scene(read), text) << "round " << round;
        ASSERT_EQ(read, document) << "round " << round << "\n" << text;
    }
}

TEST(Scene, a_bias_is_one_number_a_channel_and_waits_for_channels_that_are_gone) {
    Document document;
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    document.operation.out_channels = 3;
    document.bias = {0.1, -2, 0};
    EXPECT_THAT(write_scene(document), HasSubstr("\n  \"bias\": [0.1,-2,0],\n"));
    EXPECT_EQ(read_scene(write_scene(document)), document);
    document.operation.out_channels = 2;
    EXPECT_THAT(write_scene(document), HasSubstr("\"bias\": [0.1,-2],"));
    document.operation.out_channels = 4;
    EXPECT_THAT(write_scene(document), HasSubstr("\"bias\": [0.1,-2,0,0],"));
    document.operation = make_operation(Kind::max_pool, {4, 4}, {2, 2});
    EXPECT_EQ(write_scene(document).find("bias"), std::string::npos);
}

TEST(Scene, a_bias_for_more_channels_than_a_scene_may_have_numbers_is_refused_before_it_is_made) {
    Document document;
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    document.operation.out_channels = 2'000'000'000;
    document.bias = {1};
    EXPECT_THROW(write_scene(document), Error);
}

TEST(Scene, an_impossible_operation_comes_back) {
    Document document;
    document.operation = make_operation(Kind::conv, {3, 3}, {7, 0});
    EXPECT_EQ(read_scene(write_scene(document)), document);
}

TEST(Scene, numbers_that_json_lacks_come_back) {
    Document document;
    document.operation = make_operation(Kind::lp_pool, {2}, {1});
    document.operation.norm_p = INFINITY;
    document.input.kind = SourceKind::values;
    document.input.values_shape = {1, 1, 4};
    document.input.values =
        std::make_shared<const std::vector<double>>(std::vector<double>{NAN, -INFINITY, 0.1, 1e300});
    document.input.edits[{0, 0, 1}] = -INFINITY;
    EXPECT_EQ(read_scene(write_scene(document)), document) << write_scene(document);
}

TEST(Scene, missing_axes_of_values_are_filled_up_in_front) {
    const Document document = read_scene(
        R"({"schema":1,"operation":"conv","input_size":[2,2],"kernel_size":[1,1],"input":{"values":[[1,2],[3,4]]}})");
    EXPECT_EQ(document.input.values_shape, (Sizes{1, 1, 2, 2}));
}

TEST(Scene, unknown_keys_are_kept_last_and_sorted) {
    const std::string text =
        R"({"zebra": {"b": [1, {"c": null}], "a": 1.5}, "schema": 1, "alpha": "β", "operation": "conv",)"
        R"( "input_size": [5, 5], "kernel_size": [3, 3], "beta": ["sum"], "gamma": []})";
    const Document document = read_scene(text);
    const std::string written = write_scene(document);
    EXPECT_THAT(written,
                HasSubstr("\"view\": \"flat\",\n  \"alpha\": \"β\",\n  \"beta\": [\"sum\"],\n  \"gamma\": "
                          "[],\n  \"zebra\": {\"a\":1.5,\"b\":[1,{\"c\":null}]}\n}\n"));
    EXPECT_EQ(read_scene(written), document);
}

TEST(Scene, unknown_values_stay_as_they_are_written) {
    const std::string text =
        R"({"schema":1,"operation":"conv","input_size":[5],"kernel_size":[3],"new":[1.50,1e2,)"
        R"(12345678901234567890123,"\u00e9"],"also \"new\"":true})";
    const Document document = read_scene(text);
    const std::string written = write_scene(document);
    EXPECT_THAT(written, HasSubstr(R"("also \"new\"": true,)"));
    EXPECT_THAT(written, HasSubstr(R"("new": [1.50,1e2,12345678901234567890123,"\u00e9"])"));
    EXPECT_EQ(read_scene(written), document);
}

TEST(Scene, many_edits_in_any_order_come_back_and_the_last_of_two_counts) {
    constexpr int64_t count = 65'536;
    std::string text = R"({"schema":1,"operation":"conv","input_size":[256,256],"kernel_size":[3,3],)"
                       R"("input":{"edits":[{"at":[0,0,255,255],"value":-1})";
    for (int64_t i = 0; i < count; ++i) {
        const int64_t place = i * 40'503 % count; // all of them, shuffled
        text += R"(,{"at":[0,0,)" + std::to_string(place / 256) + "," + std::to_string(place % 256) +
                R"(],"value":)" + std::to_string(place) + "}";
    }
    const Document document = read_scene(text + "]}}");
    EXPECT_EQ(document.input.edits.size(), static_cast<std::size_t>(count));
    EXPECT_EQ(document.input.edits.at({0, 0, 255, 255}), count - 1);
    EXPECT_EQ(document.input.edits.at({0, 0, 1, 2}), 258);
    EXPECT_EQ(read_scene(write_scene(document)), document);
}

TEST(Scene, defaults_are_left_out) {
    Document document;
    document.operation = make_operation(Kind::max_pool, {4, 4}, {2, 2});
    EXPECT_EQ(write_scene(document),
              "{\n  \"schema\": 1,\n  \"operation\": \"max-pool\",\n  \"input_size\": [4,4],\n"
              "  \"kernel_size\": [2,2],\n  \"view\": \"flat\"\n}\n");
}

TEST(Scene, an_image_goes_through_png_and_the_decoder) {
    Image image;
    image.width = 2;
    image.height = 1;
    image.channels = 3;
    image.pixels = {1, 2, 3, 4, 5, 6};
    Document document;
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    document.input.kind = SourceKind::image;
    document.input.image = std::make_shared<const Image>(image);
    const std::string text = write_scene(document);
    std::string bytes;
    const Document read = read_scene(text, [&](std::string_view png) {
        bytes = png;
        return image;
    });
    EXPECT_EQ(read, document);
    EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_THROW(read_scene(text), Error);
}

TEST(Scene, too_large_a_document_is_not_written) {
    std::vector<double> values(3'000'000, 0.123456789);
    Document document;
    document.operation = make_operation(Kind::conv, {3'000'000}, {3});
    document.input.kind = SourceKind::values;
    document.input.values_shape = {1, 1, 3'000'000};
    document.input.values = std::make_shared<const std::vector<double>>(std::move(values));
    EXPECT_THROW(write_scene(document), Error);
}

TEST(Base64, all_lengths_come_back) {
    std::mt19937_64 generator(4);
    for (std::size_t length = 0; length < 70; ++length) {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i)
            bytes += static_cast<char>(generator());
        EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    }
    EXPECT_EQ(to_base64("foob"), "Zm9vYg=="); // RFC 4648, section 10
    EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, anything_else_is_refused) {
    for (const char* text : {"A", "AB", "ABC", "A===", "====", "AB=C", "AB C", "AB\nC", "Zm9v!mFy"})
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    EXPECT_EQ(from_base64(""), "");
}

TEST(Scene, what_cannot_be_read_again_is_refused_before_it_is_written_out) {
    Document document;
    const int64_t side = 3000; // 9,000,000 numbers
    document.operation = make_operation(Kind::conv, {side, side}, {3, 3});
    document.input = values_source({1, 1, side, side},
                                   std::vector<double>(static_cast<std::size_t>(side * side), 0.123456789));
    const auto refused_bytes = [&] {
        try {
            write_scene(document);
        } catch (const Error& error) {
            return std::stoll(error.values.front().second);
        }
        return 0LL;
    };
    EXPECT_EQ(refused_bytes(), 2 * side * side) << "the least, not the true length";
    std::mt19937 random(1);
    Image noise{2500, 2500, 3, std::vector<uint8_t>(std::size_t{2500} * 2500 * 3), 8};
    for (uint8_t& sample : noise.pixels)
        sample = static_cast<uint8_t>(random());
    document.input = image_source(std::make_shared<const Image>(noise));
    EXPECT_EQ(refused_bytes(), limits::scene_bytes + 1) << "the file did not come to its end";
}

} // namespace
} // namespace convlens
