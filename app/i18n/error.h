// The one exception of the program: the outside world (a file, an encoder, a request) is not as it should be.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace convlens {

/// What went wrong as a catalogue key with its values, and where (a parameter, a file). Caught in one place
/// of each front end, which writes it in the person's language: `convlens: error: WHAT (WHERE)`.
class Error : public std::runtime_error {
public:
    enum class Fault {
        request, // what was asked for is wrong: exit status 2
        work     // the work itself failed: exit status 1
    };
    using Values = std::vector<std::pair<std::string, std::string>>;

    Error(Fault fault_, std::string key_, Values values_, std::string where_)
        : std::runtime_error(key_), fault(fault_), key(std::move(key_)), values(std::move(values_)),
          where(std::move(where_)) {}

    Fault fault;
    std::string key; // of the catalogue
    Values values;   // for its {names}
    std::string where;
};

} // namespace convlens
