// The tables of names.h, each with a row for every value, in their order.
#include "document/names.h"

#include <array>

namespace convlens {
namespace {

constexpr auto parameters = std::to_array<NameRow<Parameter>>({{"input_size", Parameter::input_size},
                                                               {"kernel_size", Parameter::kernel_size},
                                                               {"stride", Parameter::stride},
                                                               {"padding", Parameter::padding},
                                                               {"padding_mode", Parameter::padding_mode},
                                                               {"dilation", Parameter::dilation},
                                                               {"output_padding", Parameter::output_padding},
                                                               {"output_size", Parameter::output_size},
                                                               {"batch", Parameter::batch},
                                                               {"in_channels", Parameter::in_channels},
                                                               {"out_channels", Parameter::out_channels},
                                                               {"groups", Parameter::groups},
                                                               {"norm_p", Parameter::norm_p}});
static_assert(has_all_values(parameters));
constexpr std::array kinds{
    NameRow<Kind>{"conv", Kind::conv},         NameRow<Kind>{"conv-transpose", Kind::conv_transpose},
    NameRow<Kind>{"max-pool", Kind::max_pool}, NameRow<Kind>{"avg-pool", Kind::avg_pool},
    NameRow<Kind>{"lp-pool", Kind::lp_pool},   NameRow<Kind>{"max-unpool", Kind::max_unpool}};
constexpr std::array padding_modes{NameRow<PaddingMode>{"zeros", PaddingMode::zeros},
                                   NameRow<PaddingMode>{"reflect", PaddingMode::reflect},
                                   NameRow<PaddingMode>{"replicate", PaddingMode::replicate},
                                   NameRow<PaddingMode>{"circular", PaddingMode::circular}};
constexpr std::array patterns{NameRow<SourceKind>{"small", SourceKind::small},
                              NameRow<SourceKind>{"ramp", SourceKind::ramp},
                              NameRow<SourceKind>{"impulse", SourceKind::impulse},
                              NameRow<SourceKind>{"checkerboard", SourceKind::checkerboard},
                              NameRow<SourceKind>{"constant", SourceKind::constant}};
constexpr std::array kernels{NameRow<KernelName>{"identity", KernelName::identity},
                             NameRow<KernelName>{"box", KernelName::box},
                             NameRow<KernelName>{"gaussian", KernelName::gaussian},
                             NameRow<KernelName>{"sobel-x", KernelName::sobel_x},
                             NameRow<KernelName>{"sobel-y", KernelName::sobel_y},
                             NameRow<KernelName>{"laplacian", KernelName::laplacian},
                             NameRow<KernelName>{"sharpen", KernelName::sharpen},
                             NameRow<KernelName>{"emboss", KernelName::emboss}};
constexpr std::array views{NameRow<View>{"tilted", View::tilted}, NameRow<View>{"flat", View::flat},
                           NameRow<View>{"volumes", View::volumes}};
constexpr std::array cell_texts{NameRow<CellText>{"numbers", CellText::numbers},
                                NameRow<CellText>{"names", CellText::names},
                                NameRow<CellText>{"none", CellText::none}};
constexpr std::array lenses{NameRow<Lens>{"sum", Lens::sum},
                            NameRow<Lens>{"im2col", Lens::im2col},
                            NameRow<Lens>{"unrolled", Lens::unrolled},
                            NameRow<Lens>{"gradients", Lens::gradients},
                            NameRow<Lens>{"transposed", Lens::transposed},
                            NameRow<Lens>{"sizes", Lens::sizes},
                            NameRow<Lens>{"reach", Lens::reach},
                            NameRow<Lens>{"cost", Lens::cost},
                            NameRow<Lens>{"code", Lens::code}};
constexpr std::array frameworks{
    NameRow<Framework>{"pytorch", Framework::pytorch}, NameRow<Framework>{"keras", Framework::keras},
    NameRow<Framework>{"jax", Framework::jax}, NameRow<Framework>{"onnx", Framework::onnx},
    NameRow<Framework>{"numpy", Framework::numpy}};
constexpr std::array gradient_orders{NameRow<GradientOrder>{"outputs", GradientOrder::outputs},
                                     NameRow<GradientOrder>{"inputs", GradientOrder::inputs},
                                     NameRow<GradientOrder>{"weights", GradientOrder::weights}};
constexpr std::array transposed_ways{NameRow<TransposedWay>{"stamping", TransposedWay::scatter},
                                     NameRow<TransposedWay>{"stretched", TransposedWay::stretched},
                                     NameRow<TransposedWay>{"matrix", TransposedWay::matrix}};
constexpr std::array pins{NameRow<Pin::Tensor>{"x", Pin::Tensor::x},
                          NameRow<Pin::Tensor>{"w", Pin::Tensor::w},
                          NameRow<Pin::Tensor>{"y", Pin::Tensor::y}};

static_assert(has_all_values(kinds));
static_assert(has_all_values(padding_modes));
static_assert(has_all_values(kernels));
static_assert(has_all_values(views));
static_assert(has_all_values(cell_texts));
static_assert(has_all_values(lenses));
static_assert(has_all_values(frameworks));
static_assert(has_all_values(gradient_orders));
static_assert(has_all_values(transposed_ways));
static_assert(has_all_values(pins));
// Values, images and kernels have keys of their own.
static_assert(patterns.back().second == SourceKind::constant);

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

Names<Parameter> parameter_names() {
    return parameters;
}

} // namespace convlens
