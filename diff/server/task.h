#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace schemawright {

/// The parameters of every long function of the engine: how it is cancelled, and where it reports progress.
/// `report` is called on the thread that runs the function. Both may be empty.
struct Task {
    std::stop_token stop;
    std::function<void(std::string_view step, double fraction)> report; ///< fraction in 0..1; negative: unknown

    void tell(std::string_view step, double fraction = -1) const
    {
        if (report)
            report(step, fraction);
    }
};

} // namespace schemawright
