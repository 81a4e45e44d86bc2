// The sizes of type on cards: one scale, from which every card takes its own, the sum's too. Units.
#pragma once

namespace convlens::card_type {

inline constexpr float digits = 11; // of numbers in cells, at least; nothing on a card is smaller
inline constexpr float text = 13;   // sentences, remarks, labels, buttons, programs
inline constexpr float title = 15;  // the card's name, letters of tensors, terms
inline constexpr float lead = 18;   // what the card is about: y[1,2], the layer as a line of code
inline constexpr float result = 25; // what comes out

} // namespace convlens::card_type
