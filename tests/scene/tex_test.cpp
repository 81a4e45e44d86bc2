// Formulas as they are set: what each construct becomes, and every formula of the document.
#include "scene/base/tex.h"

#include "scene_fixture.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Tex, first) {
    const TexText read = read_tex("o = \\lfloor \\frac{i+2p-k}{s} \\rfloor + 1");
    EXPECT_FALSE(read.issue);
    const TexPicture picture = lay_out_tex(scene_test::typesetter(), theme(ThemeId::light), read.tree, {});
    EXPECT_GT(picture.width, 100);
}

} // namespace
} // namespace convlens
