// Y flattened as the document writes it: every element as the sum of its products, all of them at once, in
// names or in numbers, the row of the step and its lit term among them. Where not all have room, those around
// the step.
#pragma once

#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "scene/base/roles.h"
#include "scene/lens/lens.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

class UnrolledRows {
public:
    UnrolledRows(Canvas& canvas, const LensScene& scene);

    /// Whether the operation's rows are sums of products, of no more terms than can be written out.
    static bool can_be_written(const Operation& operation);
    /// Height of all rows in type that can still be read, px.
    float height(float width) const;
    /// Height of one row in the same type, px.
    float row_height(float width) const;
    /// In the largest type in which all rows fit, or else some of them.
    void draw(const Rect& area);

private:
    struct Product {
        std::string text;
        int64_t column = -1; // of C; -1: the bias, or fills up, so that every row has as many
        bool lit = false;
    };
    /// All rows have the same columns of products, one below the other.
    struct Grid {
        float size = 0; // of the type, px
        float name = 0, product = 0, value = 0;
        int64_t on_line = 1, lines = 1;
        float line = 0, row = 0; // heights, px
    };

    std::vector<Product> products(int64_t row) const;
    std::string product_text(const Term& term) const;
    std::string bias_name(int64_t row) const; // "b", or "b₁" where there are several maps
    std::string name_of(int64_t row) const;
    std::string result_of(int64_t row) const; // "= 5"
    /// `breaks_rows`: a row of the kernel may go on on the next line.
    Grid grid(float width, float size, bool breaks_rows) const;
    Grid fitting(const Rect& area) const;
    void draw_row(const Grid& grid, int64_t row, Vec2 at);

    Canvas& canvas_;
    const LensScene& scene_;
    const Operation& op_;
    Roles roles_;
    Relation relation_;
    int64_t rows_, columns_;
    int64_t row_; // of the step
    int64_t first_y_, first_x_;
    bool numbers_;
    int64_t lit_;                                     // term of the step, -1: none
    std::size_t most_ = 0;                            // products of a row
    std::string widest_, widest_name_, widest_value_; // of the rows that were looked at
};

} // namespace convlens
