// A compiled pair of shaders of shaders/, and the buffer that feeds it. Knows OpenGL, nothing of frames.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace convlens::gl {

/// One input of a vertex shader, at the location of its place in the list.
struct Attribute {
    int components = 0;
    bool is_color = false; // 4 bytes of RGBA instead of floats
};

/// A program with its vertex array. Needs a current OpenGL context, also when it goes.
class Program {
public:
    /// Shaders `name`.vert and `name`.frag with `defines` put before them. `per_instance`: four corners an
    /// instance, else plain triangles. Throws Error (`error.opengl`) with the driver's first line where they
    /// do not compile.
    Program(const std::string& name, const std::string& defines, std::span<const Attribute> attributes,
            bool per_instance);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    int uniform(const char* name) const; // location
    void use() const;
    /// Uploads and draws `count` instances or vertices.
    void draw(std::span<const std::byte> data) const;
    std::size_t stride() const { return stride_; }

private:
    uint32_t program_ = 0, array_ = 0, buffer_ = 0;
    std::size_t stride_ = 0;
    bool per_instance_ = false;
};

} // namespace convlens::gl
