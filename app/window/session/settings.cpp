// A damaged file costs the choices in it, never the start.
#include "window/session/settings.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace convlens {
namespace {

void take(Settings& settings, std::string_view name, std::string_view value) {
    if (name == "theme") {
        if (const auto id = theme_named(value))
            settings.theme = *id;
    } else if (name == "language" && (value == "en" || value == "zh")) {
        settings.language = value == "zh" ? Language::zh : Language::en;
    } else if (name == "scale") {
        float scale = 1;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), scale);
        if (error == std::errc() && scale >= Settings::smallest_scale && scale <= Settings::largest_scale)
            settings.scale = scale;
    } else if (name == "reduced_motion") {
        settings.reduced_motion = value == "1";
    } else if (name == "in_class") {
        settings.in_class = value == "1";
    } else if (name == "recent" && !value.empty() && settings.recent.size() < Settings::max_recent) {
        settings.recent.emplace_back(value);
    }
}

} // namespace

Settings read_settings(std::string_view text) {
    Settings settings;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos)
            take(settings, line.substr(0, equals), line.substr(equals + 1));
    }
    return settings;
}

std::string write_settings(const Settings& settings) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << "theme=" << theme(settings.theme).name << '\n';
    if (settings.language)
        text << "language=" << (*settings.language == Language::zh ? "zh" : "en") << '\n';
    text << "scale=" << settings.scale << "\nreduced_motion=" << (settings.reduced_motion ? 1 : 0) << '\n';
    if (settings.in_class)
        text << "in_class=1\n";
    for (const std::string& path : settings.recent)
        if (path.find('\n') == std::string::npos)
            text << "recent=" << path << '\n';
    return text.str();
}

void add_recent(Settings& settings, const std::string& path) {
    std::erase(settings.recent, path);
    settings.recent.insert(settings.recent.begin(), path);
    if (settings.recent.size() > Settings::max_recent)
        settings.recent.resize(Settings::max_recent);
}

} // namespace convlens
