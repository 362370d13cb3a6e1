#pragma once

#include "model/catalog.h"
#include "ui/basics/task.h"
#include "ui/workspace/workspace.h"

#include <QString>

#include <functional>
#include <vector>

class QMimeData;

namespace schemawright {

/// Tables on the clipboard: as SQL for other programs, and as keys for other diagrams of the same model.
struct CopiedTables {
    std::vector<ObjectKey> keys;
    QString sql;
};

/// The statements that create these tables with their dependents, by the planner. Blocks; may be called from any thread.
[[nodiscard]] Result<QString> sqlOfTables(const Catalog& catalog, const std::vector<ObjectKey>& keys);

/// Whether the object can be on a diagram.
[[nodiscard]] bool isCard(const ObjectKey& key);
/// The format that mimeOf() writes for diagrams.
[[nodiscard]] QString tablesMimeType();
/// For the clipboard and for drags. The caller owns it.
[[nodiscard]] QMimeData* mimeOf(const CopiedTables& copied);
/// The keys that mimeOf() wrote; empty for other data.
[[nodiscard]] std::vector<ObjectKey> keysOf(const QMimeData& data);

/// Runs SQL text on a copy of the model on the scratch server, and adds the new objects to the model and the diagram as one step. `done` receives
/// the new tables, or PostgreSQL's error.
void pasteSql(Workspace& workspace, QObject* guard, const std::string& diagram, const QString& sql,
              const std::function<void(const Result<std::vector<ObjectKey>>&)>& done);

} // namespace schemawright
