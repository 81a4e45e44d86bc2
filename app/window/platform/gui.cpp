// The one file that knows the backends' calls, but for the events that the platform forwards.
#include "window/platform/gui.h"

#include <glad/gl.h>

#include <imgui.h>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>

namespace convlens {

GuiContext::GuiContext() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false; // nothing is drawn while nothing happens
}

GuiContext::~GuiContext() {
    ImGui::DestroyContext();
}

GuiBackends::GuiBackends(Platform& platform) {
    ImGui_ImplGlfw_InitForOpenGL(platform.handle(), false);
    platform.connect_imgui();
    ImGui_ImplOpenGL3_Init("#version 330 core");
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
}

GuiBackends::~GuiBackends() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
}

void GuiBackends::begin_frame(bool keyboard) const {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = std::max(io.DeltaTime, 1e-4F);
    if (keyboard)
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    else
        io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
    // Enter presses what has the focus, as Space does; one that ended a text field does not.
    const int enter = io.KeyMap[ImGuiKey_Enter];
    if (keyboard && !io.WantTextInput && enter >= 0 && io.KeysDown[enter] && io.KeysDownDuration[enter] < 0)
        io.NavInputs[ImGuiNavInput_Activate] = 1;
    ImGui::NewFrame();
}

void GuiBackends::draw(Platform::Size framebuffer) const {
    ImGui::Render();
    glViewport(0, 0, framebuffer.width, framebuffer.height);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void GuiBackends::replace_fonts() const {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

} // namespace convlens
