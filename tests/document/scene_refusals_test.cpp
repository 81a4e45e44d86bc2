// Each way in which a scene is wrong, and the sentence that says so.
#include "document/scene_file/scene_file.h"
#include "i18n/catalogue.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using testing::HasSubstr;

/// The sentence in English, or "" where the scene is read.
std::string scene_refusal(std::string_view json) {
    try {
        read_scene(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault, Error::Fault::request);
        std::vector<std::pair<std::string_view, std::string_view>> values(error.values.begin(),
                                                                          error.values.end());
        for (const Language language : {Language::en, Language::zh})
            EXPECT_EQ(Texts(language).fill(error.key, values).find('{'), std::string::npos) << error.key;
        return Texts(Language::en).fill(error.key, values);
    }
    return "";
}

/// A conv of 5x5 by 3x3 with one more key.
std::string with(const std::string& member) {
    return R"({"schema":1,"operation":"conv","input_size":[5,5],"kernel_size":[3,3],)" + member + "}";
}

TEST(SceneRefusals, none_for_a_plain_scene) {
    EXPECT_EQ(scene_refusal(with("\"seed\":1")), "");
}

TEST(SceneRefusals, malformed_json_with_its_place) {
    EXPECT_EQ(scene_refusal(""), "this is not JSON: error in line 1, column 1");
    EXPECT_EQ(scene_refusal("{\n  \"a\": ]"), "this is not JSON: error in line 2, column 8");
    const std::pair<const char*, int> places[] = {{"[1 2]", 4},       {"[1,]", 4},      {"[,1]", 2},
                                                  {"{\"a\":,1}", 6},  {"{\"a\" 1}", 6}, {"[1.]", 4},
                                                  {"{\"a\": \"x", 9}, {"[\"\\x\"]", 4}, {"[1, \"\xff\"]", 6},
                                                  {"{} x", 4},        {"{\"a\":1,}", 8}};
    for (const auto& [text, column] : places)
        EXPECT_EQ(scene_refusal(text), "this is not JSON: error in line 1, column " + std::to_string(column))
            << text;
    EXPECT_THAT(scene_refusal("{\"a\": \"\xff\"}"), HasSubstr("not JSON"));
    EXPECT_THAT(scene_refusal("{} x"), HasSubstr("not JSON"));
    EXPECT_THAT(scene_refusal("{\"a\": NaN}"), HasSubstr("not JSON"));
    EXPECT_EQ(scene_refusal("{\"a\": 1e999}"), "a number in the scene is too large");
    EXPECT_EQ(scene_refusal("[1]"), "a scene is a JSON object in braces");
    EXPECT_EQ(scene_refusal("7"), "a scene is a JSON object in braces");
}

TEST(SceneRefusals, a_bias_that_is_not_one_finite_number_a_channel) {
    EXPECT_EQ(scene_refusal(with("\"bias\":[2]")), "");
    EXPECT_EQ(scene_refusal(with("\"out_channels\":2,\"bias\":[2,-0.5]")), "");
    EXPECT_EQ(scene_refusal(with("\"bias\":2")), "bias is 2; it may be a list in brackets");
    EXPECT_EQ(scene_refusal(with("\"bias\":[]")), "bias is []; it may be a list of numbers, its length 1");
    EXPECT_EQ(scene_refusal(with("\"bias\":[1,2]")),
              "bias is [1,2]; it may be a list of numbers, its length 1");
    EXPECT_EQ(scene_refusal(with("\"out_channels\":2,\"bias\":[1]")),
              "bias is [1]; it may be a list of numbers, its length 2");
    EXPECT_EQ(scene_refusal(with("\"bias\":[\"nan\"]")), "bias has \"nan\"; it may have finite numbers only");
    EXPECT_EQ(scene_refusal(with("\"bias\":[\"-inf\"]")),
              "bias has \"-inf\"; it may have finite numbers only");
    EXPECT_THAT(scene_refusal(with("\"bias\":[[1]]")), HasSubstr("bias is [1]; it may be a number"));
    EXPECT_THAT(scene_refusal(with("\"bias\":[true]")), HasSubstr("bias is true"));
    EXPECT_EQ(
        scene_refusal(R"({"schema":1,"operation":"max-pool","input_size":[4],"kernel_size":[2],"bias":[1]})"),
        "bias is for conv and conv-transpose; the operation is max-pool");
}

TEST(SceneRefusals, depth_before_it_can_hurt) {
    const auto nested = [](int depth) {
        return with("\"a\":" + std::string(static_cast<std::size_t>(depth), '[') +
                    std::string(static_cast<std::size_t>(depth), ']'));
    };
    EXPECT_EQ(scene_refusal(nested(31)), ""); // and the object around them
    EXPECT_EQ(scene_refusal(nested(32)), "the scene is nested deeper than 32 levels");
    EXPECT_EQ(scene_refusal(std::string(1'000'000, '[')), "the scene is nested deeper than 32 levels");
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    EXPECT_EQ(scene_refusal(objects), "the scene is nested deeper than 32 levels");
}

TEST(SceneRefusals, size) {
    const std::string large(limits::scene_bytes + 1, ' ');
    EXPECT_EQ(scene_refusal(large), "the scene has 16777217 bytes; at most 16777216 are allowed");
}

TEST(SceneRefusals, number_of_values) {
    std::string objects = "\"a\":[{}";
    for (int64_t i = 0; i < limits::scene_values; ++i)
        objects += ",{}";
    EXPECT_EQ(scene_refusal(with(objects + "]")),
              "the scene has more than 4000000 values: objects, lists, texts and numbers");
}

TEST(SceneRefusals, duplicate_keys_at_any_depth) {
    EXPECT_EQ(scene_refusal(with(R"("name":"a","name":"b")")), "the key \"name\" appears twice");
    EXPECT_EQ(scene_refusal(with(R"("x":{"y":[{"z":1,"z":2}]})")), "the key \"z\" appears twice");
    EXPECT_EQ(scene_refusal(with(R"("x":{"z":1},"y":{"z":1})")), "");
}

TEST(SceneRefusals, schema_and_missing_keys) {
    const auto scene = [](const std::string& schema) {
        return "{" + schema + R"("operation":"conv","input_size":[5,5],"kernel_size":[3,3]})";
    };
    EXPECT_EQ(scene_refusal(scene("")), "the key \"schema\" is missing");
    EXPECT_EQ(scene_refusal(scene("\"schema\":2,")), "schema is 2; this version of convlens reads 1 only");
    EXPECT_EQ(scene_refusal(scene("\"schema\":0,")),
              "schema is 0; it may be a whole number from 1 to 2147483647");
    EXPECT_EQ(scene_refusal(scene("\"schema\":\"1\",")),
              "schema is \"1\"; it may be a whole number from 1 to 2147483647");
    EXPECT_EQ(scene_refusal(R"({"schema":1})"), "the key \"operation\" is missing");
    EXPECT_EQ(scene_refusal(R"({"schema":1,"operation":"conv"})"), "the key \"input_size\" is missing");
    EXPECT_EQ(scene_refusal(R"({"schema":1,"operation":"conv","input_size":[5]})"),
              "the key \"kernel_size\" is missing");
}

TEST(SceneRefusals, wrong_values_with_what_they_may_be) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"("stride":[1])", "stride is [1]; it may be a list of numbers, its length 2"},
        {R"("stride":2)", "stride is 2; it may be a list in brackets"},
        {R"("stride":[1,1.5])", "stride is 1.5; it may be a whole number from 0 to 2147483647"},
        {R"("stride":[1,2147483648])", "stride is 2147483648; it may be a whole number from 0 to 2147483647"},
        {R"("stride":[1,-1])", "stride is -1; it may be a whole number from 0 to 2147483647"},
        {R"("stride":[1,18446744073709551615])",
         "stride is 18446744073709551615; it may be a whole number from 0 to 2147483647"},
        {R"("padding":[[1,1]])", "padding is [[1,1]]; it may be a list of numbers, its length 2"},
        {R"("padding":[[1,1],[1]])", "padding is [1]; it may be a list of numbers, its length 2"},
        {R"("padding_mode":"mirror")",
         "padding_mode is \"mirror\"; it may be one of: zeros, reflect, replicate, circular"},
        {R"("ceil_mode":1)", "ceil_mode is 1; it may be one of: true, false"},
        {R"("norm_p":[])", "norm_p is []; it may be a number, or the text \"nan\", \"inf\" or \"-inf\""},
        {R"("name":3)", "name is 3; it may be a text in quotes"},
        {R"("title":"x")", "title is \"x\"; it may be an object in braces"},
        {R"("title":{"fr":"x"})", "the key \"title.fr\" is not known here"},
        {R"("view":null)", "view is null; it may be one of: tilted, flat, volumes"},
        {R"("cell_text":"all")", "cell_text is \"all\"; it may be one of: numbers, names, none"},
        {R"("digits":7)", "digits is 7; it may be a whole number from 1 to 6"},
        {R"("max_cells":20000)", "max_cells is 20000; it may be a whole number from 0 to 16384"},
        {R"("export_size":[0,5])", "export_size is 0; it may be a whole number from 1 to 2147483647"},
        {R"("export_size":[5,20000])", "export_size is 20000; it may be a whole number from 1 to 16384"},
        {R"("input":[])", "input is []; it may be an object in braces"},
        {R"("input":{"pattern":"big"})",
         "input.pattern is \"big\"; it may be one of: small, ramp, impulse, checkerboard, constant"},
        {R"("input":{"seed":-1})",
         "input.seed is -1; it may be a whole number from 0 to 18446744073709551615"},
        {R"("input":{"kernel":"box"})", "the key \"input.kernel\" is not known here"},
        {R"("weight":{"image":"AAAA"})", "the key \"weight.image\" is not known here"},
        {R"("weight":{"kernel":"blur"})",
         "weight.kernel is \"blur\"; it may be one of: identity, box, gaussian, "
         "sobel-x, sobel-y, laplacian, sharpen, emboss"},
        {R"("input":{"image":"A"})", "input.image is not the base64 text of a PNG image that can be read"},
        {R"("input":{"values":[[1,2],[3]]})",
         "input.values is [3]; it may be lists of equal length, nested alike, at "
         "least one number in each"},
        {R"("input":{"values":[]})",
         "input.values is []; it may be lists of equal length, nested alike, at least one number in each"},
        {R"("input":{"values":[[[[[1]]]]]})", "input.values is nested too deep; it may have at most 4 axes"},
        {R"("input":{"values":["x"]})",
         "input.values is \"x\"; it may be a number, or the text \"nan\", \"inf\" or \"-inf\""},
        {R"("input":{"values":[1],"pattern":"ramp"})",
         "input has more than one source of numbers; it may have one of: pattern, values, image, kernel"},
        {R"("input":{"edits":[{"at":[0,0],"value":1}]})",
         "input.edits.at is [0,0]; it may be a list of numbers, its length 4"},
        {R"("input":{"edits":[{"at":[0,0,0,-1],"value":1}]})",
         "input.edits.at is -1; it may be a whole number from 0 to 2147483647"},
        {R"("input":{"edits":[5]})", "input.edits is 5; it may be an object in braces"},
    };
    for (const auto& [member, sentence] : cases)
        EXPECT_EQ(scene_refusal(with(member)), sentence) << member;
}

TEST(SceneRefusals, sizes) {
    EXPECT_EQ(scene_refusal(R"({"schema":1,"operation":"conv","input_size":[],"kernel_size":[]})"),
              "input_size is []; it may be a list of 1, 2 or 3 numbers, one for each axis");
    EXPECT_EQ(scene_refusal(R"({"schema":1,"operation":"conv","input_size":[1,2,3,4],"kernel_size":[3]})"),
              "input_size is [1,2,3,4]; it may be a list of 1, 2 or 3 numbers, one for each axis");
    EXPECT_EQ(scene_refusal(R"({"schema":1,"operation":"deconv","input_size":[5],"kernel_size":[3]})"),
              "operation is \"deconv\"; it may be one of: conv, conv-transpose, max-pool, avg-pool, lp-pool, "
              "max-unpool");
}

TEST(SceneRefusals, a_long_or_odd_value_is_shown_short_and_clean) {
    const std::string sentence =
        scene_refusal(with("\"view\":\"\\u0007\\n\\u001b[31m" + std::string(500, 'x') + "\""));
    EXPECT_THAT(sentence, HasSubstr("view is \"???[31m" + std::string(32, 'x') + "...; it may be"));
    EXPECT_THAT(scene_refusal(with("\"view\":\"" + std::string(100, 'x') + "\"")),
                testing::Not(HasSubstr("\n")));
}

TEST(SceneRefusals, lenses_and_pins) {
    EXPECT_EQ(scene_refusal(with(R"("lenses":["cost","sum"],"pins":[{"tensor":"w","at":[0,0,1,1]}])")), "");
    EXPECT_EQ(scene_refusal(with(R"("lenses":[])")), "");
    EXPECT_EQ(scene_refusal(with(R"("lenses":"sum")")), "lenses is \"sum\"; it may be a list in brackets");
    EXPECT_THAT(scene_refusal(with(R"("lenses":["summ"])")), HasSubstr("it may be one of: sum, im2col"));
    EXPECT_EQ(scene_refusal(with(R"("lenses":["sum","sum"])")),
              "lenses has \"sum\" twice; each may appear once");
    EXPECT_THAT(scene_refusal(with(R"("gradient_order":"x")")), HasSubstr("outputs, inputs, weights"));
    EXPECT_THAT(scene_refusal(with(R"("pins":[7])")), HasSubstr("pins is 7"));
    EXPECT_THAT(scene_refusal(with(R"("pins":[{"tensor":"q","at":[0,0,1,1]}])")), HasSubstr("x, w, y"));
    EXPECT_THAT(scene_refusal(with(R"("pins":[{"tensor":"x","at":[0,1,1]}])")),
                HasSubstr("list of numbers, its length 4"));
    EXPECT_THAT(scene_refusal(with(R"("pins":[{"tensor":"x","at":[0,0,1,-1]}])")), HasSubstr("pins.at"));
    EXPECT_EQ(scene_refusal(with(R"("pins":[{"tensor":"x"}])")), "the key \"pins.at\" is missing");
    EXPECT_THAT(scene_refusal(with(R"("pins":[{"tensor":"x","at":[0,0,1,1],"colour":1}])")),
                HasSubstr("pins.colour"));
    std::string many = R"({"tensor":"x","at":[0,0,0,0]})";
    for (int i = 0; i < 16; ++i)
        many += R"(,{"tensor":"x","at":[0,0,0,0]})";
    EXPECT_EQ(scene_refusal(with("\"pins\":[" + many + "]")), "pins has 17 pins; it may have 16 at most");
}

TEST(SceneRefusals, chains) {
    const std::string conv =
        R"({"layer":"nn.Conv2d","operation":"conv","input_size":[5,5],"kernel_size":[3,3]})";
    const auto chain = [&](const std::string& rest) { return with("\"chain\":[" + conv + rest + "]"); };
    EXPECT_EQ(
        scene_refusal(chain(
            R"(,{"layer":"nn.Flatten","output":[9]},{"layer":"nn.Linear","in_features":9,"output":[2]})")),
        "");
    EXPECT_EQ(scene_refusal(with(R"("chain":7)")), "chain is 7; it may be a list in brackets");
    EXPECT_EQ(scene_refusal(with(R"("chain":[3])")), "chain[0] is 3; it may be an object in braces");
    EXPECT_EQ(scene_refusal(chain(",{}")), "the key \"chain[1].layer\" is missing");
    EXPECT_EQ(scene_refusal(chain(R"(,{"layer":"f"})")), "the key \"chain[1].output\" is missing");
    EXPECT_EQ(scene_refusal(chain(R"(,{"layer":"f","output":[]})")),
              "chain[1].output is []; it may be a list of 1 to 4 numbers");
    EXPECT_EQ(scene_refusal(chain(R"(,{"layer":"f","output":[0]})")),
              "chain[1].output is 0; it may be a whole number from 1 to 2147483647");
    EXPECT_EQ(scene_refusal(chain(R"(,{"layer":"c","operation":"conv","input_size":[3,3]})")),
              "the key \"chain[1].kernel_size\" is missing");
    EXPECT_EQ(scene_refusal(chain(R"(,{"layer":"f","output":[9],"seed":1})")),
              "the key \"chain[1].seed\" is not known here");
    EXPECT_THAT(scene_refusal(chain(R"(,{"layer":"a\nb","output":[9]})")),
                HasSubstr("one line of at most 200 bytes"));
    EXPECT_EQ(scene_refusal(chain(R"(,{"layer":"fc","in_features":8,"output":[2]})")),
              "chain[1] does not take what the layer before it gives");
    EXPECT_EQ(scene_refusal(chain("," + conv)), "chain[1] does not take what the layer before it gives");
    EXPECT_EQ(scene_refusal(with(R"("chain_layer":0)")),
              "chain_layer is 0; it may be a whole number from -1 to -1");
    std::string many;
    for (std::size_t i = 0; i < max_chain; ++i)
        many += R"(,{"layer":"f","output":[9]})";
    EXPECT_EQ(scene_refusal(chain(many)), "chain has 201 layers; it may have 200 at most");
}

} // namespace
} // namespace convlens
