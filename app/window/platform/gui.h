// Dear ImGui's life: its context, and its backends for GLFW and OpenGL. Two objects, for fonts are made
// between both.
#pragma once

#include "window/platform/platform.h"

namespace convlens {

/// Dear ImGui's one context. Nothing of it is written to the disk.
class GuiContext {
public:
    GuiContext();
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;
};

/// Its connection to a window. Goes before the window and the context.
class GuiBackends {
public:
    explicit GuiBackends(Platform& platform);
    ~GuiBackends();
    GuiBackends(const GuiBackends&) = delete;
    GuiBackends& operator=(const GuiBackends&) = delete;

    /// A frame of widgets. `keyboard`: keys move the focus between them.
    void begin_frame(bool keyboard) const;
    /// Draws them into the window, over what is there.
    void draw(Platform::Size framebuffer) const;
    /// After another atlas of fonts was built.
    void replace_fonts() const;
};

} // namespace convlens
