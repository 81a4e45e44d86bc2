// All texts of the language are in the atlas from the start; names from the disk and from files come on
// demand.
#include "window/application/font_atlas.h"

#include "document/names.h"
#include "document/presets.h"
#include "i18n/utf8.h"
#include "scene/words/words.h"
#include "window/platform/folder_listing.h"

#include <algorithm>
#include <set>

namespace convlens {
namespace {

constexpr std::size_t max_names = 200; // of a folder

/// All characters that widgets may show in a language, and the words that are shown in both.
std::string characters_of(Language language) {
    std::string all;
    for (const auto& [key, text] : Texts(language).all())
        all += text;
    for (const Preset& preset : presets())
        all += preset.document.title.in(language);
    for (const Language other : {Language::en, Language::zh}) {
        const Texts texts(other);
        all.append(texts("ui.english")).append(texts("ui.chinese"));
        for (const auto& [name, kind] : kind_names())
            all += texts(kind_key(kind));
    }
    return all;
}

/// Those of `wanted` that `has` lacks, each once.
std::string lacking(std::string_view has, std::string_view wanted) {
    std::set<char32_t> known;
    while (!has.empty())
        known.insert(take_character(has));
    std::string missing;
    while (!wanted.empty())
        if (const char32_t character = take_character(wanted); known.insert(character).second)
            append_utf8(missing, character);
    return missing;
}

std::string folder_of(const std::string& path) {
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    return folder.empty() ? "." : folder;
}

} // namespace

FontAtlas::FontAtlas(const FontSet& files, Language language, float scale, Executor& executor)
    : files_(files), characters_(convlens::characters_of(language)), scale_(scale) {
    early_ = Job<Fonts>(executor, [&files, characters = characters_, scale](JobControl&) {
        return load_fonts(files, characters, scale);
    });
}

FontAtlas::Shown FontAtlas::shown_by(Language language, const Session& session, const Settings& settings) {
    Shown shown;
    shown.language = language;
    if (session.class_open)
        shown.presenter = session.presenter.notes + session.presenter.next_title;
    if (session.exporting.open)
        shown.export_path = session.exporting.path.data();
    shown.lists_files = session.file.panel != FilePanel::none || !session.message.empty();
    if (!shown.lists_files)
        return shown;
    shown.message = session.message;
    shown.recent = settings.recent;
    shown.path = session.file.path.data();
    std::error_code ignored; // a folder that is not there has no names
    shown.changed_at = std::filesystem::last_write_time(folder_of(shown.path), ignored);
    return shown;
}

std::string FontAtlas::characters_of(const Shown& shown) {
    std::string all = convlens::characters_of(shown.language) + shown.export_path + shown.presenter;
    if (!shown.lists_files)
        return all;
    all += shown.message;
    for (const std::string& path : shown.recent)
        all += path;
    all += shown.path;
    for (const std::string& name : completions(folder_of(shown.path), "", max_names))
        all += name;
    return all;
}

bool FontAtlas::update(Language language, const Session& session, const Settings& settings, float scale) {
    early_.wait();
    const auto early = early_.take();
    if (early)
        fonts_ = early->value.value();
    Shown shown = shown_by(language, session, settings);
    if (shown == shown_ && scale == scale_)
        return false;
    const std::string missing = lacking(characters_, characters_of(shown));
    shown_ = std::move(shown);
    if (missing.empty() && scale == scale_)
        return false;
    characters_ += missing;
    scale_ = scale;
    fonts_ = load_fonts(files_, characters_, scale_);
    return !early; // the first frame makes its texture by itself
}

} // namespace convlens
