#include "diff/kinds/base/statement.h"

namespace schemawright {

std::string_view lockModeName(LockMode mode)
{
    switch (mode) {
    case LockMode::None: return {};
    case LockMode::AccessShare: return "ACCESS SHARE";
    case LockMode::RowShare: return "ROW SHARE";
    case LockMode::RowExclusive: return "ROW EXCLUSIVE";
    case LockMode::ShareUpdateExclusive: return "SHARE UPDATE EXCLUSIVE";
    case LockMode::Share: return "SHARE";
    case LockMode::ShareRowExclusive: return "SHARE ROW EXCLUSIVE";
    case LockMode::Exclusive: return "EXCLUSIVE";
    case LockMode::AccessExclusive: return "ACCESS EXCLUSIVE";
    }
    return {};
}

std::string_view lockBlocks(LockMode mode)
{
    switch (mode) {
    case LockMode::None:
    case LockMode::AccessShare:
    case LockMode::RowShare:
    case LockMode::RowExclusive: return {};
    case LockMode::ShareUpdateExclusive: return "DDL";
    case LockMode::Share:
    case LockMode::ShareRowExclusive:
    case LockMode::Exclusive: return "writes and DDL";
    case LockMode::AccessExclusive: return "reads, writes and DDL";
    }
    return {};
}

bool needsConsent(const Hazard& hazard)
{
    return hazard.rule.starts_with("window-without-");
}

} // namespace schemawright
