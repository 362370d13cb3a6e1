#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A sequence that does not belong to an identity column. CREATE SEQUENCE.
struct Sequence {
    static constexpr Kind kind = Kind::Sequence;
    static constexpr KindFacts facts{.name = "sequence",
                                     .title = "Sequences",
                                     .icon = "format-list-ordered",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 's',
                                     .family = KindFacts::Family::Relation,
                                     .relkinds = "S",
                                     .namingRules = true,
                                     .followsColumnType = true};
    SequenceOptions options;
    bool unlogged = false;
    QualifiedName ownedByTable; ///< OWNED BY; empty: NONE
    std::string ownedByColumn;
    bool operator==(const Sequence&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"options", &Sequence::options}, Field{"unlogged", &Sequence::unlogged},
                          Field{"owned by table", &Sequence::ownedByTable},
                          Field{"owned by column", &Sequence::ownedByColumn}};
    }
};

} // namespace schemawright
