// Sources are compared by their content, for two readings of one file share nothing.
#include "document/source.h"

#include <algorithm>
#include <cassert>
#include <utility>

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

bool same_image(const std::shared_ptr<const Image>& a, const std::shared_ptr<const Image>& b) {
    return a == b || (a && b && *a == *b);
}

} // namespace

bool Source::operator==(const Source& other) const {
    return kind == other.kind && seed == other.seed && values_shape == other.values_shape &&
           beyond == other.beyond && kernel_name == other.kernel_name && edits == other.edits &&
           same_numbers(values, other.values) && same_image(image, other.image);
}

Source values_source(const Sizes& shape, std::vector<double> values) {
    assert(static_cast<int64_t>(values.size()) == shape.product());
    Source source;
    source.kind = SourceKind::values;
    source.values_shape = shape;
    source.values = std::make_shared<const std::vector<double>>(std::move(values));
    return source;
}

Source image_source(std::shared_ptr<const Image> image) {
    Source source;
    source.kind = SourceKind::image;
    source.image = std::move(image);
    return source;
}

Source kernel_source(KernelName name) {
    Source source;
    source.kind = SourceKind::kernel;
    source.kernel_name = name;
    return source;
}

} // namespace convlens
