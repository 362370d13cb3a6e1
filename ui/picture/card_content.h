#pragma once

#include "ui/picture/scene.h"

namespace schemawright {

/// What a card is made of, gathered from the catalog.
struct CardSource {
    const Catalog::Entry* relation = nullptr;   ///< a Table, View or MaterializedView
    std::vector<const Catalog::Entry*> indexes; ///< on it
    std::size_t partitions = 0;                 ///< that are not cards of their own
    bool showSchema = false;
    std::string alias; ///< in the place of its name; empty: the name
};

/// Rows, texts and size of a card. `previous` is returned where it was made of the same.
[[nodiscard]] std::shared_ptr<const CardContent> cardContent(const CardSource& source, CardCollapse collapse,
                                                             bool showTypes,
                                                             const std::shared_ptr<const CardContent>& previous);

/// The type as cards show it: "varchar(80)" for "character varying(80)", without the schema where that is the table's own.
[[nodiscard]] std::string shortType(std::string_view type, std::string_view schema);

} // namespace schemawright
