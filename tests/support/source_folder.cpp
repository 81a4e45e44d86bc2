// The one file that is compiled with the folder's name.
#include "support/source_folder.h"

namespace convlens {

std::string source_folder() {
    return CONVLENS_SOURCE_DIR;
}

} // namespace convlens
