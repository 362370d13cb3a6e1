#pragma once

#include "model/kinds/base_type.h"
#include "model/kinds/cast.h"
#include "model/kinds/collation.h"
#include "model/kinds/default_privileges.h"
#include "model/kinds/event_trigger.h"
#include "model/kinds/extending.h"
#include "model/kinds/extension.h"
#include "model/kinds/foreign.h"
#include "model/kinds/function.h"
#include "model/kinds/index.h"
#include "model/kinds/operator.h"
#include "model/kinds/policy.h"
#include "model/kinds/publication.h"
#include "model/kinds/range.h"
#include "model/kinds/rule.h"
#include "model/kinds/schema.h"
#include "model/kinds/sequence.h"
#include "model/kinds/statistics.h"
#include "model/kinds/subscription.h"
#include "model/kinds/table.h"
#include "model/kinds/text_search.h"
#include "model/kinds/trigger.h"
#include "model/kinds/types.h"
#include "model/kinds/view.h"

#include <variant>

namespace schemawright {

template <class... Ts> struct TypeList {
    using Variant = std::variant<Ts...>;
};

/// The list of all kinds, in the order in which they are read: indexes, triggers... after all kinds of relations. The operations table of
/// diff is expanded from it, so a kind without operations does not link.
using Kinds = TypeList<Schema, Extension, Collation, Enum, Domain, CompositeType, Range, BaseType, Function, Aggregate,
                       Operator, OperatorFamily, OperatorClass, Cast, Conversion, TextSearchParser, TextSearchTemplate,
                       TextSearchDictionary, TextSearchConfiguration, AccessMethod, Language, Transform,
                       ForeignDataWrapper, ForeignServer, UserMapping, Sequence, Table, View, MaterializedView, Index,
                       Rule, Trigger, Policy, Statistics, EventTrigger, Publication, Subscription, DefaultPrivileges>;

/// The parts: they have keys and facts, but are in the bodies of what they are a part of.
using Parts = TypeList<Column, ColumnDefault, Constraint, EnumValue, CompositeField>;

using Body = Kinds::Variant;

/// An object of any kind: its body, and the attributes that every kind can have.
struct Object {
    Body body;
    Attributes attributes;
    bool operator==(const Object&) const = default;

    [[nodiscard]] Kind kind() const
    {
        return std::visit([]<class T>(const T&) { return T::kind; }, body);
    }
    template <class T> [[nodiscard]] const T* as() const { return std::get_if<T>(&body); }
};

/// The columns of a view or materialized view; nullptr for all other kinds.
[[nodiscard]] const std::vector<ViewColumn>* viewColumns(const Object& object);

} // namespace schemawright
