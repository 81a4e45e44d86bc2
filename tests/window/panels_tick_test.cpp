// The panels at every size of their texts: none covers another or the stage, none cuts anything off. Needs a
// display.
#include "document/presets.h"
#include "test_fonts.h"
#include "window/application/application.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;

struct Sized {
    float scale;
    int width, height;
};
constexpr Sized sizes[] = {{0.75F, 1280, 720}, {1, 1280, 720},     {1.25F, 1280, 720}, {1.5F, 1280, 720},
                           {2, 1280, 720},     {2.5F, 1920, 1080}, {3, 1920, 1080}};

class Panels : public testing::Test {
protected:
    Panels() : folder(testing::TempDir() + "convlens-panels-" + std::to_string(getpid())) {
        setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
        setenv("XDG_STATE_HOME", folder.c_str(), 1);
    }
    ~Panels() override { fs::remove_all(folder); }

    WindowOptions options(const Sized& sized, Language language, const Document& document) const {
        fs::create_directories(folder + "/convlens");
        std::ofstream(folder + "/convlens/settings") << "scale=" << sized.scale << "\n";
        WindowOptions options;
        options.document = document;
        options.fonts = test_fonts();
        options.play = false;
        options.language = language;
        options.width = sized.width;
        options.height = sized.height;
        options.monitors = {{{0, 0}, {static_cast<float>(sized.width), static_cast<float>(sized.height)}}};
        return options;
    }

    static void expect_clear(const std::string& what) {
        const ImVec2 display = ImGui::GetIO().DisplaySize;
        std::vector<const ImGuiWindow*> panels;
        for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
            if (window->WasActive && !window->Hidden && (window->Flags & ImGuiWindowFlags_ChildWindow) == 0 &&
                std::string(window->Name).starts_with("###"))
                panels.push_back(window);
        EXPECT_FALSE(panels.empty()) << what;
        for (const ImGuiWindow* panel : panels) {
            const ImRect place = panel->Rect();
            const std::string name = what + ": " + panel->Name;
            EXPECT_GE(place.Min.x, -0.5F) << name;
            EXPECT_GE(place.Min.y, -0.5F) << name;
            EXPECT_LE(place.Max.x, display.x + 0.5F) << name;
            EXPECT_LE(place.Max.y, display.y + 0.5F) << name;
            // Up to its bar for scrolling, and no further.
            EXPECT_LE(panel->ScrollMax.x, panel->WindowPadding.x + 1) << name << " is cut off at the right";
            if ((panel->Flags & ImGuiWindowFlags_NoScrollbar) != 0) {
                EXPECT_LE(panel->ScrollMax.y, panel->WindowPadding.y + 1) << name << " is cut off below";
            }
            for (const ImGuiWindow* other : panels)
                if (other != panel) {
                    ImRect common = place;
                    common.ClipWithFull(other->Rect());
                    EXPECT_FALSE(common.GetWidth() > 1 && common.GetHeight() > 1)
                        << name << " and " << other->Name;
                }
        }
    }

    std::string folder;
    CooperativeExecutor executor;
};

TEST_F(Panels, cover_nothing_and_cut_nothing_off_at_any_size) {
    for (const Sized& sized : sizes)
        for (const Language language : {Language::en, Language::zh})
            for (const char* name : {"numerical_padding_strides", "several_channels", "numerical_max_pooling",
                                     "padding_strides_odd_transposed"}) {
                Application application(options(sized, language, preset_named(name)->document), executor);
                const auto turn = [&] {
                    for (int i = 0; i < 6; ++i)
                        application.tick();
                };
                const std::string what = std::string(name) + " at " + std::to_string(sized.scale) +
                                         (language == Language::zh ? " zh" : " en");
                turn();
                ASSERT_EQ(ImGui::GetIO().DisplaySize.x, static_cast<float>(sized.width)) << what;
                expect_clear(what);
                application.ask({LookCommand::toggle_more, 0, {}});
                turn();
                expect_clear(what + ", more");
                application.ask({LessonCommand::open_lesson, 2, "sizes"});
                turn();
                expect_clear(what + ", a page");
            }
}

} // namespace
} // namespace convlens
