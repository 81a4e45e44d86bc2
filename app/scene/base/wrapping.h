// Text in lines of a width, English and Chinese alike. Knows no fonts: whoever asks measures.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Pieces that may not be broken; a space belongs to the end of its word.
std::vector<std::string_view> unbreakable(std::string_view text);

/// Lines of at most `width`, as `width_of` measures them; longer only where a word is. Chinese breaks between
/// any two characters but before a mark that closes, and leaves none alone on the last line.
std::vector<std::string> wrapped(std::string_view text, float width,
                                 const std::function<float(std::string_view line)>& width_of);

} // namespace convlens
