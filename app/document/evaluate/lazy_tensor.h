// The numbers of a tensor as results have them: kept in memory as a whole, or each made where it is read, so
// that a picture of a tensor of billions of elements costs what it shows. Who only reads elements need not
// know which.
#pragma once

#include "convlens/assert.h"
#include "convlens/tensor.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace convlens {

template <class T> class LazyTensor {
public:
    using Element = std::function<T(int64_t flat)>; // may be called by several threads at once

    explicit LazyTensor(Tensor<T> kept) : shape(kept.shape), kept_(std::move(kept)), count_(kept_.count()) {}
    /// `reads`: numbers that an element is made from, where these are many.
    LazyTensor(const Sizes& shape_, Element element, int64_t reads = 1)
        : shape(shape_), element_(std::move(element)), count_(shape_.product()), reads_(reads) {}

    Sizes shape;
    int64_t count() const { return count_; }
    T operator[](int64_t flat) const { return element_ ? element_(flat) : kept_[flat]; }

    bool is_kept() const { return !element_; }
    /// How many elements can be looked at in a moment: as many as `numbers` are quickly read, or all.
    int64_t quick(int64_t numbers) const {
        return is_kept() ? count_ : std::max<int64_t>(numbers / reads_, 1);
    }
    /// For whoever needs all of it. is_kept(), asserted.
    operator const Tensor<T>&() const {
        CONVLENS_ASSERT(is_kept());
        return kept_;
    }
    const Tensor<T>& kept() const { return *this; }

private:
    Tensor<T> kept_;
    Element element_;
    int64_t count_;
    int64_t reads_ = 1;
};

template <class T> std::shared_ptr<const LazyTensor<T>> shared(Tensor<T> kept) {
    return std::make_shared<const LazyTensor<T>>(std::move(kept));
}

} // namespace convlens
