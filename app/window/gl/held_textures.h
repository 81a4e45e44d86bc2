// Textures of what frames show, held while they show it. The key holds what it names, so that an address
// stays its own.
#pragma once

#include <glad/gl.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace convlens::gl {

/// Needs a current OpenGL context, also when it goes.
template <class Key> class HeldTextures {
public:
    HeldTextures() = default;
    ~HeldTextures() {
        for (const Entry& entry : entries_)
            glDeleteTextures(1, &entry.texture);
    }
    HeldTextures(const HeldTextures&) = delete;
    HeldTextures& operator=(const HeldTextures&) = delete;

    /// Binds the key's texture to unit 0, made by `upload(texture)` where there is none; returns what that
    /// has returned.
    template <class Upload> int bind(const Key& key, Upload&& upload) {
        glActiveTexture(GL_TEXTURE0);
        const auto same =
            std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.key == key; });
        if (same != entries_.end()) {
            same->used = true;
            glBindTexture(GL_TEXTURE_2D, same->texture);
            return same->width;
        }
        Entry entry{key};
        glGenTextures(1, &entry.texture);
        glBindTexture(GL_TEXTURE_2D, entry.texture);
        entry.width = upload();
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        entries_.push_back(std::move(entry));
        return entries_.back().width;
    }
    /// Holds it over the next end_frame, bound or not.
    void keep(const Key& key) {
        for (Entry& entry : entries_)
            entry.used = entry.used || entry.key == key;
    }
    /// What was neither bound nor held since the last call goes.
    void end_frame() {
        for (const Entry& entry : entries_)
            if (!entry.used)
                glDeleteTextures(1, &entry.texture);
        std::erase_if(entries_, [](const Entry& entry) { return !entry.used; });
        for (Entry& entry : entries_)
            entry.used = false;
    }

private:
    struct Entry {
        Key key;
        uint32_t texture = 0;
        int width = 0;
        bool used = true;
    };
    std::vector<Entry> entries_;
};

} // namespace convlens::gl
