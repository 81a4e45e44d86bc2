// What a stage of a way back shows: maps of what arrives, what it meets, what goes on.
#pragma once

#include "scene/network/kit.h"
#include "scene/network/network_input.h"
#include "scene/network/way_back/stage_cell.h"
#include "scene/network/way_back/stages.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// A large map with what it is called, its channel and the cell that is followed.
struct StagePanel {
    std::string title, short_title; // the one that has room
    const LayerMaps* maps = nullptr;
    int layer = -1;
    int64_t channel = 0;
    MapStyle style;
    MapSpan lit; // cells that are followed
    bool is_result = false;
    bool is_weights = false;
    const InputPicture* picture = nullptr; // of the input: in place of the map
};

/// Of one way back. Panels refer to its maps.
class StagePanels {
public:
    StagePanels(const NetworkSceneInput& input, const WayBack& way);

    /// What arrives, what it meets (a filter turned by 180°, or what a ReLU gave going up), what goes on.
    std::vector<StagePanel> of(const BackStage& stage, const StageCell& cell);

private:
    const Layer& layer(int index) const;
    const LayerMaps& maps(int index) const;
    LayerPart sources_of(const BackStage& stage, const LayerElement& element) const;
    StagePanel arriving_panel(const BackStage& stage, const StageCell& cell, const LayerPart& sources) const;
    int64_t source_channel(int index, const LayerPart& sources) const;
    float largest_in(int index, const LayerPart& part, int64_t channel) const;
    StagePanel result_panel(const BackStage& stage, const LayerElement& element) const;
    bool shows_weights(const BackStage& stage) const;
    StagePanel weights_panel(const BackStage& stage, int64_t from, int64_t to);
    StagePanel upward_panel(const BackStage& stage, int64_t channel, const MapSpan& lit) const;
    void set_title(StagePanel& panel, std::string_view key, int index) const;
    void set_values(StagePanel& panel, int index) const;
    MapSpan unit_span(int index, int64_t unit) const;

    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    const WayBack& way_;
    const Network& network_;
    const NetworkMaps& maps_;
    Tensor<float> turned_; // of the stage
    LayerMaps turned_maps_;
};

} // namespace convlens
