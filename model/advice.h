#pragma once

#include "model/catalog.h"
#include "model/naming.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Advice about the design of a model. It is an opinion: PostgreSQL accepts the model as it is, and nothing changes unless the user asks.
namespace schemawright {

enum class AdviceRule {
    NoPrimaryKey,
    UnindexedForeignKey,
    KeyTypeMismatch,
    DuplicateForeignKey,
    DuplicateIndex,
    ReservedName,
    NamingRule,
    SetNullOnNotNull,
    PolicyWithoutRowSecurity,
    NotValidated,
    PoorType,
};

/// The rule in a few words, for lists and for switching it off: "foreign key without index".
[[nodiscard]] std::string_view adviceName(AdviceRule rule);

/// The repair as a value. The document applies it as one step (ui/document/edits.h).
namespace repair {

/// Without columns, an identity column id is added.
struct AddPrimaryKey {
    ObjectKey table;
    std::vector<std::string> columns;
    bool operator==(const AddPrimaryKey&) const = default;
};
struct AddIndex {
    ObjectKey table;
    std::vector<std::string> columns;
    bool operator==(const AddIndex&) const = default;
};
struct Retype {
    ObjectKey column;
    std::string type;
    bool operator==(const Retype&) const = default;
};
struct RenameTo {
    ObjectKey key;
    std::string name;
    bool operator==(const RenameTo&) const = default;
};
struct Remove {
    ObjectKey key;
    bool operator==(const Remove&) const = default;
};
struct AllowNull {
    ObjectKey column;
    bool operator==(const AllowNull&) const = default;
};
struct EnableRowSecurity {
    ObjectKey table;
    bool operator==(const EnableRowSecurity&) const = default;
};
struct Validate {
    ObjectKey constraint;
    bool operator==(const Validate&) const = default;
};

} // namespace repair

using Repair = std::variant<repair::AddPrimaryKey, repair::AddIndex, repair::Retype, repair::RenameTo, repair::Remove,
                            repair::AllowNull, repair::EnableRowSecurity, repair::Validate>;

/// The label of a button: "Add an index on (customer_id)".
[[nodiscard]] std::string repairLabel(const Repair& repair);

struct Advice {
    AdviceRule rule = AdviceRule::NoPrimaryKey;
    ObjectKey key;       ///< the object or part that the advice concerns
    std::string message; ///< one sentence
    Repair repair;
    bool operator==(const Advice&) const = default;
};

/// All advice about a catalog, sorted by rule and key. `stopped` is polled; if it returns true, the advice found so far is returned.
[[nodiscard]] std::vector<Advice> advise(const Catalog& catalog, const NamingRules& naming = {},
                                         const std::function<bool()>& stopped = {});

} // namespace schemawright
