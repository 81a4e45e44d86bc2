// Sources are compared by what they hold, for two readings of one file share nothing.
#include "document/source.h"

#include <algorithm>

namespace convlens {
namespace {

/// NaN equals itself here, or a Document with one would differ from its own copy.
bool same_number(double a, double b) {
    return a == b || (a != a && b != b);
}

bool same_numbers(const std::shared_ptr<const std::vector<double>>& a,
                  const std::shared_ptr<const std::vector<double>>& b) {
    return a == b || (a && b && std::equal(a->begin(), a->end(), b->begin(), b->end(), same_number));
}

bool same_edits(const std::map<std::vector<int64_t>, double>& a,
                const std::map<std::vector<int64_t>, double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
        return one.first == other.first && same_number(one.second, other.second);
    });
}

bool same_image(const std::shared_ptr<const Image>& a, const std::shared_ptr<const Image>& b) {
    return a == b || (a && b && *a == *b);
}

} // namespace

bool Source::operator==(const Source& other) const {
    return kind == other.kind && seed == other.seed && values_shape == other.values_shape &&
           kernel_name == other.kernel_name && same_edits(edits, other.edits) &&
           same_numbers(values, other.values) && same_image(image, other.image);
}

} // namespace convlens
