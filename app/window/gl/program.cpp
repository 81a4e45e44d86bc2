// Shaders lie in the binary without their version line, which comes before them here.
#include "window/gl/program.h"

#include "embedded_shaders.h"
#include "i18n/error.h"
#include "i18n/error_words.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

namespace convlens::gl {
namespace {

constexpr std::string_view version = "#version 330 core\n";

std::string_view source_of(const std::string& file) {
    const auto files = embedded_shaders();
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.name == file; });
    assert(found != files.end());
    return found->content;
}

[[noreturn]] void fail(const std::string& name, std::string_view log) {
    throw Error(Error::Fault::work, "error.opengl",
                {{"reason", driver_reason(log.substr(0, log.find('\n')))}}, name);
}

GLuint compile(GLenum type, const std::string& file, const std::string& defines) {
    const std::string_view source = source_of(file);
    const std::array<const char*, 3> parts{version.data(), defines.c_str(), source.data()};
    const std::array<GLint, 3> lengths{static_cast<GLint>(version.size()), static_cast<GLint>(defines.size()),
                                       static_cast<GLint>(source.size())};
    const GLuint shader = glCreateShader(type);
    glShaderSource(shader, 3, parts.data(), lengths.data());
    glCompileShader(shader);
    GLint done = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
    if (done == 0) {
        std::array<char, 1024> log{};
        glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
        fail(file, log.data());
    }
    return shader;
}

std::size_t bytes_of(const Attribute& attribute) {
    return attribute.is_color ? 4 : static_cast<std::size_t>(attribute.components) * sizeof(float);
}

} // namespace

Program::Program(const std::string& name, const std::string& defines, std::span<const Attribute> attributes,
                 bool per_instance)
    : per_instance_(per_instance) {
    const GLuint vertex = compile(GL_VERTEX_SHADER, name + ".vert", defines);
    const GLuint fragment = compile(GL_FRAGMENT_SHADER, name + ".frag", defines);
    program_ = glCreateProgram();
    glAttachShader(program_, vertex);
    glAttachShader(program_, fragment);
    glLinkProgram(program_);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint done = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &done);
    if (done == 0) {
        std::array<char, 1024> log{};
        glGetProgramInfoLog(program_, static_cast<GLsizei>(log.size()), nullptr, log.data());
        fail(name, log.data());
    }
    glGenVertexArrays(1, &array_);
    glGenBuffers(1, &buffer_);
    glBindVertexArray(array_);
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    for (const Attribute& attribute : attributes)
        stride_ += bytes_of(attribute);
    std::size_t offset = 0;
    GLuint location = 0;
    for (const Attribute& attribute : attributes) {
        glEnableVertexAttribArray(location);
        // OpenGL takes an offset into the buffer as a pointer.
        // NOLINTNEXTLINE(performance-no-int-to-ptr)
        const void* const place = reinterpret_cast<const void*>(offset);
        glVertexAttribPointer(location, attribute.components,
                              attribute.is_color ? GL_UNSIGNED_BYTE : GL_FLOAT,
                              attribute.is_color ? GL_TRUE : GL_FALSE, static_cast<GLsizei>(stride_), place);
        glVertexAttribDivisor(location, per_instance ? 1 : 0);
        offset += bytes_of(attribute);
        ++location;
    }
    glBindVertexArray(0);
}

Program::~Program() {
    glDeleteProgram(program_);
    glDeleteVertexArrays(1, &array_);
    glDeleteBuffers(1, &buffer_);
}

int Program::uniform(const char* name) const {
    return glGetUniformLocation(program_, name);
}

void Program::use() const {
    glUseProgram(program_);
    glBindVertexArray(array_);
}

void Program::draw(std::span<const std::byte> data) const {
    if (stride_ == 0) { // no attributes: the four corners alone
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
        return;
    }
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(data.size()), data.data(), GL_STREAM_DRAW);
    const auto count = static_cast<GLsizei>(data.size() / stride_);
    if (per_instance_)
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, count);
    else
        glDrawArrays(GL_TRIANGLES, 0, count);
}

} // namespace convlens::gl
