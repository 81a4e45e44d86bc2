// Every value of every enumeration has a name of its own.
#include "document/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace convlens {
namespace {

template <class Enum> void expect_names_of_all(Names<Enum> names) {
    ASSERT_EQ(names.size(), enum_count<Enum>());
    std::set<std::string_view> unique;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto value = static_cast<Enum>(i);
        unique.insert(name_of(names, value));
        EXPECT_EQ(named(names, name_of(names, value)), value) << joined_names(names);
    }
    EXPECT_EQ(unique.size(), names.size()) << joined_names(names);
    EXPECT_EQ(unique.count(""), 0U) << joined_names(names);
}

TEST(DocumentNames, each_value_has_its_own) {
    expect_names_of_all(kind_names());
    expect_names_of_all(padding_mode_names());
    expect_names_of_all(kernel_names());
    expect_names_of_all(view_names());
    expect_names_of_all(cell_text_names());
    expect_names_of_all(lens_names());
    expect_names_of_all(framework_names());
    expect_names_of_all(gradient_order_names());
    expect_names_of_all(transposed_way_names());
    expect_names_of_all(pin_names());
}

TEST(DocumentNames, are_those_of_the_scene_files) {
    EXPECT_EQ(joined_names(pattern_names()), "small, ramp, impulse, checkerboard, constant");
    EXPECT_EQ(joined_names(padding_mode_names()), "zeros, reflect, replicate, circular");
    EXPECT_EQ(joined_names(transposed_way_names()), "stamping, stretched, matrix");
}

} // namespace
} // namespace convlens
