// What the compiler knows of enumerations, and look-ups in their tables.
#include "i18n/names.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

enum class Fruit { apple, pear, plum };
enum class One { only };

constexpr std::array fruits{NameRow<Fruit>{"apple", Fruit::apple}, NameRow<Fruit>{"pear", Fruit::pear},
                            NameRow<Fruit>{"plum", Fruit::plum}};

TEST(Names, the_compiler_counts_the_values) {
    EXPECT_EQ(enum_count<Fruit>(), 3U);
    EXPECT_EQ(enum_count<One>(), 1U);
    EXPECT_TRUE(is_enumerator<Fruit::plum>());
    EXPECT_FALSE(is_enumerator<static_cast<Fruit>(3)>());
}

TEST(Names, a_missing_row_and_a_wrong_order_are_seen) {
    EXPECT_TRUE(has_all_values(fruits));
    EXPECT_FALSE(has_all_values(std::array{fruits[0], fruits[1]}));
    EXPECT_FALSE(has_all_values(std::array{fruits[0], fruits[2], fruits[1]}));
    EXPECT_FALSE(has_all_values(std::array{fruits[0], fruits[1], fruits[1]}));
}

TEST(Names, are_found_both_ways) {
    const Names<Fruit> names = fruits;
    EXPECT_EQ(name_of(names, Fruit::pear), "pear");
    EXPECT_EQ(named(names, "plum"), Fruit::plum);
    EXPECT_EQ(named(names, "Plum"), std::nullopt);
    EXPECT_EQ(joined_names(names), "apple, pear, plum");
}

} // namespace
} // namespace convlens
