// One table says which keys a kind of question has and which it needs; each key has one reader.
#include "lesson/reading/question_block.h"

#include "convlens/arithmetic.h"
#include "document/element.h"
#include "document/evaluate/results.h"
#include "document/json/reader.h"
#include "document/json/strings.h"
#include "document/names.h"
#include "i18n/refuse.h"
#include "input/limits.h"
#include "lesson/parameters.h"

#include <algorithm>
#include <array>
#include <string>

namespace convlens {
namespace {

class QuestionReader {
public:
    QuestionReader(const JsonObject& members, const SceneBlock& scene) : members_(members), scene_(scene) {}

    Question read() {
        if (scene_.scene.network)
            return read_of_network();
        need("ask");
        question_.ask = choice(*find("ask"), "ask", ask_names());
        for (const auto& [key, value] : members_)
            if (!is_known(key))
                refuse("lesson.unknown_key", {{"key", quoted_short(key)},
                                              {"value", std::string(name_of(ask_names(), question_.ask))}});
        read_common();
        switch (question_.ask) {
        case Ask::size:
            return with_of({"y"});
        case Ask::value:
            return read_value();
        case Ask::cells:
            return read_cells();
        case Ask::compare:
            return read_compare();
        case Ask::parameter:
            return read_parameter();
        case Ask::order:
            return read_order();
        case Ask::which:
            return read_which();
        }
        return question_;
    }

private:
    std::optional<JsonValue> find(std::string_view key) const {
        for (const auto& member : members_)
            if (member.key == key)
                return member.value;
        return std::nullopt;
    }
    void need(const std::string& key) const {
        if (!find(key))
            refuse("error.scene_missing", {{"key", key}});
    }

    bool is_known(std::string_view key) const {
        constexpr std::array<std::string_view, 4> common{"ask", "text", "misconceptions", "vary"};
        constexpr std::array<std::string_view, 1> size{"of"};
        constexpr std::array<std::string_view, 2> value{"of", "at"};
        constexpr std::array<std::string_view, 2> cells{"which", "at"};
        constexpr std::array<std::string_view, 4> compare{"change", "what", "of", "at"};
        constexpr std::array<std::string_view, 2> parameter{"parameter", "goal"};
        constexpr std::array<std::string_view, 4> order{"figures", "what", "of", "at"};
        constexpr std::array<std::string_view, 2> which{"figures", "goal"};
        const auto has = [key](const auto& keys) {
            return std::find(keys.begin(), keys.end(), key) != keys.end();
        };
        switch (question_.ask) {
        case Ask::size:
            return has(common) || has(size);
        case Ask::value:
            return has(common) || has(value);
        case Ask::cells:
            return has(common) || has(cells);
        case Ask::compare:
            return has(common) || has(compare);
        case Ask::parameter:
            return has(common) || has(parameter);
        case Ask::order:
            return has(common) || has(order);
        case Ask::which:
            return has(common) || has(which);
        }
        return false;
    }

    /// Its kinds are others, in the same forms.
    Question read_of_network() {
        need("ask");
        NetworkQuestion& network = question_.network.emplace();
        network.network = *scene_.scene.network;
        network.ask = choice(*find("ask"), "ask", network_ask_names());
        for (const auto& [key, value] : members_)
            if (key != "ask" && key != "text" && key != "misconceptions" && key != "difference" &&
                (key != "change" || network.ask != NetworkAsk::loss))
                refuse("lesson.unknown_key",
                       {{"key", quoted_short(key)},
                        {"value", std::string(name_of(network_ask_names(), network.ask))}});
        read_common();
        if (const auto value = find("change"))
            network.changed = read_learning_change(*value);
        if (const auto value = find("difference"))
            network.difference = integer(*value, "difference", 0, 1);
        switch (network.ask) {
        case NetworkAsk::size:
            question_.ask = Ask::size;
            break;
        case NetworkAsk::sees:
        case NetworkAsk::most:
            question_.ask = Ask::cells;
            break;
        case NetworkAsk::let_through:
        case NetworkAsk::sent:
            question_.ask = Ask::value;
            break;
        case NetworkAsk::loss:
            question_.ask = Ask::compare;
            question_.figures.push_back(scene_.scene.document);
            break;
        }
        return question_;
    }

    /// Numbers of the learning; what learns, and from which beginning, stays.
    LearningView read_learning_change(const JsonValue& change) const {
        for (const auto& [key, value] : object(change, "change")) {
            if (key != "learning")
                refuse("lesson.unknown_key", {{"key", quoted_short(key)}, {"value", "change"}});
            for (const auto& [name, number] : object(value, "learning"))
                if (name != "learning_rate" && name != "momentum" && name != "batch")
                    refuse("lesson.unknown_key", {{"key", quoted_short(name)}, {"value", "change"}});
        }
        return patched_network(scene_.json, change).learning;
    }

    void read_common() {
        if (const auto value = find("text"))
            question_.text = text(*value, "text");
        if (const auto value = find("misconceptions"))
            for (const JsonValue one : list(*value, "misconceptions")) {
                const Misconception idea = choice(one, "misconceptions", misconception_names());
                if (std::find(question_.misconceptions.begin(), question_.misconceptions.end(), idea) !=
                    question_.misconceptions.end())
                    refuse("error.scene_repeated", {{"key", "misconceptions"}, {"value", one.shown()}});
                question_.misconceptions.push_back(idea);
            }
        if (const auto value = find("vary"))
            for (const auto& [key, range] : object(*value, "vary"))
                question_.vary.push_back(read_range(key, range));
    }

    static Parameter read_number_name(const std::string& name, const std::string& key) {
        const auto parameter = named(parameter_names(), name);
        if (parameter && std::find(window_parameters().begin(), window_parameters().end(), *parameter) !=
                             window_parameters().end())
            return *parameter;
        std::string choices;
        for (const Parameter one : window_parameters())
            choices.append(choices.empty() ? "" : ", ").append(name_of(parameter_names(), one));
        refuse("error.scene_choice", {{"key", key}, {"value", quoted_short(name)}, {"choices", choices}});
    }

    static Vary read_range(const std::string& key, const JsonValue& range) {
        Vary vary;
        vary.parameter = read_number_name(key, "vary");
        if (list(range, key).size() != 2)
            refuse("error.scene_length", {{"key", key}, {"value", range.shown()}, {"count", "2"}});
        auto bound = range.elements().begin();
        vary.min = integer(*bound, key, 0, limits::lesson_size);
        ++bound;
        vary.max = integer(*bound, key, vary.min, limits::lesson_size);
        return vary;
    }

    Question with_of(std::initializer_list<std::string_view> allowed) {
        const auto value = find("of");
        if (!value)
            return question_;
        question_.of = choice(*value, "of", asked_tensor_names());
        const std::string_view name = name_of(asked_tensor_names(), question_.of);
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
            std::string choices;
            for (const std::string_view one : allowed)
                choices.append(choices.empty() ? "" : ", ").append(one);
            refuse_choice(*value, "of", choices);
        }
        return question_;
    }

    /// Coordinates in a tensor; [row, column] where its other axes have one element.
    void read_at(AskedTensor tensor) {
        need("at");
        const Sizes shape = shape_of(tensor);
        const JsonValue value = *find("at");
        const std::size_t given = list(value, "at").size();
        const std::size_t dims = scene_.scene.document.operation.dims();
        bool is_bare = given == dims;
        for (std::size_t axis = 0; axis + dims < shape.size(); ++axis)
            is_bare = is_bare && shape[axis] == 1;
        if (!is_bare && given != shape.size())
            refuse("error.scene_length",
                   {{"key", "at"}, {"value", value.shown()}, {"count", std::to_string(shape.size())}});
        std::size_t axis = shape.size() - given;
        question_.at.assign(axis, 0);
        for (const JsonValue one : value.elements())
            question_.at.push_back(integer(one, "at", 0, shape[axis++] - 1));
    }

    Sizes shape_of(AskedTensor tensor) const {
        const Operation operation = operation_of(scene_.scene.document);
        switch (tensor) {
        case AskedTensor::x:
        case AskedTensor::dx:
            return tensor_shape(operation, TensorRole::x);
        case AskedTensor::w:
        case AskedTensor::dw:
            return tensor_shape(operation, TensorRole::w);
        case AskedTensor::y:
            break;
        }
        return tensor_shape(operation, TensorRole::dy);
    }

    Question read_value() {
        with_of({"y", "dx", "dw"});
        if (question_.of == AskedTensor::dw && !has_weight(scene_.scene.document.operation.kind))
            refuse("lesson.no_weights", {{"key", "of"}});
        read_at(question_.of);
        return question_;
    }

    Question read_cells() {
        need("which");
        question_.cells = choice(*find("which"), "which", cell_rule_names());
        const Kind kind = scene_.scene.document.operation.kind;
        switch (question_.cells) {
        case CellRule::wins:
            if (kind != Kind::max_pool)
                refuse("lesson.no_winner", {{"key", "which"}});
            read_at(question_.of = AskedTensor::y);
            break;
        case CellRule::sees:
            read_at(question_.of = AskedTensor::y);
            break;
        case CellRule::feeds:
            read_at(question_.of = AskedTensor::x);
            break;
        case CellRule::meets:
            if (!has_weight(kind))
                refuse("lesson.no_weights", {{"key", "which"}});
            read_at(question_.of = AskedTensor::w);
            break;
        case CellRule::unread:
            question_.of = AskedTensor::x;
            break;
        }
        return question_;
    }

    void read_quantity() {
        if (const auto value = find("what"))
            question_.quantity = choice(*value, "what", quantity_names());
        if (question_.quantity == Quantity::value)
            read_value();
    }

    Question read_compare() {
        need("change");
        question_.figures.push_back(patched(scene_.json, *find("change")));
        read_quantity();
        return question_;
    }

    Question read_parameter() {
        need("parameter");
        question_.parameter = read_number_name(text(*find("parameter"), "parameter"), "parameter");
        read_goal({Goal::size, Goal::same_size});
        return question_;
    }

    void read_figures(std::size_t max_count) {
        need("figures");
        const JsonValue value = *find("figures");
        const std::size_t count = list(value, "figures").size();
        if (count < 2 || count > max_count)
            refuse(
                "lesson.figures",
                {{"key", "figures"}, {"value", std::to_string(count)}, {"limit", std::to_string(max_count)}});
        for (const JsonValue patch : value.elements())
            question_.figures.push_back(patched(scene_.json, patch));
    }

    Question read_order() {
        if (find("figures")) {
            read_figures(5);
            read_quantity();
            return question_;
        }
        need("of");
        question_.order = choice(*find("of"), "of", order_names());
        if (question_.order == OrderOf::figures)
            refuse("error.scene_missing", {{"key", "figures"}});
        if (question_.order == OrderOf::weights && !has_weight(scene_.scene.document.operation.kind))
            refuse("lesson.no_weights", {{"key", "of"}});
        read_at(question_.of = AskedTensor::x);
        return question_;
    }

    Question read_which() {
        read_figures(4);
        read_goal({Goal::size, Goal::same_size, Goal::reads_all, Goal::checkerboard, Goal::receptive_field});
        return question_;
    }

    void read_goal(std::initializer_list<Goal> allowed) {
        need("goal");
        const JsonValue value = *find("goal");
        if (value.is(JsonValue::Type::object) && value.members().size() == 1) {
            const JsonMember member = *value.members().begin();
            if (member.key == "size")
                read_goal_size(member.value);
            else if (member.key == "receptive-field")
                question_.goal_number = integer(member.value, "receptive-field", 1, limits::lesson_size);
            question_.goal = named(goal_names(), member.key).value_or(Goal::checkerboard);
        } else {
            question_.goal = choice(value, "goal", goal_names());
        }
        const bool needs_number = question_.goal == Goal::size || question_.goal == Goal::receptive_field;
        if (needs_number != value.is(JsonValue::Type::object) ||
            std::find(allowed.begin(), allowed.end(), question_.goal) == allowed.end())
            refuse("lesson.goal", {{"key", "goal"}, {"value", value.shown()}});
    }

    void read_goal_size(const JsonValue& value) {
        const std::size_t dims = scene_.scene.document.operation.dims();
        if (list(value, "size").size() != dims)
            refuse("error.scene_length",
                   {{"key", "size"}, {"value", value.shown()}, {"count", std::to_string(dims)}});
        for (const JsonValue one : value.elements())
            question_.goal_size.push_back(integer(one, "size", 1, limits::lesson_size));
    }

    JsonObject members_;
    const SceneBlock& scene_;
    Question question_;
};

} // namespace

std::optional<Question> read_question_block(const MarkdownBlock& block, const SceneBlock& scene,
                                            LessonIssues& issues) {
    try {
        const JsonTree tree(block.text);
        Question question = QuestionReader(object(tree.root(), "question"), scene).read();
        question.place = block.place;
        return question;
    } catch (const Error& error) {
        issues.add(place_in_block(block, error), error);
        return std::nullopt;
    }
}

} // namespace convlens
