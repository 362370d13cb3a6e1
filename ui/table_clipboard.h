#pragma once

#include "model/catalog.h"
#include "ui/task.h"
#include "ui/workspace.h"

#include <QString>

#include <functional>
#include <vector>

class QMimeData;

namespace schemawright {

/// Tables on the clipboard: as SQL for everyone, and by name for another diagram of the same model.
struct CopiedTables {
    std::vector<ObjectKey> keys;
    QString sql;
};

/// The statements that make these tables with what belongs to them, by the planner. Blocks; any thread.
[[nodiscard]] Result<QString> sqlOfTables(const Catalog& catalog, const std::vector<ObjectKey>& keys);

/// What can stand on a diagram.
[[nodiscard]] bool isCard(const ObjectKey& key);
/// Of what mimeOf() writes for diagrams.
[[nodiscard]] QString tablesMimeType();
/// For the clipboard and for drags. The caller owns it.
[[nodiscard]] QMimeData* mimeOf(const CopiedTables& copied);
/// The keys that mimeOf() wrote; empty where the data are others'.
[[nodiscard]] std::vector<ObjectKey> keysOf(const QMimeData& data);

/// Runs SQL text upon a copy of the model on the scratch server, and adds what it made to the model and the diagram as one step. `done` is told
/// the new tables, or PostgreSQL's error.
void pasteSql(Workspace& workspace, QObject* guard, const std::string& diagram, const QString& sql,
              const std::function<void(const Result<std::vector<ObjectKey>>&)>& done);

} // namespace schemawright
