// The decoder of a file, by its first bytes.
#include "input/decoders.h"

namespace convlens {

DecodeOutcome decode_picture(std::string_view file, RowSink& sink) {
    if (file.starts_with("\x89PNG"))
        return decode_png(file, sink);
    return file.starts_with("BM") ? decode_bmp(file, sink) : decode_jpeg(file, sink);
}

} // namespace convlens
