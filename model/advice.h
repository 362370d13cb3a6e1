#pragma once

#include "model/catalog.h"
#include "model/naming.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Advice about the design of a model. It is opinion: PostgreSQL takes the model as it is, and nothing is changed before the user asks.
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

/// "foreign key without index": the rule in a few words, for lists and for switching it off.
[[nodiscard]] std::string_view adviceName(AdviceRule rule);

/// What would mend it, as a value: the document applies it as one step (ui/edits.h).
namespace repair {

/// No columns: an identity column id is added for it.
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

/// "Add an index on (customer_id)": what a button says.
[[nodiscard]] std::string repairLabel(const Repair& repair);

struct Advice {
    AdviceRule rule = AdviceRule::NoPrimaryKey;
    ObjectKey key;       ///< the object or part that it is about
    std::string message; ///< one sentence
    Repair repair;
    bool operator==(const Advice&) const = default;
};

/// Everything there is to say about a catalog, by rule and key. `stopped` is asked now and then; what was found by then is returned.
[[nodiscard]] std::vector<Advice> advise(const Catalog& catalog, const NamingRules& naming = {},
                                         const std::function<bool()>& stopped = {});

} // namespace schemawright
