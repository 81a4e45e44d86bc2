// The window with its hidden reports on, for the driver of the tests:
//   probe [--preset NAME] [--language en|zh] [--theme NAME] [--paused] [--first-picture] [--size WxH] [--step
//   N] [--lenses NAMES] [--clipboard TEXT] [--lesson ID|FILE] [--network SCENE] [--monitors WxH+X+Y,...]
#include "document/names.h"
#include "document/presets.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "input/image_child.h"
#include "input/scene_input.h"
#include "network/file.h"
#include "test_fonts.h"
#include "window/window.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

using namespace convlens;

namespace {

/// "sum,im2col"
std::vector<Lens> lenses_named(const std::string& names) {
    std::vector<Lens> lenses;
    std::istringstream words(names);
    for (std::string word; std::getline(words, word, ',');)
        lenses.push_back(*named(lens_names(), word));
    return lenses;
}

/// "1280x720+0+0,1280x720+1280+0"
std::vector<Rect> monitors_at(const std::string& places) {
    std::vector<Rect> monitors;
    std::istringstream words(places);
    for (std::string word; std::getline(words, word, ',');) {
        Vec2 corner, size;
        if (std::sscanf(word.c_str(), "%fx%f+%f+%f", &size.x, &size.y, &corner.x, &corner.y) == 4)
            monitors.push_back({corner, corner + size});
    }
    return monitors;
}

} // namespace

int main(int argc, char** argv) {
    if (const int status = image_child(argc, argv); status >= 0)
        return status;
    WindowOptions options;
    options.document = default_document();
    options.report = true;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        const std::string value = i + 1 < argc ? argv[i + 1] : "";
        if (option == "--paused")
            options.play = false;
        else if (option == "--first-picture")
            options.leave_after_first_picture = true;
        else if (option == "--preset")
            options.document = preset_named(value)->document;
        else if (option == "--scene")
            options.document = read_scene_file(value);
        else if (option == "--language")
            options.language = value == "zh" ? Language::zh : Language::en;
        else if (option == "--theme")
            options.theme = theme_named(value);
        else if (option == "--step")
            options.step = std::atoll(value.c_str());
        else if (option == "--lenses")
            options.document.lenses = lenses_named(value);
        else if (option == "--monitors")
            options.monitors = monitors_at(value);
        else if (option == "--clipboard")
            options.clipboard = value;
        else if (option == "--lesson")
            options.lesson = value;
        else if (option == "--network") { // the text of a scene
            options.network = read_network_text(value, "--network");
        } else if (option == "--size")
            std::sscanf(value.c_str(), "%dx%d", &options.width, &options.height);
    }
    options.fonts = test_fonts();
    try {
        return run_window(options);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s (%s)\n", error.key.c_str(), error.where.c_str());
        return 1;
    }
}
