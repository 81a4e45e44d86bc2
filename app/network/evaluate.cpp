// Layers, forward pass, then what the view shows. Parts that did not change are shared with the results
// before.
#include "network/evaluate.h"

#include "document/evaluate/memory.h"
#include "document/evaluate/parallel.h"
#include "network/element.h"
#include "network/experiments.h"
#include "network/file.h"
#include "network/put_in.h"
#include "network/strongest.h"
#include "network/way_back.h"

#include <algorithm>

namespace convlens {
namespace {

NetworkOptions engine_options(const NetworkEvaluateOptions& options) {
    return {options.threads > 0 ? options.threads : processors(), options.is_cancelled};
}

/// Bytes of what every layer gives, once on the way up and once on the way down.
double activation_bytes(const Network& network) {
    double elements = 0;
    for (const Layer& layer : network.layers)
        elements += static_cast<double>(layer.shape.product()) * (layer.kind == LayerKind::max_pool ? 3 : 1);
    return 2 * sizeof(float) * elements;
}

class DocumentEvaluation {
public:
    DocumentEvaluation(const NetworkDocument& document, const NetworkEvaluateOptions& options)
        : document_(document), asked_(options), options_(engine_options(options)) {}

    NetworkResults run() {
        if (is_same_input())
            take_over();
        else
            compute_activations();
        if (results_.misfit)
            return std::move(results_);
        results_.chosen = chosen_element(*results_.network, *results_.activations, usual_selection());
        switch (document_.view) {
        case NetworkView::overview:
        case NetworkView::learning:
            break;
        case NetworkView::path:
            start_at_score();
            add_way(document_.rule);
            break;
        case NetworkView::compare:
            start_at_score();
            for (const auto& [name, rule] : back_rule_names())
                add_way(rule);
            results_.differences = rule_differences(*results_.network, *results_.activations, results_.ways);
            break;
        case NetworkView::strongest:
            start_at_score();
            add_strongest();
            break;
        case NetworkView::invariance:
            if (is_picture())
                results_.invariance = shared(invariance_curve(*results_.network, *results_.x, results_.chosen,
                                                              document_.invariance.change, options_));
            break;
        case NetworkView::occlusion:
            if (is_picture())
                add_occlusion();
            break;
        }
        return std::move(results_);
    }

private:
    template <class T> static std::shared_ptr<const T> shared(T value) {
        return std::make_shared<const T>(std::move(value));
    }

    bool is_same_input() const {
        return asked_.before != nullptr && asked_.before_document != nullptr && asked_.before->activations &&
               asked_.before_document->network == document_.network &&
               asked_.before_document->input == document_.input;
    }

    void take_over() {
        const NetworkResults& before = *asked_.before;
        results_.network = before.network;
        results_.x = before.x;
        results_.picture = before.picture;
        results_.drawing = before.drawing;
        results_.label = before.label;
        results_.activations = before.activations;
        results_.facts = before.facts;
        results_.faces = before.faces;
    }

    void compute_activations() {
        PutIn put = put_in(document_);
        results_.network =
            fitted_network(*layers_for_input(document_.network, put.x.shape), put.x.shape, results_.misfit);
        if (results_.misfit)
            return;
        const Network& network = *results_.network;
        results_.picture = picture_of(put.x, input_form(document_));
        results_.drawing = put.drawing;
        results_.label = put.label;
        results_.x = shared(std::move(put.x));
        results_.activations = shared(forward(network, *results_.x, options_));
        go_on(options_.is_cancelled);
        for (int layer = 0; layer < static_cast<int>(network.layers.size()); ++layer)
            results_.facts.push_back(layer_facts(network, layer));
        if (document_.network.built_in == "face")
            results_.faces = found_faces(results_.activations->values.back());
    }

    bool is_picture() const { return results_.x->shape.size() == 4; }

    /// Where nothing is selected and a face is found: its score, not the largest of its sizes.
    NetworkElement usual_selection() const {
        if (document_.selected != NetworkElement{} || results_.faces.empty())
            return document_.selected;
        const Sizes at = unravel_index(results_.faces.front().output, results_.network->layers.back().shape);
        return {{}, at[1], {at[2], at[3]}};
    }

    void start_at_score() {
        const Chosen score = score_of(*results_.network, *results_.activations, results_.chosen);
        results_.chosen_is_score = score.layer != results_.chosen.layer;
        results_.chosen = score;
    }

    void add_way(BackRule rule) {
        results_.ways[static_cast<std::size_t>(rule)] =
            shared(way_back(*results_.network, *results_.activations, results_.chosen, rule, options_));
        go_on(options_.is_cancelled);
    }

    PictureSet pictures() const {
        const BuiltInNetwork* const built_in = built_in_network(document_.network.built_in);
        if (document_.strongest.of_picture || (built_in == nullptr && !is_picture()))
            return one_picture(*results_.x);
        if (built_in != nullptr && built_in->data != nullptr)
            return pictures_of(*built_in->data);
        return photographs_for(document_);
    }

    void add_strongest() {
        const PictureSet set = pictures();
        StrongestPlaces places =
            strongest_places(*results_.network, set, results_.chosen.layer, results_.chosen.channel,
                             document_.strongest.count, options_);
        add_patches(*results_.network, set, document_.rule, places, options_);
        results_.strongest = shared(std::move(places));
    }

    void add_occlusion() {
        OcclusionView wanted = document_.occlusion;
        if (wanted.output < 0 && !results_.faces.empty())
            wanted.output = results_.faces.front().output;
        const auto grey = static_cast<float>(input_form(document_).max_value / 2);
        results_.occlusion = shared(harm_map(*results_.network, *results_.x, wanted, grey, options_));
    }

    const NetworkDocument& document_;
    const NetworkEvaluateOptions& asked_;
    NetworkOptions options_;
    NetworkResults results_;
};

} // namespace

std::shared_ptr<const Network> fitted_network(const Network& network, const Sizes& input,
                                              std::optional<NetworkMisfit>& misfit) {
    auto fitted = std::make_shared<Network>(network);
    auto issue = fit(*fitted, input);
    if (!issue && activation_bytes(*fitted) > static_cast<double>(memory_budget())) {
        const auto bytes = static_cast<int64_t>(std::min(activation_bytes(*fitted), 9e18));
        issue = NetworkIssue{NetworkIssueCode::impossible, 0, bytes, memory_budget(), {}};
        issue->issue =
            Issue{IssueCode::too_much_memory, Parameter::input_size, -1, bytes, memory_budget(), {}};
    }
    if (!issue)
        return fitted;
    misfit = NetworkMisfit{*issue, network.layers[static_cast<std::size_t>(issue->layer)].name, {}};
    Sizes spatial;
    for (std::size_t axis = 2; axis < input.size(); ++axis)
        spatial.push_back(input[axis]);
    if (!spatial.empty())
        misfit->that_would = sizes_that_fit(network, spatial);
    return nullptr;
}

LayerFacts layer_facts(const Network& network, int layer) {
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    LayerFacts facts;
    facts.channels = channel_count(of);
    facts.spatial = spatial_shape(of);
    facts.parameters = parameter_count(of);
    facts.multiply_adds = multiply_adds(network, layer);
    facts.receptive_field = receptive_field(network, layer);
    return facts;
}

NetworkResults evaluate_network(const NetworkDocument& document, const NetworkEvaluateOptions& options) {
    return DocumentEvaluation(document, options).run();
}

} // namespace convlens
