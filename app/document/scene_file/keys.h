// The keys of a scene's objects, taken one after the other, and what their values go into. Private to the
// readers of scenes.
#pragma once

#include "document/document.h"
#include "document/json/reader.h"
#include "document/json/strings.h"
#include "document/json/tree.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace convlens {

inline constexpr int64_t largest = std::numeric_limits<int32_t>::max();
inline constexpr int64_t largest_side = 16384; // px or cells

/// "title.en": how messages name a key inside another.
inline std::string member(const std::string& key, const std::string& name) {
    return key + "." + name;
}

/// The keys of a scene, taken one after the other; what is left at the end is unknown.
class Keys {
public:
    /// `name`: how messages name the object, "chain[0]."; empty: it is the scene.
    explicit Keys(const JsonValue& scene, std::string name = {})
        : members_(scene.members()), name_(std::move(name)) {
        hashes_.reserve(members_.size());
        places_.reserve(hashes_.capacity());
        for (auto member = members_.begin(); member != members_.end(); ++member) {
            hashes_.push_back(static_cast<uint32_t>(member.key_hash()));
            places_.push_back(member.node());
        }
        taken_.resize(places_.size());
    }

    /// Calls use(value, key) where the key is there.
    template <class Use> bool take(const std::string& key, const Use& use) {
        const auto hash = static_cast<uint32_t>(json_key_hash(key));
        for (auto found = std::find(hashes_.begin(), hashes_.end(), hash); found != hashes_.end();
             found = std::find(found + 1, hashes_.end(), hash)) {
            const auto at = static_cast<std::size_t>(found - hashes_.begin());
            const JsonMember member = members_.at(places_[at]);
            if (member.key != key)
                continue;
            taken_[at] = true;
            use(member.value, name_ + key);
            return true;
        }
        return false;
    }
    bool has(const std::string& key) const {
        for (const JsonMember& member : members_)
            if (member.key == key)
                return true;
        return false;
    }
    template <class Use> void need(const std::string& key, const Use& use) {
        if (!take(key, use))
            refuse("error.scene_missing", {{"key", name_ + key}});
    }
    /// Where unknown keys are not kept.
    void refuse_rest() const {
        const auto left = std::find(taken_.begin(), taken_.end(), false);
        if (left == taken_.end())
            return;
        const auto place = places_[static_cast<std::size_t>(left - taken_.begin())];
        refuse("error.scene_unknown_key", {{"key", quoted_short(name_ + members_.at(place).key)}});
    }
    /// What was not taken as the text of an object, sorted by key; empty: nothing is left.
    std::string rest() const {
        std::vector<JsonMember> left;
        for (std::size_t at = 0; at < places_.size(); ++at)
            if (!taken_[at])
                left.push_back(members_.at(places_[at]));
        return compact_object(std::move(left));
    }

private:
    JsonObject members_;
    std::string name_;
    std::vector<uint32_t> hashes_, places_; // of each member
    std::vector<bool> taken_;
};

inline auto into(int64_t& target, int64_t low) {
    return [&target, low](const JsonValue& value, const std::string& key) {
        target = integer(value, key, low, largest);
    };
}
inline auto into(bool& target) {
    return [&target](const JsonValue& value, const std::string& key) { target = boolean(value, key); };
}
template <class Enum> auto into(Enum& target, Names<Enum> names) {
    return [&target, names](const JsonValue& value, const std::string& key) {
        target = choice(value, key, names);
    };
}
/// One number for each spatial axis.
inline auto into(Sizes& target, std::size_t dims, int64_t low) {
    return [&target, dims, low](const JsonValue& value, const std::string& key) {
        if (list(value, key).size() != dims)
            refuse("error.scene_length",
                   {{"key", key}, {"value", value.shown()}, {"count", std::to_string(dims)}});
        target = {};
        for (const JsonValue number : value.elements())
            target.push_back(integer(number, key, low, largest));
    };
}

inline auto into(LocalText& target) {
    return [&target](const JsonValue& value, const std::string& key) {
        for (const auto& [language, words] : object(value, key)) {
            if (language == "en")
                target.en = text(words, key + ".en");
            else if (language == "zh")
                target.zh = text(words, key + ".zh");
            else
                refuse("error.scene_unknown_key", {{"key", quoted_short(member(key, language))}});
        }
    };
}
inline auto into(std::string& target) {
    return [&target](const JsonValue& value, const std::string& key) { target = text(value, key); };
}
/// [width, height]
inline auto into_export_size(Sizes& target) {
    return [&target](const JsonValue& value, const std::string& key) {
        into(target, 2, 1)(value, key);
        for (const JsonValue side : value.elements())
            integer(side, key, 1, largest_side);
    };
}

inline void check_schema(Keys& keys) {
    keys.need("schema", [](const JsonValue& value, const std::string& key) {
        const int64_t schema = integer(value, key, 1, largest);
        if (schema > 1)
            refuse("error.scene_newer", {{"value", std::to_string(schema)}});
    });
}

} // namespace convlens
