// Scene files from disk, with the images inside.
#include "document/presets.h"
#include "document/scene_file/scene_file.h"
#include "input/content_type.h"
#include "input/image_file.h"
#include "input/scene_input.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using testing::HasSubstr;

TEST(SceneInput, a_scene_with_an_image_comes_back_from_disk) {
    for (const char* name : {"rgb.png", "grey.png"}) {
        Document document = default_document();
        document.input = {};
        document.input.kind = SourceKind::image;
        document.input.image = std::make_shared<const Image>(read_image(fixture(name)));
        const TemporaryFile file(write_scene(document));
        EXPECT_EQ(read_scene_file(file.path()), document) << name;
    }
}

TEST(SceneInput, a_byte_order_mark_counts_for_nothing) {
    const TemporaryFile file("\xEF\xBB\xBF" + write_scene(default_document()));
    EXPECT_EQ(content_type(file.path()), "scene");
    EXPECT_EQ(read_scene_file(file.path()), default_document());
}

TEST(SceneInput, sixteen_bits_come_back_from_disk) {
    Document document = default_document();
    document.input = {};
    document.input.kind = SourceKind::image;
    document.input.image = std::make_shared<const Image>(read_image(fixture("grey16.png")));
    ASSERT_EQ(document.input.image->bits, 16);
    const TemporaryFile file(write_scene(document));
    EXPECT_EQ(read_scene_file(file.path()), document);
}

TEST(SceneInput, errors_name_the_file) {
    const TemporaryFile file("{\"schema\": 9}");
    EXPECT_EQ(refusal([&] { read_scene_file(file.path()); }),
              "error.scene_newer: schema is 9; this version of convlens reads 1 only (" + file.path() + ")");
    EXPECT_THAT(refusal([] { read_scene_file("/tmp"); }), HasSubstr("(/tmp)"));
}

TEST(SceneInput, a_damaged_image_inside_is_refused) {
    const TemporaryFile file(R"({"schema":1,"operation":"conv","input_size":[5,5],"kernel_size":[3,3],)"
                             R"("input":{"image":"iVBORw0KGgoAAAANSUhEUg=="}})");
    EXPECT_THAT(refusal([&] { read_scene_file(file.path()); }), HasSubstr("error.image_damaged"));
}

} // namespace
} // namespace convlens
