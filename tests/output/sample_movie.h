// A short animation for the formats of animations, and what other programs make of a file.
#pragma once

#include "output/movie.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace convlens::test {

/// A box that wanders over a sentence, half transparent; every third frame is as the one before.
inline Frame sample_frame(int64_t number, Color ground) {
    const auto place = static_cast<float>(number - (number % 3 == 2 ? 1 : 0));
    Frame frame;
    frame.size = {161, 91}; // odd
    frame.background = ground;
    const auto put = [&frame](const auto& shape) {
        frame.items.emplace_back();
        frame.items.back().shape = shape;
    };
    put(Label{"卷积 padding", {10, 40}, 22, Face::sans, AlignX::left, AlignY::middle, rgb(0x1D4E89)});
    Box box = box_of({{6 + 9 * place, 20}, {46 + 9 * place, 58}});
    box.fill = with_alpha(rgb(0xF3DE9C), 0.5F);
    box.stroke = rgb(0x9B6A00);
    box.stroke_width = 2;
    box.radius = 5;
    put(box);
    put(Label{"step " + std::to_string(static_cast<int>(place)),
              {10, 80},
              12,
              Face::mono,
              AlignX::left,
              AlignY::middle,
              rgb(0x202020)});
    return frame;
}

inline const Color white = rgb(0xFFFFFF), no_ground{};

inline Movie sample_movie(int64_t frames, FrameRate rate, Color ground = white) {
    Movie movie;
    movie.frames = frames;
    movie.facts.rate = rate;
    movie.facts.palette_pairs = {{rgb(0x1D4E89), white}, {rgb(0x202020), white}, {rgb(0x9B6A00), white}};
    movie.frame = [ground](int64_t number) { return sample_frame(number, ground); };
    return movie;
}

/// With the fonts of this machine.
inline bool write(const Movie& movie, OpenMovie open, const std::string& path,
                  const Progress& progress = {}) {
    return write_movie(movie, open, path, system_fonts(), progress);
}

/// What a program of the test's writes; a failure of the test where it ends with another status than 0.
inline std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    std::string text;
    for (int byte = 0; pipe != nullptr && (byte = std::fgetc(pipe)) != EOF;)
        text.push_back(static_cast<char>(byte));
    EXPECT_TRUE(pipe != nullptr && pclose(pipe) == 0) << command << "\n" << text;
    return text;
}

} // namespace convlens::test
