// giflib reads the file; frames are put one over the other as a viewer does.
#include "output/decode_gif.h"

#include <gif_lib.h>

#include <memory>
#include <stdexcept>

namespace convlens::test {
namespace {

struct Close {
    void operator()(GifFileType* file) const { DGifCloseFile(file, nullptr); }
};

void draw(const SavedImage& image, const ColorMapObject& colors, int transparent, int width,
          std::vector<uint32_t>& canvas) {
    const GifImageDesc& at = image.ImageDesc;
    for (int y = 0; y < at.Height; ++y)
        for (int x = 0; x < at.Width; ++x) {
            const int entry = image.RasterBits[y * at.Width + x];
            if (entry == transparent)
                continue;
            if (entry >= colors.ColorCount)
                throw std::runtime_error("an entry past the colour table");
            const GifColorType& color = colors.Colors[entry];
            canvas.at(static_cast<std::size_t>((at.Top + y) * width + at.Left + x)) =
                static_cast<uint32_t>(color.Red << 16 | color.Green << 8 | color.Blue);
        }
}

int loops_of(const SavedImage& image) {
    for (int i = 0; i + 1 < image.ExtensionBlockCount; ++i) {
        const ExtensionBlock& name = image.ExtensionBlocks[i];
        const ExtensionBlock& data = image.ExtensionBlocks[i + 1];
        if (name.Function == APPLICATION_EXT_FUNC_CODE && name.ByteCount == 11 && data.ByteCount == 3 &&
            std::string(reinterpret_cast<const char*>(name.Bytes), 11) == "NETSCAPE2.0" && data.Bytes[0] == 1)
            return data.Bytes[1] | data.Bytes[2] << 8;
    }
    return -1;
}

} // namespace

DecodedGif decode_gif(const std::string& path) {
    int error = 0;
    const std::unique_ptr<GifFileType, Close> file(DGifOpenFileName(path.c_str(), &error));
    if (file == nullptr || DGifSlurp(file.get()) != GIF_OK)
        throw std::runtime_error(path + ": " + GifErrorString(file == nullptr ? error : file->Error));
    DecodedGif gif;
    gif.width = file->SWidth;
    gif.height = file->SHeight;
    std::vector<uint32_t> canvas(static_cast<std::size_t>(gif.width * gif.height),
                                 0xFF000000); // nothing shown yet
    for (int i = 0; i < file->ImageCount; ++i) {
        const SavedImage& image = file->SavedImages[i];
        GraphicsControlBlock control;
        if (DGifSavedExtensionToGCB(file.get(), i, &control) != GIF_OK)
            throw std::runtime_error("a picture without a duration");
        if (control.DisposalMode != DISPOSE_DO_NOT)
            throw std::runtime_error("a picture that does not stay");
        draw(image, *file->SColorMap, control.TransparentColor, gif.width, canvas);
        gif.pictures.push_back({canvas, image.ImageDesc.Left, image.ImageDesc.Top, image.ImageDesc.Width,
                                image.ImageDesc.Height, control.DelayTime});
    }
    if (file->ImageCount > 0)
        gif.loops = loops_of(file->SavedImages[0]);
    return gif;
}

int worst_channel(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    int worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (const int shift : {0, 8, 16})
            worst = std::max(worst, std::abs(static_cast<int>(a[i] >> shift & 255) -
                                             static_cast<int>(b[i] >> shift & 255)));
    return worst;
}

} // namespace convlens::test
