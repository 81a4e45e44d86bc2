// Exhaustive: the compiler asks for a new parameter here.
#include "document/parameter_list.h"

namespace convlens {

Sizes* list_of(Operation& operation, Parameter parameter) {
    switch (parameter) {
    case Parameter::input_size:
        return &operation.input_size;
    case Parameter::kernel_size:
        return &operation.kernel_size;
    case Parameter::stride:
        return &operation.stride;
    case Parameter::padding:
        return &operation.padding_begin;
    case Parameter::dilation:
        return &operation.dilation;
    case Parameter::output_padding:
    case Parameter::output_size:
        return &operation.output_padding;
    case Parameter::padding_mode:
    case Parameter::batch:
    case Parameter::in_channels:
    case Parameter::out_channels:
    case Parameter::groups:
    case Parameter::norm_p:
        return nullptr;
    }
    return nullptr;
}

} // namespace convlens
