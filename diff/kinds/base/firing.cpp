#include "diff/kinds/base/firing.h"

namespace schemawright {

TriggerEnabled enabledOf(std::string_view letter)
{
    if (letter == "D")
        return TriggerEnabled::Disabled;
    if (letter == "R")
        return TriggerEnabled::Replica;
    return letter == "A" ? TriggerEnabled::Always : TriggerEnabled::Origin;
}

std::string_view enableWords(TriggerEnabled enabled)
{
    switch (enabled) {
    case TriggerEnabled::Origin: break;
    case TriggerEnabled::Disabled: return "DISABLE";
    case TriggerEnabled::Replica: return "ENABLE REPLICA";
    case TriggerEnabled::Always: return "ENABLE ALWAYS";
    }
    return "ENABLE";
}

} // namespace schemawright
