// What both tasks of learning share: the card with the step of one number, and buttons.
#include "scene/network/learning/learning.h"

#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/words/number.h"

namespace convlens {

std::vector<double> counted_x(std::size_t count) {
    std::vector<double> x;
    for (std::size_t i = 1; i <= count; ++i)
        x.push_back(static_cast<double>(i));
    return x;
}

Rect draw_change_card(Canvas& canvas, const NetworkSceneInput& input, const ChangeCard& content) {
    const auto& [name, change, momentum, reserved] = content;
    const float unit = canvas.unit, margin = 24 * unit;
    const Vec2 size = input.composition.size;
    const float height = (input.composition.choices ? 146.0F : 100.0F) * unit;
    const Rect card{{margin, size.y - margin - height}, {size.x - margin, size.y - margin}};
    const Tag tag = tag_of(TagSpace::formula, 0);
    canvas.card(card, input.theme.card, input.theme.hairline, 8 * unit, tag);
    const float left = card.min.x + 20 * unit, room = card.width() - 40 * unit - reserved;
    const TextStyle bold{network_type::lead * unit, Face::sans_bold, input.theme.w.heading};
    canvas.text(name, {left, card.min.y + 34 * unit}, bold, tag);
    const auto number = [](double value) { return number_text(value, 4); };
    const auto of = [&](float value) { return number(static_cast<double>(value)); };
    const auto behind_sign = [&](float value) { return value < 0 ? "(" + of(value) + ")" : of(value); };
    const TextStyle mono{network_type::formula * unit, Face::mono, input.theme.text};
    const float start = left + std::max(canvas.width(name, bold) + 26 * unit, 150 * unit);
    const std::string velocity = "v = m · v + dw ≈ " + number(momentum) + " · " +
                                 behind_sign(change.velocity_before) + " + " + behind_sign(change.gradient) +
                                 " ≈ " + of(change.velocity);
    const std::string weight = "w ← w − lr · v ≈ " + of(change.before) + " − " +
                               number(change.learning_rate) + " · " + behind_sign(change.velocity) + " ≈ " +
                               of(change.after);
    const std::string plain = "w ← w − lr · dw ≈ " + of(change.before) + " − " +
                              number(change.learning_rate) + " · " + behind_sign(change.gradient) + " ≈ " +
                              of(change.after);
    fitted_text(canvas, momentum > 0 ? velocity : plain, {start, card.min.y + 34 * unit}, mono,
                left + room - start, tag);
    fitted_text(canvas, momentum > 0 ? weight : std::string(), {start, card.min.y + 62 * unit}, mono,
                left + room - start, tag);
    fitted_text(canvas, std::string(input.texts("network.change_words")), {left, card.min.y + 88 * unit},
                {network_type::small * unit, Face::sans, input.theme.quiet}, room, tag);
    const bool is_running = input.learning != nullptr && input.learning->is_running;
    draw_buttons(canvas, input,
                 {{NetworkAction::play,
                   std::string(input.texts(is_running ? "network.pause" : "network.learn")), true},
                  {NetworkAction::one_step, std::string(input.texts("network.one_step"))},
                  {NetworkAction::restart, std::string(input.texts("network.restart"))},
                  {NetworkAction::overview, std::string(input.texts("network.overview"))}},
                 {left, card.min.y + 100 * unit}, left + room);
    return card;
}

void draw_learning(Canvas& canvas, const NetworkSceneInput& input) {
    if (input.learning == nullptr)
        return;
    if (input.learning->kernel)
        draw_learning_kernel(canvas, input);
    else if (input.learning->trainer)
        draw_learning_network(canvas, input);
}

} // namespace convlens
