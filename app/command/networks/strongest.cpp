// The strongest places of a map over many pictures: as JSON, as lines, as a sheet of patches.
#include "network/strongest.h"
#include "command/networks/tasks.h"
#include "command/pictures/progress_bar.h"
#include "command/standard_output.h"
#include "i18n/refuse.h"
#include "network/built_in.h"
#include "network/element.h"
#include "network/evaluate.h"
#include "network/folder.h"
#include "network/put_in.h"
#include "network/sheets.h"
#include "output/files/atomic_file.h"
#include "scene/words/number.h"

#include <optional>
#include <utility>

namespace convlens {
namespace {

/// Where places are sought, and what keeps that alive.
struct Sought {
    NetworkData data; // of --data
    PictureSet pictures;
    bool are_photographs = false;
};

void seek_in(const CommandLine& request, const NetworkDocument& document, Sought& sought) {
    const BuiltInNetwork* const built_in = built_in_network(document.network.built_in);
    if (!request.input.empty()) {
        sought.pictures = one_picture(put_in(document).x);
    } else if (!request.network.data.empty() && request.network.data != "digits") {
        sought.data = read_idx_folder(request.network.data);
        sought.pictures = pictures_of(sought.data);
    } else if (request.network.data == "digits" || (built_in != nullptr && built_in->data != nullptr)) {
        sought.pictures = pictures_of(digits_data());
    } else {
        sought.pictures = photographs_for(document);
        sought.are_photographs = true;
    }
}

/// With a bar: a picture that is taken is one that is done, but for the batch that it belongs to.
StrongestPlaces sought_places(const CommandLine& request, const Network& network, const PictureSet& pictures,
                              int layer, const NetworkOptions& options) {
    ProgressBar bar(request.progress, Texts(request.language));
    PictureSet watched = pictures;
    watched.picture = [&](int64_t picture) {
        bar.show(picture, pictures.count);
        return pictures.picture(picture);
    };
    return strongest_places(network, watched, layer, *request.network.channel, request.network.count,
                            options);
}

OrderedJson place_json(const StrongPlace& place, bool of_photograph) {
    OrderedJson json;
    json["picture"] = place.picture;
    if (of_photograph)
        json["photograph"] = photographs()[static_cast<std::size_t>(place.picture)];
    if (place.label >= 0)
        json["label"] = place.label;
    json["at"] = json_of(place.at);
    json["value"] = json_of(static_cast<double>(place.value));
    Sizes begin, end;
    for (std::size_t axis = 2; axis < place.patch.begin.size(); ++axis) {
        begin.push_back(place.patch.begin[axis]);
        end.push_back(place.patch.end[axis]);
    }
    json["patch"] = {{"begin", json_of(begin)}, {"end", json_of(end)}};
    return json;
}

std::string places_text(const StrongestPlaces& found, bool are_photographs, const Texts& texts) {
    std::string text;
    for (const StrongPlace& place : found.places) {
        const std::string picture = are_photographs
                                        ? std::string(photographs()[static_cast<std::size_t>(place.picture)])
                                        : std::to_string(place.picture);
        std::string at;
        for (const int64_t coordinate : place.at)
            at += (at.empty() ? "" : ",") + std::to_string(coordinate);
        text += texts(at.empty() ? "network.place_unit" : "network.place",
                      {{"picture", picture},
                       {"at", at},
                       {"value", short_number(static_cast<double>(place.value)).text}});
        text += "\n";
    }
    return text;
}

} // namespace

void find_strongest(const CommandLine& request, const Texts& texts) {
    const NetworkDocument document = network_document(request);
    Sought sought;
    seek_in(request, document, sought);
    const Tensor<float> first = sought.pictures.picture(0);
    NetworkDocument with_first = document;
    with_first.input.kind = NetworkInputKind::values;
    with_first.input.values = std::make_shared<const Tensor<float>>(first);
    const FittedInput fitted = fitted_input(with_first, request.target);
    const int layer = asked_layer(request, *fitted.network);
    const int64_t channels = channel_count(fitted.network->layers[static_cast<std::size_t>(layer)]);
    if (*request.network.channel >= channels)
        refuse("error.whole_number",
               {{"value", std::to_string(*request.network.channel)},
                {"least", "0"},
                {"most", std::to_string(channels - 1)}},
               "--channel");
    const NetworkOptions options{asked_threads(request), {}};
    std::optional<AtomicFile> sheet;
    if (!request.output.empty())
        sheet.emplace(request.output);
    StrongestPlaces found = sought_places(request, *fitted.network, sought.pictures, layer, options);
    if (sheet) {
        add_patches(*fitted.network, sought.pictures, document.rule, found, options);
        sheet->write(places_png(found, input_form(document),
                                scene_in_file(request, document, NetworkView::strongest), request.output));
        sheet->finish();
    }
    OrderedJson json;
    json["layer"] = fitted.network->layers[static_cast<std::size_t>(layer)].name;
    json["channel"] = found.channel;
    json["pictures"] = found.pictures;
    json["places"] = OrderedJson::array();
    for (const StrongPlace& place : found.places)
        json["places"].push_back(place_json(place, sought.are_photographs));
    write_standard_output(request.json ? text_of(json) : places_text(found, sought.are_photographs, texts));
    if (sheet)
        sheet->commit();
}

} // namespace convlens
