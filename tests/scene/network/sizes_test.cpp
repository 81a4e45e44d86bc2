// Every view of a network, in the smallest window and in large ones: no type is too small to be read, no text
// is cut off or lies over another.
#include "scene/network/network_fixture.h"
#include "scene/network/way_back/stages.h"

#include <gtest/gtest.h>

#include <string>

namespace convlens::scene_test {
namespace {

std::string named(const NetworkDocument& document, const NetworkFrameOptions& options) {
    return document.network.built_in + " " + std::string(name_of(network_view_names(), document.view)) + " " +
           std::to_string(static_cast<int>(options.size.x)) + "x" +
           std::to_string(static_cast<int>(options.size.y)) + " step " + std::to_string(options.step) +
           (options.language == Language::en ? " en" : " zh") + (options.choices ? "" : " file");
}

void expect_readable_everywhere(const NetworkDocument& document) {
    const Networked networked = evaluated(document);
    const int64_t steps = network_timeline(networked.document, networked.results).steps();
    for (const auto& [size, min_type] : readable_sizes)
        for (const Language language : {Language::en, Language::zh})
            for (const bool choices : {true, false})
                for (int64_t step = 0; step < steps; ++step) {
                    NetworkFrameOptions options;
                    options.size = size;
                    options.language = language;
                    options.choices = choices;
                    options.step = step;
                    expect_readable(networked.frame(options), min_type, named(document, options));
                }
}

constexpr NetworkView sized_views[] = {NetworkView::overview,   NetworkView::path,
                                       NetworkView::compare,    NetworkView::strongest,
                                       NetworkView::invariance, NetworkView::occlusion};

} // namespace

TEST(NetworkSizes, views_of_digits_can_be_read) {
    for (const NetworkView view : sized_views)
        for (const char* layer : {"relu2", "softmax", "pool1"})
            expect_readable_everywhere(digits_document(view, layer));
}

TEST(NetworkSizes, views_of_face_can_be_read) {
    for (const NetworkView view : sized_views)
        expect_readable_everywhere(face_document(view));
}

TEST(NetworkSizes, drawing_can_be_read) {
    NetworkDocument document = digits_document(NetworkView::overview);
    document.input.kind = NetworkInputKind::drawing;
    for (int x = 5; x < 20; ++x)
        document.input.drawing.set_ink(x, x, true);
    expect_readable_everywhere(document);
}

} // namespace convlens::scene_test
