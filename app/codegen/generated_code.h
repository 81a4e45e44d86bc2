// What is written for one operation in one framework.
#pragma once

#include <string>
#include <vector>

namespace convlens {

struct Code {
    std::string
        layer; // the operation alone, few lines of at most 60 columns: one expression or a few statements
    std::string program; // a script that runs: imports, tensors, the operation, print of Y [N, O, output...]
    std::vector<std::string> notes; // keys of the catalogue: what differs in convention for this operation
    bool possible = true; // false: the framework has no such operation; the layer is then written by hand
};

} // namespace convlens
