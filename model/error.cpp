#include "model/error.h"

namespace schemawright {

std::string Error::text() const
{
    std::string out;
    if (!file.empty()) {
        out += file;
        if (line != 0)
            out += ":" + std::to_string(line);
        out += ": ";
    }
    out += message;
    if (!hint.empty())
        out += " (" + hint + ")";
    return out;
}

} // namespace schemawright
