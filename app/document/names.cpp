// The tables of names.h.
#include "document/names.h"

#include <array>

namespace convlens {
namespace {

template <class Enum> using Entry = std::pair<std::string_view, Enum>;

constexpr std::array kinds{
    Entry<Kind>{"conv", Kind::conv},         Entry<Kind>{"conv-transpose", Kind::conv_transpose},
    Entry<Kind>{"max-pool", Kind::max_pool}, Entry<Kind>{"avg-pool", Kind::avg_pool},
    Entry<Kind>{"lp-pool", Kind::lp_pool},   Entry<Kind>{"max-unpool", Kind::max_unpool}};
constexpr std::array padding_modes{Entry<PaddingMode>{"zeros", PaddingMode::zeros},
                                   Entry<PaddingMode>{"reflect", PaddingMode::reflect},
                                   Entry<PaddingMode>{"replicate", PaddingMode::replicate},
                                   Entry<PaddingMode>{"circular", PaddingMode::circular}};
constexpr std::array patterns{Entry<SourceKind>{"small", SourceKind::small},
                              Entry<SourceKind>{"ramp", SourceKind::ramp},
                              Entry<SourceKind>{"impulse", SourceKind::impulse},
                              Entry<SourceKind>{"checkerboard", SourceKind::checkerboard},
                              Entry<SourceKind>{"constant", SourceKind::constant}};
constexpr std::array kernels{Entry<KernelName>{"identity", KernelName::identity},
                             Entry<KernelName>{"box", KernelName::box},
                             Entry<KernelName>{"gaussian", KernelName::gaussian},
                             Entry<KernelName>{"sobel-x", KernelName::sobel_x},
                             Entry<KernelName>{"sobel-y", KernelName::sobel_y},
                             Entry<KernelName>{"laplacian", KernelName::laplacian},
                             Entry<KernelName>{"sharpen", KernelName::sharpen},
                             Entry<KernelName>{"emboss", KernelName::emboss}};
constexpr std::array views{Entry<View>{"tilted", View::tilted}, Entry<View>{"flat", View::flat},
                           Entry<View>{"volumes", View::volumes}};
constexpr std::array cell_texts{Entry<CellText>{"numbers", CellText::numbers},
                                Entry<CellText>{"names", CellText::names},
                                Entry<CellText>{"none", CellText::none}};
constexpr std::array lenses{Entry<Lens>{"sum", Lens::sum},
                            Entry<Lens>{"im2col", Lens::im2col},
                            Entry<Lens>{"unrolled", Lens::unrolled},
                            Entry<Lens>{"gradients", Lens::gradients},
                            Entry<Lens>{"transposed", Lens::transposed},
                            Entry<Lens>{"sizes", Lens::sizes},
                            Entry<Lens>{"reach", Lens::reach},
                            Entry<Lens>{"cost", Lens::cost},
                            Entry<Lens>{"code", Lens::code}};
constexpr std::array frameworks{
    Entry<Framework>{"pytorch", Framework::pytorch}, Entry<Framework>{"keras", Framework::keras},
    Entry<Framework>{"jax", Framework::jax}, Entry<Framework>{"onnx", Framework::onnx},
    Entry<Framework>{"numpy", Framework::numpy}};
constexpr std::array gradient_orders{Entry<GradientOrder>{"outputs", GradientOrder::outputs},
                                     Entry<GradientOrder>{"inputs", GradientOrder::inputs},
                                     Entry<GradientOrder>{"weights", GradientOrder::weights}};
constexpr std::array transposed_ways{Entry<TransposedWay>{"stamping", TransposedWay::stamping},
                                     Entry<TransposedWay>{"stretched", TransposedWay::stretched},
                                     Entry<TransposedWay>{"matrix", TransposedWay::matrix}};
constexpr std::array pins{Entry<Pin::Tensor>{"x", Pin::Tensor::x}, Entry<Pin::Tensor>{"w", Pin::Tensor::w},
                          Entry<Pin::Tensor>{"y", Pin::Tensor::y}};

} // namespace

Names<Kind> kind_names() {
    return kinds;
}
Names<PaddingMode> padding_mode_names() {
    return padding_modes;
}
Names<SourceKind> pattern_names() {
    return patterns;
}
Names<KernelName> kernel_names() {
    return kernels;
}
Names<View> view_names() {
    return views;
}
Names<CellText> cell_text_names() {
    return cell_texts;
}

Names<Lens> lens_names() {
    return lenses;
}
Names<Framework> framework_names() {
    return frameworks;
}
Names<GradientOrder> gradient_order_names() {
    return gradient_orders;
}
Names<TransposedWay> transposed_way_names() {
    return transposed_ways;
}
Names<Pin::Tensor> pin_names() {
    return pins;
}

} // namespace convlens
