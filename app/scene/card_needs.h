// How much room the cards of lenses need, remembered from frame to frame: to ask them is to draw them for
// nobody, three quarters of what a frame with the gradients lens would cost. Who makes many frames of one
// document owns one.
#pragma once

#include "scene/base/scene_input.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace convlens {

class CardNeeds {
public:
    struct Question {
        Lens lens{};
        enum class Side : uint8_t { width, height } side{};
        float unit = 1;            // px, of the canvas
        float width = 0, room = 0; // px, that the card may have
        bool operator==(const Question&) const = default;
    };

    /// The answer, px; `ask` is called where it is not known, or anything differs that cards go by: all of
    /// the input but its cursor, what is pointed at, and where a movement is.
    float answer(const SceneInput& input, const Question& question, const std::function<float()>& ask);

private:
    /// What the answers hold for.
    struct Basis {
        Document document;
        Composition composition;
        Language language{};
        const Theme* theme = nullptr;
        bool operator==(const Basis&) const = default;
    };
    bool holds(const SceneInput& input) const;

    std::optional<Basis> basis_;
    std::vector<std::pair<Question, float>> answers_;
};

} // namespace convlens
