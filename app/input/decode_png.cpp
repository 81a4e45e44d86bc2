// libpng turns every colour type into 8 or 16 bits with or without alpha; rows are passed on as they come,
// but for interlaced files. Its errors are jumps: nothing with a destructor lives in the frames that they
// leave.
#include "input/decoders.h"
#include "input/exif.h"

#include <png.h>

#include <algorithm>
#include <bit>
#include <csetjmp>
#include <cstring>
#include <vector>

namespace convlens {
namespace {

class PngReader {
public:
    PngReader(std::string_view file, RowSink& sink) : rest_(file), sink_(sink) {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
        info_ = png_ != nullptr ? png_create_info_struct(png_) : nullptr;
    }
    ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    DecodeOutcome run() {
        if (info_ == nullptr)
            return DecodeOutcome::out_of_memory;
        if (const DecodeOutcome outcome = header(); outcome != DecodeOutcome::done)
            return outcome;
        const std::size_t stride = png_get_rowbytes(png_, info_);
        const auto kept = is_interlaced_ ? static_cast<std::size_t>(format_.height) : 1;
        samples_.resize(stride * kept);
        if (!sink_.begin(format_))
            return DecodeOutcome::cannot_write;
        if (const DecodeOutcome outcome = is_interlaced_ ? whole(stride) : rows();
            outcome != DecodeOutcome::done)
            return outcome;
        end();
        return sink_.finish(orientation()) ? DecodeOutcome::done : DecodeOutcome::cannot_write;
    }

private:
    [[noreturn]] static void on_error(png_structp png, png_const_charp message) {
        auto* const self = static_cast<PngReader*>(png_get_error_ptr(png));
        self->error_ =
            std::strstr(message, "memory") != nullptr ? DecodeOutcome::out_of_memory : DecodeOutcome::damaged;
        png_longjmp(png, 1);
    }
    static void on_warning(png_structp, png_const_charp) {}
    static void on_read(png_structp png, png_bytep into, std::size_t count) {
        auto* const self = static_cast<PngReader*>(png_get_io_ptr(png));
        if (count > self->rest_.size())
            png_error(png, "the file ends");
        std::memcpy(into, self->rest_.data(), count);
        self->rest_.remove_prefix(count);
    }

    /// All that lies before the rows; the format of the rows afterwards.
    DecodeOutcome header() {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return error_;
        png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_read_fn(png_, this, on_read);
        png_read_info(png_, info_);
        format_.width = png_get_image_width(png_, info_);
        format_.height = png_get_image_height(png_, info_);
        is_interlaced_ = png_get_interlace_type(png_, info_) != PNG_INTERLACE_NONE;
        if (const DecodeOutcome outcome = sink_.check_size(format_.width, format_.height, is_interlaced_);
            outcome != DecodeOutcome::done)
            return outcome;
        png_set_expand(png_); // palettes to RGB, transparent colours to alpha, few bits to 8
        if (std::endian::native == std::endian::little)
            png_set_swap(png_);
        passes_ = png_set_interlace_handling(png_);
        png_read_update_info(png_, info_);
        format_.channels = png_get_channels(png_, info_);
        format_.bits = png_get_bit_depth(png_, info_);
        return DecodeOutcome::done;
    }

    DecodeOutcome rows() {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return error_;
        for (int64_t row = 0; row < format_.height; ++row) {
            png_read_row(png_, samples_.data(), nullptr);
            if (!sink_.add(samples_.data()))
                return DecodeOutcome::cannot_write;
        }
        return DecodeOutcome::done;
    }

    DecodeOutcome whole(std::size_t stride) {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return error_;
        for (int pass = 0; pass < passes_; ++pass) {
            for (int64_t row = 0; row < format_.height; ++row)
                png_read_row(png_, samples_.data() + static_cast<std::size_t>(row) * stride, nullptr);
        }
        for (int64_t row = 0; row < format_.height; ++row) {
            if (!sink_.add(samples_.data() + static_cast<std::size_t>(row) * stride))
                return DecodeOutcome::cannot_write;
        }
        return DecodeOutcome::done;
    }

    /// What follows the rows may be cut off: the picture is there.
    void end() {
        if (setjmp(png_jmpbuf(png_)) == 0)
            png_read_end(png_, info_);
    }

    int orientation() {
        png_uint_32 count = 0;
        png_bytep exif = nullptr;
        if (png_get_eXIf_1(png_, info_, &count, &exif) == 0)
            return 1;
        return exif_orientation({reinterpret_cast<const char*>(exif), count});
    }

    std::string_view rest_;
    RowSink& sink_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    RowFormat format_;
    bool is_interlaced_ = false;
    int passes_ = 1;
    std::vector<uint8_t> samples_; // one row; all of an interlaced file
    DecodeOutcome error_ = DecodeOutcome::damaged;
};

} // namespace

DecodeOutcome decode_png(std::string_view file, RowSink& sink) {
    return PngReader(file, sink).run();
}

} // namespace convlens
