// Single elements of a tensor that were changed by hand, by their coordinates. Copies share them until one is
// changed: a Document is copied in every turn of the window and may have a million of them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace convlens {

class ElementEdits {
public:
    using Map = std::map<std::vector<int64_t>, double>;

    ElementEdits() = default;
    ElementEdits(Map map) : map_(map.empty() ? nullptr : std::make_shared<Map>(std::move(map))) {}
    ElementEdits(std::initializer_list<Map::value_type> edits) : ElementEdits(Map(edits)) {}

    Map::const_iterator begin() const { return map().begin(); }
    Map::const_iterator end() const { return map().end(); }
    Map::const_iterator find(const std::vector<int64_t>& at) const { return map().find(at); }
    double at(const std::vector<int64_t>& at) const { return map().at(at); }
    std::size_t size() const { return map().size(); }
    bool empty() const { return map().empty(); }

    double& operator[](const std::vector<int64_t>& at) { return own()[at]; }
    /// Quick where the edits come in order.
    void put_last(std::vector<int64_t> at, double value) {
        own().insert_or_assign(own().end(), std::move(at), value);
    }
    void clear() { map_.reset(); }

    /// NaN equals itself here, or a Document with one would differ from its own copy.
    friend bool operator==(const ElementEdits& a, const ElementEdits& b);

private:
    const Map& map() const;
    Map& own();

    std::shared_ptr<Map> map_; // null: none; never changed while it is shared
};

} // namespace convlens
