// A document that is shown as a pair, as two pictures: the direct figure and the one that leads back, each
// with its own document, results, cursor and place. What is pointed at in one of them is lit in both: X of
// the one is Y of the other.
#pragma once

#include "picture/frame.h"
#include "scene/base/scene_input.h"
#include "scene/figure/layout.h"

#include <array>

namespace convlens {

/// The other figure of a pair with the look of the document: its view, texts of cells and pins, whose X is
/// the other's Y.
Document with_look(const Document& beside, const Document& document);

/// Whether the input is a picture of both.
bool is_pair(const SceneInput& input);

/// The layer of the tags of the figure beside the document's: they light, and nothing of it can be edited.
inline constexpr int32_t beside_layer = 1;

class PairHalves {
public:
    /// is_pair(input), which outlives this.
    explicit PairHalves(const SceneInput& input);
    PairHalves(const PairHalves&) = delete;
    PairHalves& operator=(const PairHalves&) = delete;

    const SceneInput& own() const { return own_; }
    const SceneInput& beside() const { return beside_; }
    Vec2 own_corner() const { return own_is_second_ ? places_[1].min : places_[0].min; }
    Vec2 beside_corner() const { return own_is_second_ ? places_[0].min : places_[1].min; }
    bool own_is_second() const { return own_is_second_; }
    /// px of title and caption in both, so that their figures begin at the same height.
    void set_title_height(float height);
    /// The parts of Composition::half_without, in both.
    void leave_out(int parts);
    /// From end to end between the two.
    std::array<Vec2, 2> divider() const;

private:
    Composition composition_of_half() const;

    const SceneInput& input_;
    bool own_is_second_;
    std::array<Rect, 2> places_; // direct, back
    Document beside_document_;
    SceneInput own_, beside_;
};

/// Puts the items of one half into the frame of both.
void add_half(Frame& frame, Frame half, Vec2 corner, bool is_beside);
/// The same places, elsewhere in the picture.
FigurePlaces moved(FigurePlaces places, Vec2 by);

} // namespace convlens
