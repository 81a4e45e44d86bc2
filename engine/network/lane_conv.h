// Convolutions and dense layers of 16 pictures side by side: rows of positions are runs of vectors, so that
// the tiles of the fast kernels take weights and numbers where they lie. Private to the engine.
#pragma once

#include "engine/network/lane_shape.h"

namespace convlens::detail {

/// Memory that a pass needs beside its layers' numbers.
struct LaneScratch {
    std::vector<float> padded; // a copy with zeros around or between
    std::vector<float> sums;
};

/// One convolution with zeros as padding, or a dense layer.
class LaneConv {
public:
    explicit LaneConv(const Operation& operation);
    /// A dense layer: the whole item is its window.
    LaneConv(int64_t inputs, int64_t outputs);

    void forward(const float* x, const Tensor<float>& weight, const Tensor<float>& bias, LaneScratch& scratch,
                 float* y) const;
    /// `adds`: to what dx has.
    void back(const float* dy, const Tensor<float>& weight, bool adds, LaneScratch& scratch, float* dx) const;
    /// Into dw and db (if that is not empty), whatever they held.
    void gradients(const float* x, const float* dy, LaneScratch& scratch, Tensor<float>& dw,
                   Tensor<float>& db) const;

    int64_t scratch_floats() const;

private:
    /// Windows of one group over a source that is padded.
    struct Windows {
        std::array<int64_t, 3> source{};  // sizes with padding
        std::array<int64_t, 3> places{};  // of the windows
        std::array<int64_t, 3> stride{};  // of the source
        std::array<int64_t, 3> begin{};   // where the first number of what is padded lies; negative: cropped
        std::array<int64_t, 3> spacing{}; // from one number to the next
        bool copies = false;              // the source is not simply what it is made from
        std::vector<Product> products;    // of one target, a: in the weights of a row
        int64_t row_step = 0;             // from the weights of one row to the next one's
        int64_t group_step = 0;           // from the weights of a group to the next one's
    };

    void make_windows();
    const float* spread(const Windows& windows, const LaneShape& from, const float* numbers,
                        LaneScratch& scratch) const;
    void gather(const Windows& windows, int64_t rows, int64_t source_channels, const float* source,
                const float* weights, const float* bias, Start start, float* target) const;
    void dense_gradient(const float* x, const float* dy, LaneScratch& scratch, Tensor<float>& dw) const;

    LaneShape in_, out_;
    int64_t groups_ = 1;
    std::array<int64_t, 3> kernel_{1, 1, 1}, stride_{1, 1, 1}, dilation_{1, 1, 1}, padding_{};
    Windows ahead_, behind_;
};

} // namespace convlens::detail
