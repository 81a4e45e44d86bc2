// The digits lie in the program as scripts/make-digits writes them.
#include "network/data.h"

#include "embedded_networks.h"
#include "network/embedded.h"

#include <algorithm>

namespace convlens {
namespace {

NetworkData read_digits() {
    NetworkData digits;
    digits.name = "digits";
    digits.item = {1, 8, 8};
    digits.max_value = 16;
    digits.classes = 10;
    constexpr std::size_t pixels = 64;
    const std::string_view bytes = embedded_content(embedded_networks(), "digits.bin");
    for (std::size_t at = 0; at + pixels < bytes.size(); at += pixels + 1) {
        const std::string_view picture = bytes.substr(at, pixels);
        digits.pixels.insert(digits.pixels.end(), picture.begin(), picture.end());
        digits.labels.push_back(static_cast<uint8_t>(bytes[at + pixels]));
    }
    return digits;
}

} // namespace

Tensor<float> NetworkData::picture(int64_t index) const {
    Sizes shape{1};
    for (const int64_t size : item)
        shape.push_back(size);
    const auto begin = pixels.begin() + index * item.product();
    return {shape, std::vector<float>(begin, begin + item.product())};
}

std::vector<int64_t> NetworkData::indices(bool held_out) const {
    std::vector<int64_t> chosen;
    for (int64_t index = 0; index < count(); ++index)
        if (is_held_out(index) == held_out)
            chosen.push_back(index);
    return chosen;
}

const NetworkData& digits_data() {
    static const NetworkData digits = read_digits();
    return digits;
}

} // namespace convlens
