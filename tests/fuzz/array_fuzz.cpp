// libFuzzer on archives and tables of arrays: any bytes are read or refused, and no entry has more bytes than
// its directory says.
#include "input/byte_source.h"
#include "input/number_table.h"
#include "input/safetensors.h"
#include "input/zip.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace convlens {
namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

void read_zip(std::string_view bytes) {
    std::vector<ZipEntry> entries;
    if (read_zip_directory(byte_source(bytes), entries) != ZipFault::none)
        return;
    for (const ZipEntry& entry : entries) {
        ZipFault fault{};
        ZipStream stream(byte_source(bytes), entry, fault);
        std::array<char, 4096> block{};
        uint64_t rest = fault == ZipFault::none ? std::min<uint64_t>(entry.size, 1 << 20) : 0;
        while (rest > 0) {
            const std::size_t count = static_cast<std::size_t>(std::min<uint64_t>(rest, block.size()));
            if (!stream.read(block.data(), count))
                break;
            rest -= count;
        }
        demand(fault != ZipFault::none || rest > 0 || entry.size > 1 << 20 || !stream.read(block.data(), 1));
    }
}

void read_tensors(std::string_view bytes) {
    std::vector<SafeTensor> tensors;
    if (!read_safetensors(byte_source(bytes), tensors))
        return;
    for (const SafeTensor& tensor : tensors)
        demand(tensor.at <= bytes.size() && tensor.size <= bytes.size() - tensor.at);
}

void read_text(std::string_view bytes) {
    Tensor<double> table;
    begins_as_table(bytes);
    demand(read_table(bytes, table).has_value() || table.shape.product() == table.count());
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    convlens::read_zip(bytes);
    convlens::read_tensors(bytes);
    convlens::read_text(bytes);
    return 0;
}
