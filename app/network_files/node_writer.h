// A node of an ONNX graph with its attributes, while it is put together.
#pragma once

#include "network_files/wire_writer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

class NodeWriter {
public:
    NodeWriter(std::string_view op, const std::string& name, const std::vector<std::string>& inputs,
               const std::vector<std::string>& outputs);
    NodeWriter& integer(std::string_view name, int64_t value);
    NodeWriter& number(std::string_view name, double value); // float32 in the file
    NodeWriter& text(std::string_view name, std::string_view value);
    NodeWriter& integers(std::string_view name, const std::vector<int64_t>& values);
    const WireWriter& message() const { return node_; }

private:
    NodeWriter& add(const WireWriter& attribute);

    WireWriter node_;
};

} // namespace convlens
