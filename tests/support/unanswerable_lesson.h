// A lesson whose pages ask what has no answer: every kind of question of which there is such a one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace convlens::test {

struct UnanswerablePage {
    std::string title, scene, question; // the blocks have a line each
};

inline std::vector<UnanswerablePage> unanswerable_pages() {
    const std::string plane = R"({"preset": "no_padding_no_strides", "kernel_size": [2, 2]})";
    const std::string digits = R"({"network": "digits", "input": {"sample": 3}, "selected": {"layer": )";
    const std::string learning =
        R"("learning": {"task": "digits", "learning_rate": 0.1, "momentum": 0, "batch": 12, "seed": 1})";
    return {
        {"A goal that no number reaches", plane,
         R"({"ask": "parameter", "parameter": "padding", "goal": "same-size"})"},
        {"Figures of one size", plane, R"({"ask": "order", "figures": [{}, {"view": "flat"}]})"},
        {"Figures that all fit", plane,
         R"({"ask": "which", "goal": {"size": [3, 3]}, "figures": [{}, {"view": "flat"}]})"},
        {"Figures of which none fits", plane,
         R"({"ask": "which", "goal": {"size": [9, 9]}, "figures": [{}, {"stride": [2, 2]}]})"},
        {"A place that is gone after the change", plane,
         R"({"ask": "compare", "change": {"kernel_size": [4, 4]}, "what": "value", "at": [1, 1]})"},
        {"A network that learns as before",
         "{\"network\": \"digits\", \"network_view\": \"learning\", " + learning + "}",
         R"({"ask": "loss", "change": {"learning": {"batch": 12}}})"},
        {"A layer without maps", digits + "\"dense\"}}", R"({"ask": "size"})"},
    };
}

inline std::string unanswerable_lesson() {
    std::string text = "# Own\n\nWords.\n";
    for (const UnanswerablePage& page : unanswerable_pages())
        text += "\n## " + page.title + "\n\nWords.\n\n```scene\n" + page.scene + "\n```\n```question\n" +
                page.question + "\n```\n";
    return text;
}

/// Of the page's question, from 1.
inline std::size_t unanswerable_line(std::size_t page) {
    constexpr std::size_t first_heading = 5, lines_of_page = 11, question_in_page = 8;
    return first_heading + page * lines_of_page + question_in_page;
}

} // namespace convlens::test
