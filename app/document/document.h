// Everything that is saved and undone: the operation, where its numbers come from, how it is shown. A value.
#pragma once

#include "convlens/operation.h"
#include "document/chain.h"
#include "document/source.h"
#include "i18n/catalogue.h"
#include "i18n/names.h"

#include <string>
#include <vector>

namespace convlens {

enum class View { tilted, flat, volumes };
enum class CellText { numbers, names, none };
/// A view of the operation beside the figure.
enum class Lens { sum, im2col, unrolled, gradients, transposed, sizes, reach, cost, code };
inline constexpr std::size_t lens_count = enum_count<Lens>();
/// What a step of the gradients lens is: an element of dY, of dX, or of dW.
enum class GradientOrder { outputs, inputs, weights };
/// Whose program the code lens writes.
enum class Framework { pytorch, keras, jax, onnx, numpy };
/// Which of its three ways the transposed lens shows large.
enum class TransposedWay { scatter, stretched, matrix };

/// One element that stays lit with all that belongs to it. The gradient of a tensor has the same elements.
struct Pin {
    enum class Tensor { x, w, y };
    Tensor tensor{};
    std::vector<int64_t> at; // all coordinates, so that it survives a change of sizes
    bool operator==(const Pin&) const = default;
};
inline constexpr std::size_t max_pins = 16;
inline constexpr int64_t max_layers = 3;
inline constexpr int64_t max_digits = 6;

// What a lens remembers, one struct each.
struct GradientsLens {
    GradientOrder order = GradientOrder::outputs;
    bool operator==(const GradientsLens&) const = default;
};
struct UnrolledLens {
    bool all_rows = false; // Y written out: the sum of each of its elements, all at once
    bool operator==(const UnrolledLens&) const = default;
};
struct TransposedLens {
    TransposedWay way = TransposedWay::scatter;
    bool operator==(const TransposedLens&) const = default;
};
struct SizesLens {
    std::vector<ChainLayer> chain; // at most max_chain, with no misfit
    int64_t layer = -1;            // of the chain, the one that became the figure; -1: none
    bool operator==(const SizesLens&) const = default;
};
struct ReachLens {
    int64_t layers = 1; // the operation, once to max_layers times in a row
    bool operator==(const ReachLens&) const = default;
};
struct CodeLens {
    Framework framework = Framework::pytorch;
    bool operator==(const CodeLens&) const = default;
};

struct LocalText {
    std::string en, zh;
    const std::string& in(Language language) const {
        return language == Language::zh && !zh.empty() ? zh : en;
    }
    bool operator==(const LocalText&) const = default;
};

struct Document {
    Operation operation;
    std::string name;         // preset's or scene's; empty once the operation was changed by hand
    LocalText title, caption; // shown where not empty; belong to `name`
    Source input, weight, grad_output;
    Source unpool_plane; // max_unpool: the plane [N, C, output...] whose largest elements give values and
                         // switches
    std::vector<double> bias; // conv, conv_transpose: added to each map of Y; bias_of has those that count,
                              // the others wait for their channels. Empty: none
    bool flip_kernel = false; // conv: a true convolution, the kernel turned by 180 degrees slides
    bool power_mean = false;  // lp_pool: (1/n sum |x|^p)^(1/p), Springenberg et al., instead of PyTorch's sum
    View view = View::flat;
    bool pair =
        false; // beside the figure stands the one that leads back (document/reverse.h), without lenses
    CellText cell_text = CellText::numbers;
    int64_t digits = 0; // significant ones in cells with numbers that are not whole, 1 to max_digits; 0: as
                        // many as are needed
    std::vector<Lens> lenses{Lens::sum}; // each once; those in front are shown where there is no room for all
    GradientsLens gradients_lens;
    UnrolledLens unrolled_lens;
    TransposedLens transposed_lens;
    SizesLens sizes_lens;
    ReachLens reach_lens;
    CodeLens code_lens;
    std::vector<Pin> pins;    // at most max_pins
    bool color = false;       // image input: a sheet per channel, else grey
    int64_t max_cells = 64;   // image input: cells along the longer side at most; 0: exact pixels
    Sizes export_size;        // [width, height] in px for `export --all`, empty: 1280x720
    std::string unknown_keys; // top-level keys of a scene file that this version does not know: a JSON object
                              // as text, or empty
    bool operator==(const Document&) const = default;
};

/// Whether the lens is switched on.
bool has_lens(const Document& document, Lens lens);
/// Switches it on, in front of the others, or off.
void set_lens(Document& document, Lens lens, bool on);

/// Several sheets to stack: channels or depths.
bool has_volumes(const Operation& operation);

/// How an operation is looked at first: as volumes where several sheets can be read cell by cell.
View opening_view(const Operation& operation);

/// Makes a layer of the chain the figure; nothing where there is none such or it is impossible. An image or
/// numbers that belong to another layer go.
void show_layer(Document& document, int64_t layer);

/// Puts another operation in. Name, title and caption are removed, for they describe the old one.
void set_operation(Document& document, const Operation& operation);

} // namespace convlens
