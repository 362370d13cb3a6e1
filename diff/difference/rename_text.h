#pragma once

#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// "orders.state=orders.status", "shop.orders=shop.purchases", "public.orders.state=status": a table, column, ... of `from` and its new name.
/// "shop.orders=archive.orders" moves to another schema, "shop.orders=archive.purchases" renames and moves. Columns of views, attributes of types
/// and values of enums are named in the same way: "public.mood.sad=unhappy". Functions of the same name need their arguments:
/// "shop.total(integer)=sum".
[[nodiscard]] Result<Rename> parseRename(std::string_view text, const Catalog& from);
/// The text that parseRename reads: "public.orders.state=status".
[[nodiscard]] std::string renameText(const Rename& rename);

} // namespace schemawright
