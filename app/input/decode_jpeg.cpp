// libjpeg-turbo reduces while it decodes, by eighths. Its errors are jumps: nothing with a destructor lives
// in the frames that they leave.
#include "input/decoders.h"
#include "input/exif.h"

#include <csetjmp>
#include <cstdio> // before jpeglib.h, which uses FILE without naming it

#include <jerror.h>
#include <jpeglib.h>

#include <string>
#include <vector>

namespace convlens {
namespace {

constexpr unsigned int eighths = 8;

DecodeOutcome outcome_of(int code) {
    switch (code) {
    case JERR_OUT_OF_MEMORY:
        return DecodeOutcome::out_of_memory;
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
        return DecodeOutcome::too_many_pixels;
    case JERR_SOF_UNSUPPORTED: // lossless, hierarchical
    case JERR_BAD_PRECISION:   // 12 bits
    case JERR_ARITH_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_COMPONENT_COUNT:
    case JERR_EMPTY_IMAGE: // its height follows the rows
        return DecodeOutcome::other_kind;
    default:
        return DecodeOutcome::damaged;
    }
}

/// Warnings after which the pixels are made up.
bool is_damage(int code) {
    return code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
           code == JWRN_MUST_RESYNC;
}

class JpegReader {
public:
    JpegReader(std::string_view file, RowSink& sink) : file_(file), sink_(sink) {
        info_.err = jpeg_std_error(&errors_.functions);
        errors_.functions.error_exit = leave;
        errors_.functions.emit_message = on_message;
        errors_.functions.output_message = [](j_common_ptr) {};
    }
    ~JpegReader() { jpeg_destroy_decompress(&info_); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    DecodeOutcome run() {
        if (const DecodeOutcome outcome = start(); outcome != DecodeOutcome::done)
            return outcome;
        const bool is_ink = info_.out_color_space == JCS_CMYK;
        const int channels = is_ink ? 3 : info_.output_components;
        row_.resize(std::size_t{info_.output_width} * static_cast<std::size_t>(info_.output_components));
        if (!sink_.begin({info_.output_width, info_.output_height, channels, 8}, eighths / info_.scale_num))
            return DecodeOutcome::cannot_write;
        if (const DecodeOutcome outcome = rows(is_ink); outcome != DecodeOutcome::done)
            return outcome;
        return sink_.finish(orientation()) ? DecodeOutcome::done : DecodeOutcome::cannot_write;
    }

private:
    struct Errors {
        jpeg_error_mgr functions{}; // first: the library knows no more of it
        std::jmp_buf back{};
        DecodeOutcome outcome = DecodeOutcome::damaged;
    };

    [[noreturn]] static void leave(j_common_ptr info) {
        auto* const errors = reinterpret_cast<Errors*>(info->err);
        errors->outcome = outcome_of(info->err->msg_code);
        std::longjmp(errors->back, 1);
    }
    static void on_message(j_common_ptr info, int level) {
        if (level < 0 && is_damage(info->err->msg_code))
            leave(info);
    }

    DecodeOutcome start() {
        if (setjmp(errors_.back) != 0)
            return errors_.outcome;
        jpeg_create_decompress(&info_);
        jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(file_.data()), file_.size());
        jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
        jpeg_read_header(&info_, TRUE);
        if (const DecodeOutcome outcome = sink_.check_size(info_.image_width, info_.image_height, false);
            outcome != DecodeOutcome::done)
            return outcome;
        if (info_.num_components == 4)
            info_.out_color_space = JCS_CMYK;
        else if (info_.num_components != 1 && info_.num_components != 3)
            return DecodeOutcome::other_kind;
        info_.scale_denom = eighths;
        // Powers of two are the quick ones.
        for (info_.scale_num = eighths; info_.scale_num > 1; info_.scale_num /= 2) {
            jpeg_calc_output_dimensions(&info_);
            if (int64_t{info_.output_width} * info_.output_height <= sink_.limits().pixels)
                break;
        }
        jpeg_start_decompress(&info_);
        return DecodeOutcome::done;
    }

    DecodeOutcome rows(bool is_ink) {
        if (setjmp(errors_.back) != 0)
            return errors_.outcome;
        JSAMPROW row = row_.data();
        while (info_.output_scanline < info_.output_height) {
            jpeg_read_scanlines(&info_, &row, 1);
            if (is_ink)
                print_row();
            if (!sink_.add(row_.data()))
                return DecodeOutcome::cannot_write;
        }
        return DecodeOutcome::done;
    }

    /// Cyan, magenta, yellow and black to RGB, in place. Adobe's programs write them inverted, and say so by
    /// their marker.
    void print_row() {
        uint8_t* to = row_.data();
        const unsigned flip = info_.saw_Adobe_marker ? 0U : 255U;
        for (const uint8_t* from = row_.data(); from < row_.data() + row_.size(); from += 4, to += 3) {
            const unsigned light = from[3] ^ flip;
            for (int color = 0; color < 3; ++color)
                to[color] = static_cast<uint8_t>(((from[color] ^ flip) * light + 127) / 255);
        }
    }

    int orientation() const {
        constexpr std::string_view begin("Exif\0\0", 6);
        for (const jpeg_marker_struct* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
            const std::string_view data(reinterpret_cast<const char*>(marker->data), marker->data_length);
            if (data.starts_with(begin))
                return exif_orientation(data.substr(begin.size()));
        }
        return 1;
    }

    std::string_view file_;
    RowSink& sink_;
    Errors errors_;
    jpeg_decompress_struct info_{};
    std::vector<uint8_t> row_;
};

} // namespace

DecodeOutcome decode_jpeg(std::string_view file, RowSink& sink) {
    return JpegReader(file, sink).run();
}

} // namespace convlens
